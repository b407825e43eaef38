"""Activities: the list, one activity, its form, and what became of a plan."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.activities import actions, rules
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.activities.models import Activity
from diemtua.activities.permissions import may_record_activities, may_record_at
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.core.errors import Refusal
from diemtua.core.sheets import OutColumn, Shape
from diemtua.web.access import form_page, page, post_only, reads
from diemtua.web.activities.filters import chosen_activities, hosts_of, visible_activities
from diemtua.web.activities.forms import ActivityForm, CancelForm, CorrectionForm, HoldForm
from diemtua.web.activities.kinds import FORMS
from diemtua.web.choosing import filter_places
from diemtua.web.downloads import labels, too_long, workbook
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

COLUMNS = [
    OutColumn("Loại", width=24),
    OutColumn("Tên, nội dung", width=44),
    OutColumn("Địa bàn", width=24),
    OutColumn("Địa điểm", width=30),
    OutColumn("Cơ quan tổ chức", width=30),
    OutColumn("Nội dung về", width=20),
    OutColumn("Bắt đầu", Shape.MOMENT),
    OutColumn("Kết thúc", Shape.MOMENT),
    OutColumn("Số người", Shape.WHOLE),
    OutColumn("Mức chắc chắn"),
    OutColumn("Tình trạng"),
    OutColumn("Lý do không tổ chức", width=30),
    OutColumn("Ghi chú", width=30),
]


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the activities of the own places, the latest first."""
    campaign = campaign_or_404(request)
    rows = chosen_activities(request, campaign).select_related("place__parent", "host")
    context = {
        "activities": keyset_page(request, rows, order=("-starts_at", "-id")),
        "kinds": Kind.choices,
        "statuses": Status.choices,
        "programmes": PROGRAMME_CHOICES,
        "may_record": may_record_activities(request.user),
    }
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return render(request, "activities/list.html#rows", context)
    context["places"] = filter_places(campaign, request.user)
    context["hosts"] = hosts_of(visible_activities(request, campaign))
    return render(request, "activities/list.html", context)


@page(reads)
def export(request: HttpRequest) -> HttpResponse:
    """Give the filtered list as a workbook."""
    campaign = campaign_or_404(request)
    rows = chosen_activities(request, campaign).select_related("place", "host").order_by("starts_at", "id")
    if refused := too_long(request, rows, back="activities:list"):
        return refused
    choices = (Kind.choices, PROGRAMME_CHOICES, Bound.choices, Status.choices)
    words = Words(*(labels(each) for each in choices))
    lines = (_line(row, words) for row in rows.iterator(chunk_size=2_000))
    return workbook("hoat-dong.xlsx", COLUMNS, lines, title=f"Hoạt động, {campaign.title}")


class Words(NamedTuple):
    """The words of the choices that a line holds."""

    kinds: dict[str, str]
    programmes: dict[str, str]
    bounds: dict[str, str]
    statuses: dict[str, str]


def _line(row: Activity, words: Words) -> list[object]:
    return [
        words.kinds[row.kind],
        row.title,
        row.place.name,
        row.venue,
        row.host.name,
        words.programmes.get(row.programme, ""),
        timezone.localtime(row.starts_at),
        timezone.localtime(row.ends_at) if row.ends_at else None,
        row.attendance,
        words.bounds.get(row.attendance_bound, "") if row.attendance is not None else "",
        words.statuses[row.status],
        row.reason,
        row.note,
    ]


@form_page(may_record_activities)
def create(request: HttpRequest) -> HttpResponse:
    """Choose a kind, then record or plan one activity of it."""
    campaign = campaign_or_404(request)
    kind = request.GET.get("loai", "")
    if kind not in Kind.values:
        kinds = [(value, Kind(value).label, shape) for value, shape in FORMS.items()]
        return render(request, "activities/choose.html", {"kinds": kinds})
    form = ActivityForm(request.POST or None, kind=kind, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        new = form.new_activity()
        try:
            activity = actions.record_activity(campaign=campaign, new=new, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return _done(request, activity, _("Đã ghi “%(title)s”."))
    return render(request, "activities/create.html", {"form": form, "kind": Kind(kind)})


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one activity, what replaced it, and what the reader may do."""
    activity = _activity_or_404(request, ref)
    may_record = may_record_at(request.user, activity.place)
    is_planned = activity.status == Status.PLANNED
    context = {
        "activity": activity,
        "shape": FORMS[activity.kind],
        "facts": _facts(activity),
        "replacements": activity.replacements.select_related("place"),
        "doubts": rules.doubts(kind=activity.kind, attendance=activity.attendance),
        "hold_form": HoldForm() if may_record and is_planned else None,
        "cancel_form": CancelForm() if may_record and is_planned else None,
        "may_record": may_record,
    }
    return render(request, "activities/show.html", context)


def _facts(activity: Activity) -> list[tuple[str, Any]]:
    shape = FORMS[activity.kind]
    begins = timezone.localtime(activity.starts_at)
    ends = timezone.localtime(activity.ends_at) if activity.ends_at else None
    bound = f"{activity.get_attendance_bound_display()} " if activity.attendance_bound != "=" else ""
    facts = [
        (_("Thời gian"), f"{begins:%H:%M}{f' – {ends:%H:%M}' if ends else ''}, {begins:%d/%m/%Y}"),
        (_("Địa bàn"), activity.place),
        (shape.venue, activity.venue),
        (_("Cơ quan tổ chức"), activity.host),
        (_("Nội dung về"), activity.get_programme_display() if activity.programme else ""),
        (shape.attendance, f"{bound}{activity.attendance}" if activity.attendance is not None else ""),
        (_("Lý do không tổ chức"), activity.reason),
        (_("Ghi chú"), activity.note),
        (_("Người ghi"), activity.recorded_by),
    ]
    return [(str(term), value) for term, value in facts if term and value not in ("", None)]


@form_page(may_record_activities)
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct an activity."""
    activity = _own_activity_or_404(request, ref)
    campaign = activity.campaign
    form = CorrectionForm(request.POST or None, activity=activity, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_activity(
                activity=activity, new=form.new_activity(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return _done(request, _activity_or_404(request, ref), _("Đã sửa “%(title)s”."))
    return render(request, "activities/revise.html", {"form": form, "activity": activity})


@post_only(may_record_activities)
def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that a plan took place."""
    return _act(request, ref, HoldForm(request.POST), actions.hold_activity, _("Đã ghi là đã thực hiện."))


@post_only(may_record_activities)
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that a plan is not held."""
    return _act(
        request,
        ref,
        CancelForm(request.POST),
        actions.cancel_activity,
        _("Đã ghi là không tổ chức. Có thể chuyển sang kênh khác."),
    )


@form_page(may_record_activities)
def replan(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose another channel for what was not held, and put it in its place."""
    activity = _own_activity_or_404(request, ref)
    kind = request.GET.get("loai", "")
    if kind not in Kind.values:
        kinds = [
            (value, Kind(value).label, shape) for value, shape in FORMS.items() if value != activity.kind
        ]
        return render(request, "activities/choose.html", {"kinds": kinds, "instead_of": activity})
    initial = {"title": activity.title, "place": activity.place.path, "host": activity.host.ref}
    form = ActivityForm(
        request.POST or None, kind=kind, campaign=activity.campaign, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.replan_activity(
                activity=activity, new=form.new_activity(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return _done(request, new, _("Đã chuyển kênh: “%(title)s”."))
    context = {"form": form, "kind": Kind(kind), "instead_of": activity}
    return render(request, "activities/create.html", context)


def _done(request: HttpRequest, activity: Activity, sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"title": activity.title})
    for doubt in rules.doubts(kind=activity.kind, attendance=activity.attendance):
        messages.warning(request, doubt)
    return redirect("activities:show", activity.ref)


def _activity_or_404(request: HttpRequest, ref: str) -> Activity:
    rows = visible_activities(request, campaign_or_404(request))
    rows = rows.select_related("campaign__place", "place", "host", "recorded_by", "replaces")
    activity: Activity = get_object_or_404(rows, ref=ref)
    return activity


def _own_activity_or_404(request: HttpRequest, ref: str) -> Activity:
    activity = _activity_or_404(request, ref)
    if not may_record_at(request.user, activity.place):
        raise Http404
    return activity


def _act(request: HttpRequest, ref: str, form: Any, action: Callable[..., Any], done: str) -> HttpResponse:
    activity = _own_activity_or_404(request, ref)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("activities:show", ref)
    try:
        action(activity=activity, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, done)
    return redirect("activities:show", ref)
