"""Lists of prospects made from matched registers: ask for one, watch it load, look at it, refresh it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.places.models import Place
from diemtua.prospects import jobs
from diemtua.prospects.actions import lists
from diemtua.prospects.enums import CloseReason, ListStatus, Status
from diemtua.prospects.models import ProspectList
from diemtua.prospects.permissions import may_import_at, may_import_prospects
from diemtua.prospects.rules.lists import programme_of
from diemtua.registers.enums import Cohort, Exclusion, MatchingStatus
from diemtua.registers.models import CohortCount, Matching
from diemtua.registers.queries.matchings import matchings_for
from diemtua.web.access import form_page, page
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404
from diemtua.web.strips import StripPart, strip_of

RUNNING = (ListStatus.QUEUED, ListStatus.LOADING)
PURPOSES = {
    "HHI": gettext_lazy("Vận động tham gia BHYT hộ gia đình"),
    "VSI": gettext_lazy("Vận động tham gia BHXH tự nguyện"),
}


class ListForm(forms.Form):
    """What a list is asked with."""

    purpose = forms.CharField(label=gettext_lazy("Mục đích xử lý dữ liệu"), max_length=200)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ xử lý dữ liệu"),
        max_length=200,
        help_text=gettext_lazy("Số, ngày của kế hoạch hoặc công văn giao rà soát, lập danh sách."),
    )


@dataclass(frozen=True)
class Shown:
    """One list with its picture."""

    row: ProspectList

    @property
    def parts(self) -> list[StripPart]:
        """Return who was asked: members first, then who was left out, the most first."""
        members = (_("Vào danh sách"), self.row.size, "")
        others = sorted(self.row.excluded, key=lambda one: -one["count"])
        return strip_of([members, *((capfirst(_why(one["reason"])), one["count"], "") for one in others)])

    @property
    def likely_wrong(self) -> int:
        """Return the expected number of wrong members, in whole people."""
        return round(self.row.expected_wrong)

    @property
    def is_running(self) -> bool:
        """Say whether the list is still being loaded."""
        return self.row.status in RUNNING


@page(may_import_prospects)
def index(request: HttpRequest) -> HttpResponse:
    """Show the lists of the campaign, the newest first."""
    rows = _lists(request)
    context = {
        "lists": keyset_page(request, rows, order=("-asked_at", "-id")),
        "matching": _newest_matching(request, campaign_or_404(request)),
        "trail": _trail(),
    }
    return render(request, "prospects/lists.html", context)


@form_page(may_import_prospects)
def ask(request: HttpRequest, ref: str, cohort: str) -> HttpResponse:
    """Ask for the members of a cohort of a matching, under the place asked for (`dia-ban`)."""
    campaign = campaign_or_404(request)
    matching = get_object_or_404(Matching.objects.select_related("place", "population__source"), ref=ref)
    place = _place(request, campaign, request.GET.get("dia-ban") or matching.place.path)
    if cohort not in Cohort.values:
        raise Http404
    initial = {"purpose": PURPOSES[programme_of(cohort)]}
    form = ListForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _ask(request, campaign, matching, place, cohort, form)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return redirect("prospects:list_show", made.ref)
    count = CohortCount.objects.filter(matching=matching, place=place, cohort=cohort).first()
    context = {
        "form": form,
        "matching": matching,
        "place": place,
        "cohort": Cohort(cohort).label,
        "count": count,
        "trail": _trail(_("Lập danh sách")),
    }
    return render(request, "prospects/ask_list.html", context)


@page(may_import_prospects)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one list: whom it asked, who is in it, who is left out and why; where it stands while it loads."""
    row = get_object_or_404(_lists(request), ref=ref)
    shown = Shown(row)
    newer = _newest_matching(request, row.campaign)
    of_list = Q(prospects__from_list=row)
    places = Place.objects.filter(prospects__from_list=row).annotate(
        number=Count("prospects", filter=of_list),
        open_number=Count("prospects", filter=of_list & Q(prospects__status__in=(Status.NEW, Status.MET))),
    )
    context = {
        "shown": shown,
        "row": row,
        "percent": 100 * row.rows_done / row.size if row.size else None,
        "places": places.order_by("path") if not shown.is_running else [],
        "newer": newer if newer and newer.asked_at > row.matching.asked_at else None,
        "registers": row.matching.registers.select_related("snapshot__source"),
        "trail": _trail(str(row)),
    }
    template = "prospects/list_show.html#state" if request.htmx else "prospects/list_show.html"  # type: ignore[attr-defined]
    answer = render(request, template, context)
    if request.htmx and not shown.is_running:  # type: ignore[attr-defined]
        answer["HX-Refresh"] = "true"  # done: the buttons above come with the whole page
    return answer


def _ask(
    request: HttpRequest, campaign: Campaign, matching: Matching, place: Place, cohort: str, form: ListForm
) -> ProspectList:
    with transaction.atomic():
        made = lists.ask_for_list(
            campaign=campaign,
            matching=matching,
            cohort=cohort,
            place=place,
            purpose=form.cleaned_data["purpose"],
            legal_basis=form.cleaned_data["legal_basis"],
            by=request.user,
            at=timezone.now(),
        )
        jobs.load_list.defer(list_id=made.pk)
    messages.success(request, _("Đang lập danh sách. Trang này tự cập nhật."))
    return made


def _lists(request: HttpRequest) -> QuerySet[ProspectList]:
    rows = ProspectList.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    return rows.select_related("place", "matching__population__source", "asked_by", "campaign")


def _place(request: HttpRequest, campaign: Campaign, path: str) -> Place:
    places = Place.objects.valid_on(campaign.map_date).select_related("parent")
    place: Place = get_object_or_404(places, path=path)
    if not may_import_at(request.user, place):
        raise PermissionDenied
    return place


def _newest_matching(request: HttpRequest, campaign: Campaign) -> Matching | None:
    done = matchings_for(request.user).filter(status=MatchingStatus.DONE).order_by("-asked_at")
    return done.filter(place__path__startswith=campaign.place.path).first()


def _why(reason: str) -> str:
    known = {**dict(Exclusion.choices), **dict(CloseReason.choices)}
    return str(known.get(reason, reason))


def _trail(last: str = "") -> list[dict[str, str]]:
    trail = [
        {"label": _("Đối tượng tiềm năng"), "href": reverse("prospects:list")},
        {"label": pgettext("trang", "Danh sách từ sổ"), "href": reverse("prospects:lists")},
    ]
    return [*trail, {"label": last, "href": ""}] if last else trail
