"""Reviewing doubtful pairs: one after the other, by mouse or keys, taken back, seen whole for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.errors import Refusal
from diemtua.places.models import Place
from diemtua.registers.actions import doubts as actions
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.permissions import may_keep_registers
from diemtua.registers.queries import doubts as queries
from diemtua.registers.rules.doubts import MASKED, Compared, Row, apart, compared
from diemtua.web.access import page, post_only
from diemtua.web.paging import keyset_page
from diemtua.web.registers.matchings import matching_or_404, trail
from diemtua.web.registers.phrases import cell, column_label, relation_of, step_label

FILTERS = ("so", "luat", "tien")


class RevealForm(forms.Form):
    """Why numbers are to be seen whole."""

    reason = forms.CharField(label=gettext_lazy("Lý do cần xem"), max_length=200)


@dataclass(frozen=True)
class Line:
    """One line of the comparison, with the words marked that the other side does not have."""

    label: str
    left: list[tuple[str, bool]]
    right: list[tuple[str, bool]]
    relation: str
    told: str


@page(may_keep_registers)
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the pair asked for (`cap`), else the next one of the queue after `sau`."""
    matching = matching_or_404(request, ref)
    doubts = _filtered(request, queries.doubts_of(matching, request.user))
    queue = queries.queue_of(doubts, request.user)
    after = _named(request, doubts, "sau")
    asked = request.GET.get("cap")
    doubt = get_object_or_404(doubts, ref=asked) if asked else queries.next_in(queue, after)
    return _render(request, matching, doubts, doubt)


@page(may_keep_registers)
def judged(request: HttpRequest, ref: str) -> HttpResponse:
    """List the pairs on which somebody has said something, the newest first."""
    matching = matching_or_404(request, ref)
    rows = queries.judged(queries.doubts_of(matching, request.user))
    found = keyset_page(request, rows, order=("-judged_at", "-id"), size=30)
    shown = [{"doubt": one, "name": queries.rows_of(one)[0].get("full_name", "")} for one in found]
    context = {
        "matching": matching,
        "doubts": found,
        "rows": shown,
        "tabs": _tabs(matching, "judged"),
        "trail": _trail(matching),
    }
    return render(request, "registers/doubts_judged.html", context)


@post_only(may_keep_registers)
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Say of a pair that it is one person or two, then show the next."""
    doubt = _doubt_or_404(request, ref)
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        return _back(request, doubt, cap=doubt.ref)
    try:
        actions.judge(doubt=doubt, verdict=Verdict(verdict), by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return _back(request, doubt, sau=doubt.ref)
    return _back(request, doubt, sau=doubt.ref, xong=doubt.ref)


@post_only(may_keep_registers)
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back the own verdict and show the pair again."""
    doubt = _doubt_or_404(request, ref)
    try:
        actions.take_back(doubt=doubt, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    return _back(request, doubt, cap=doubt.ref)


@post_only(may_keep_registers)
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the numbers of a pair whole, once, against a reason."""
    doubt = _doubt_or_404(request, ref)
    form, revealed = RevealForm(request.POST), None
    if form.is_valid():
        try:
            revealed = actions.reveal(
                doubt=doubt, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("reason", refusal.text)
    matching = matching_or_404(request, doubt.register.matching.ref)
    answer = _render(
        request,
        matching,
        queries.doubts_of(matching, request.user),
        doubt,
        revealed=revealed,
        reveal_form=form,
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _render(
    request: HttpRequest,
    matching: Matching,
    doubts: QuerySet[Doubt],
    doubt: Doubt | None,
    *,
    revealed: tuple[Mapping[str, str], Mapping[str, str]] | None = None,
    reveal_form: RevealForm | None = None,
) -> HttpResponse:
    user: Any = request.user
    done = _named(request, queries.doubts_of(matching, user), "xong")
    context: dict[str, Any] = {
        "matching": matching,
        "doubt": doubt,
        "tally": queries.tally_of(doubts, user),
        "done": done if done and user.pk in (done.judged_by_id, done.seconded_by_id) else None,
        "kept": _kept(request),
        "filters": _filters(request, matching),
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
        "tabs": _tabs(matching, "review"),
        "trail": _trail(matching),
        "reveal_form": reveal_form or RevealForm(),
    }
    if doubt:
        context |= _pair(matching, doubt, user, revealed)
        context["skip_url"] = _address(matching, _kept(request), sau=doubt.ref)
    return render(request, "registers/doubts.html", context)


def _pair(
    matching: Matching, doubt: Doubt, user: Any, revealed: tuple[Mapping[str, str], Mapping[str, str]] | None
) -> dict[str, Any]:
    resident, participant = queries.rows_of(doubt)
    lines = compared(resident, participant)
    places = _places(matching, resident, participant)
    is_disagreed = queries.is_disagreed(doubt)
    is_party = user.pk in (doubt.judged_by_id, doubt.seconded_by_id)
    waits = not doubt.effective_verdict
    return {
        "both": [_line(one, places) for one in lines if one.relation != "unknown"],
        "single": [_line(one, places) for one in lines if one.relation == "unknown"],
        "revealed": _numbers(*revealed) if revealed else None,
        "has_numbers": any(row.get(name) for name in MASKED for row in (resident, participant)),
        "because": step_label(doubt.rule),
        "percent": 100 * doubt.score,
        "is_disagreed": is_disagreed,
        "is_party": is_party,
        "is_second_look": waits and bool(doubt.verdict) and not is_disagreed and not is_party,
        "may_judge": waits and not is_party,
    }


def _line(one: Compared, places: Mapping[str, str]) -> Line:
    left, right = cell(one.name, one.left, places), cell(one.name, one.right, places)
    if one.relation in ("same", "unknown") or one.name in MASKED:
        marked = [(left, False)], [(right, False)]
    else:
        marked = list(apart(right, left)), list(apart(left, right))
    told = relation_of(one) if one.relation != "unknown" else ""
    return Line(column_label(one.name), *marked, one.relation, told)


def _places(matching: Matching, *rows: Row) -> dict[str, str]:
    """Return the names of the places whose codes stand in the rows, on the day of the register."""
    codes = {row.get(name) or "" for row in rows for name in ("hamlet", "commune")} - {""}
    places = Place.objects.valid_on(matching.population.as_of).under(matching.place)
    named = places.filter(code__in=codes).values_list("code", "name")
    return dict(named) if codes else {}


def _numbers(resident: Mapping[str, str], participant: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (column_label(name), resident.get(name) or "–", participant.get(name) or "–")
        for name in MASKED
        if resident.get(name) or participant.get(name)
    ]


def _filtered(request: HttpRequest, doubts: QuerySet[Doubt]) -> QuerySet[Doubt]:
    if register := request.GET.get("so"):
        doubts = doubts.filter(register__snapshot__ref=register)
    if rule := request.GET.get("luat"):
        doubts = doubts.filter(rule=rule)
    if request.GET.get("tien"):
        doubts = doubts.filter(is_at_stake=True)
    return doubts


def _filters(request: HttpRequest, matching: Matching) -> dict[str, list[tuple[str, str]]]:
    """Return what the queue may be narrowed to; nothing where there is nothing to choose from."""
    registers = matching.registers.select_related("snapshot__source").order_by("pk")
    rules = queries.doubts_of(matching, request.user).order_by("rule").values_list("rule", flat=True)
    steps = [(rule, step_label(rule)) for rule in rules.distinct()]
    sheets = [(one.snapshot.ref, str(one.snapshot)) for one in registers if one.review]
    if len(steps) < 2 and len(sheets) < 2:
        return {}
    return {"registers": sheets, "rules": steps, "stakes": [("co", _("Chỉ cặp liên quan tiền"))]}


def _named(request: HttpRequest, doubts: QuerySet[Doubt], parameter: str) -> Doubt | None:
    """Return the pair that a parameter of the address names."""
    ref = request.GET.get(parameter)
    return doubts.filter(ref=ref).first() if ref else None


def _doubt_or_404(request: HttpRequest, ref: str) -> Doubt:
    rows = Doubt.objects.visible_to(request.user).select_related("register__matching", "place__parent")
    doubt: Doubt = get_object_or_404(rows.select_related("judged_by", "seconded_by"), ref=ref)
    return doubt


def _back(request: HttpRequest, doubt: Doubt, **where: str) -> HttpResponse:
    """Go on with the queue under the filters that the form carried."""
    return redirect(_address(doubt.register.matching, _kept(request), **where))


def _address(matching: Matching, kept: list[tuple[str, str]], **where: str) -> str:
    """Return the address of the queue under filters."""
    here = reverse("registers:doubts", args=[matching.ref])
    return f"{here}?{urlencode([*kept, *where.items()])}"


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    given = request.GET if request.method == "GET" else request.POST
    return [(name, given[name]) for name in FILTERS if given.get(name)]


def _tabs(matching: Matching, current: str) -> list[dict[str, Any]]:
    pages = [("review", "registers:doubts", _("Cần xem")), ("judged", "registers:judged", _("Đã xem"))]
    return [
        {"label": label, "href": reverse(name, args=[matching.ref]), "is_current": key == current}
        for key, name, label in pages
    ]


def _trail(matching: Matching) -> list[dict[str, str]]:
    here = {"label": str(matching.population), "href": reverse("registers:matching", args=[matching.ref])}
    return [*trail(), here, {"label": _("Cặp cần xem"), "href": ""}]
