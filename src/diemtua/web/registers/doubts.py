"""Reviewing doubtful pairs: one after the other, by mouse or keys, taken back, seen whole for a reason."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.errors import Refusal
from diemtua.registers.actions import doubts as actions
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.permissions import may_keep_registers
from diemtua.registers.queries import doubts as queries
from diemtua.web.access import page, post_only
from diemtua.web.paging import keyset_page
from diemtua.web.registers.matchings import matching_or_404, trail
from diemtua.web.registers.pairs import numbers_shown, pair_shown
from diemtua.web.registers.phrases import step_label

FILTERS = ("dia-ban", "so", "luat", "loai")
KINDS: dict[str, tuple[Any, Callable[[], Q]]] = {
    "tien": (gettext_lazy("Liên quan tiền"), lambda: Q(is_at_stake=True)),
    "hai": (gettext_lazy("Chờ người thứ hai"), queries.waits_for_second),
    "khac": (gettext_lazy("Hai người khác ý"), queries.disagreed),
}


class RevealForm(forms.Form):
    """Why numbers are to be seen whole."""

    reason = forms.CharField(label=gettext_lazy("Lý do cần xem"), max_length=200)


@page(may_keep_registers)
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the pair asked for (`cap`), else the one of the queue after `sau` or before `truoc`."""
    matching = matching_or_404(request, ref)
    doubts = _filtered(request, queries.doubts_of(matching, request.user))
    queue = queries.queue_of(doubts, request.user)
    asked = request.GET.get("cap")
    if asked:
        doubt: Doubt | None = get_object_or_404(doubts, ref=asked)
    elif before := _named(request, doubts, "truoc"):
        doubt = queries.next_in(queue, before, is_backwards=True)
    else:
        doubt = queries.next_in(queue, _named(request, doubts, "sau"))
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
        context |= pair_shown(matching, doubt, user)
        context["is_next"] = request.htmx  # type: ignore[attr-defined]
        context["revealed"] = numbers_shown(*revealed) if revealed else None
        context["skip_url"] = _address(matching, _kept(request), sau=doubt.ref)
        context["back_url"] = _address(matching, _kept(request), truoc=doubt.ref)
    return render(request, "registers/doubts.html", context)


def _filtered(request: HttpRequest, doubts: QuerySet[Doubt]) -> QuerySet[Doubt]:
    if register := request.GET.get("so"):
        doubts = doubts.filter(register__snapshot__ref=register)
    if rule := request.GET.get("luat"):
        doubts = doubts.filter(rule=rule)
    if path := request.GET.get("dia-ban"):
        doubts = doubts.filter(place__path__startswith=path)
    if kind := KINDS.get(request.GET.get("loai", "")):
        doubts = doubts.filter(kind[1]())
    return doubts


def _filters(request: HttpRequest, matching: Matching) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Return what the queue may be narrowed to; nothing where there is nothing to choose from."""
    doubts = queries.doubts_of(matching, request.user)
    spread = queries.spread_of(doubts)
    rows = matching.registers.filter(review__gt=0).select_related("snapshot__source").order_by("pk")
    kinds = [(key, str(label)) for key, (label, _condition) in KINDS.items()]
    offered = [
        ("dia-ban", _("Địa bàn"), _("Mọi địa bàn"), spread.places),
        (
            "so",
            _("Sổ"),
            _("Mọi sổ"),
            [(one.snapshot.ref, str(one.snapshot)) for one in rows],
        ),
        ("luat", _("Bước ghép"), _("Mọi bước"), [(rule, step_label(rule)) for rule in spread.rules]),
        ("loai", _("Loại cặp"), _("Mọi cặp"), kinds if spread.is_any_at_stake else []),
    ]
    return [one for one in offered if len(one[3]) > 1]


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
