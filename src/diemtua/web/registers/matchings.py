"""Matchings: the list, asking for one, watching it, and what it found."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.errors import Refusal
from diemtua.registers import jobs
from diemtua.registers.actions.matchings import ask_for_matching
from diemtua.registers.enums import MatchingStatus
from diemtua.registers.models import Matching, Snapshot
from diemtua.registers.permissions import may_keep_registers, may_keep_registers_at
from diemtua.registers.queries import matchings as queries
from diemtua.web.access import form_page, page
from diemtua.web.paging import keyset_page
from diemtua.web.registers.phrases import step_label
from diemtua.web.strips import StripPart, strip_of

UNTOLD = ("read", "estimates")  # steps that link nobody
RUNNING = (MatchingStatus.QUEUED, MatchingStatus.RUNNING)


class MatchingForm(forms.Form):
    """Which register of residents is matched with which registers of participants."""

    population = forms.ChoiceField(label=gettext_lazy("Sổ dân cư"))
    registers = forms.MultipleChoiceField(
        label=gettext_lazy("Sổ người tham gia và các danh sách khác"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Mỗi nguồn nên chọn bản chụp mới nhất; máy đã chọn sẵn như vậy."),
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một sổ để ghép với sổ dân cư.")},
    )

    def __init__(
        self, *args: Any, populations: list[Snapshot], others: list[Snapshot], **kwargs: Any
    ) -> None:
        """Offer these snapshots."""
        super().__init__(*args, **kwargs)
        self._offered = {one.ref: one for one in (*populations, *others)}
        population, registers = self.fields["population"], self.fields["registers"]
        assert isinstance(population, forms.ChoiceField)
        assert isinstance(registers, forms.ChoiceField)
        population.choices = [(one.ref, _named(one)) for one in populations]
        registers.choices = [
            (one.ref, f"{capfirst(one.source.get_kind_display())}: {_named(one)}") for one in others
        ]

    @property
    def chosen_population(self) -> Snapshot:
        """Return the register of residents chosen."""
        return self._offered[self.cleaned_data["population"]]

    @property
    def chosen_registers(self) -> list[Snapshot]:
        """Return the other registers chosen."""
        return [self._offered[ref] for ref in self.cleaned_data["registers"]]


@dataclass(frozen=True)
class Shown:
    """What a matching found in one register, with its picture and its steps."""

    found: queries.Found
    parts: list[StripPart]
    steps: list[dict[str, Any]]

    @property
    def likely_wrong(self) -> int:
        """Return how many residents without a link are expected to take part all the same."""
        return round(self.found.register.expected_wrong)

    @property
    def likely_missed(self) -> int:
        """Return how many residents with a link are expected not to take part."""
        return round(self.found.register.expected_missed)


@page(may_keep_registers)
def index(request: HttpRequest) -> HttpResponse:
    """List the matchings of the own places, the newest first."""
    rows = queries.matchings_for(request.user).select_related("place", "population__source", "asked_by")
    found = keyset_page(
        request, rows.prefetch_related("registers__snapshot__source"), order=("-asked_at", "-id")
    )
    left = queries.doubts_left(found)
    context = {
        "matchings": found,
        "rows": [{"matching": one, "left": left.get(one.pk, 0)} for one in found],
        "trail": trail(),
    }
    return render(request, "registers/matchings.html", context)


@form_page(may_keep_registers)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a matching; a job does it. `so` names the snapshot one comes from."""
    populations, others = (
        [one for one in found if may_keep_registers_at(request.user, one.place)]
        for found in (queries.offered_to(request.user, is_population=kind) for kind in (True, False))
    )
    offered: dict[str, Any] = {"populations": populations, "others": others}
    form = MatchingForm(request.POST or None, initial=_initial(request, populations, others), **offered)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = ask_for_matching(
                    population=form.chosen_population,
                    registers=form.chosen_registers,
                    by=request.user,
                    at=timezone.now(),
                )
                jobs.match.defer(matching_id=made.pk)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đang ghép. Trang này tự cập nhật."))
            return redirect("registers:matching", made.ref)
    context = {
        "form": form,
        "has_population": bool(populations),
        "has_others": bool(others),
        "trail": trail(_("Ghép sổ")),
    }
    return render(request, "registers/ask_matching.html", context)


@page(may_keep_registers)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a matching: how far it is, or what it found in each register and how sure that is."""
    matching = matching_or_404(request, ref)
    is_running = matching.status in RUNNING
    is_done = matching.status == MatchingStatus.DONE
    shown = [_shown(one) for one in queries.found_in(matching)] if is_done else []
    context = {
        "matching": matching,
        "is_running": is_running,
        "is_done": is_done,
        "doing": _doing(matching),
        "registers": matching.registers.select_related("snapshot__source") if not is_done else [],
        "shown": shown,
        "left": sum(one.found.waiting for one in shown),
        "reviewed": sum(one.found.judged for one in shown),
        "trail": trail(str(matching.population)),
    }
    template = "registers/matching.html#state" if request.htmx else "registers/matching.html"  # type: ignore[attr-defined]
    answer = render(request, template, context)
    if request.htmx and not is_running:  # type: ignore[attr-defined]
        answer["HX-Refresh"] = "true"  # done: the buttons above come with the whole page
    return answer


def matching_or_404(request: HttpRequest, ref: str) -> Matching:
    """Return a matching that is of the own places, or of a place above them."""
    rows = queries.matchings_for(request.user).select_related("place", "population__source", "asked_by")
    matching: Matching = get_object_or_404(rows, ref=ref)
    return matching


def trail(*last: str) -> list[dict[str, str]]:
    """Return the way to a page of matchings."""
    steps = [
        {"label": _("Sổ và ghép sổ"), "href": reverse("registers:snapshots")},
        {"label": _("Các lần ghép sổ"), "href": reverse("registers:matchings")},
    ]
    return [*steps, *({"label": one, "href": ""} for one in last)]


def _shown(found: queries.Found) -> Shown:
    parts = strip_of(
        [
            (_("Có trong sổ này"), found.participate, ""),
            (_("Chờ người xem"), found.waiting, ""),
            (_("Không thấy trong sổ này"), found.absent, ""),
        ]
    )
    steps = [
        one | {"label": step_label(one["name"]), "percent": 100 * one["precision"]}
        for one in found.register.steps
        if one["name"] not in UNTOLD and one["links"]
    ]
    return Shown(found, parts, steps)


def _doing(matching: Matching) -> str:
    """Return at which register and step the job is."""
    source, _sep, step = matching.doing.rpartition(": ")
    return f"{source}: {step_label(step)}" if source else matching.doing


def _initial(request: HttpRequest, populations: list[Snapshot], others: list[Snapshot]) -> dict[str, Any]:
    asked = request.GET.get("so", "")
    near = next((one for one in others if one.ref == asked), None)
    chosen = next((one for one in populations if one.ref == asked), None) or next(
        (one for one in populations if near is None or one in _around(near, populations)), None
    )
    if chosen is None:
        return {}
    newest = queries.newest_of_each(others, chosen)
    return {"population": chosen.ref, "registers": [one.ref for one in newest]}


def _around(snapshot: Snapshot, populations: list[Snapshot]) -> list[Snapshot]:
    return queries.newest_of_each(populations, snapshot)


def _named(snapshot: Snapshot) -> str:
    return _("%(source)s, %(place)s, ngày %(day)s, %(rows)s dòng") % {
        "source": snapshot.source,
        "place": snapshot.place.name,
        "day": f"{snapshot.as_of:%d/%m/%Y}",
        "rows": f"{snapshot.accepted:,}".replace(",", "."),
    }
