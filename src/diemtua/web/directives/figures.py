"""Figures from a report or a news text: proposed with their words, ticked, stored as self-declared."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.errors import Refusal
from diemtua.core.numbers import parse_whole
from diemtua.directives.rules.stated_figures import StatedFigure, stated_figures
from diemtua.progress.actions import NewFigure, import_figures
from diemtua.progress.enums import Origin
from diemtua.progress.permissions import may_enter_figures
from diemtua.progress.rules import CATALOGUE, Aggregation
from diemtua.web.access import form_page
from diemtua.web.choosing import PlaceChoice
from diemtua.web.days import DayField
from diemtua.web.directives.forms import TakeInForm
from diemtua.web.shell import campaign_or_404

AROUND = 60  # signs of the text shown on either side of a figure


class ConfirmForm(forms.Form):
    """Of which place, as of which day, and from which source the ticked figures are."""

    place = PlaceChoice(label=gettext_lazy("Địa bàn"))
    as_of = DayField(label=gettext_lazy("Tính đến ngày"))
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=120,
        help_text=gettext_lazy("Số văn bản hoặc tên báo, để tra lại được."),
    )


@dataclass(frozen=True)
class Proposal:
    """One figure as the page offers it: its words, and what was ticked and chosen."""

    figure: StatedFigure
    before: str
    words: str
    after: str
    is_ticked: bool
    indicator: str
    value: str


@form_page(may_enter_figures)
def read(request: HttpRequest) -> HttpResponse:
    """Read a text, propose its figures, and store what the officer ticks as self-declared figures."""
    campaign = campaign_or_404(request)
    text = request.POST.get("text", "")
    first = TakeInForm(request.POST or None, request.FILES or None) if not text else TakeInForm()
    if request.method == "POST" and not text and first.is_valid():
        text = first.cleaned_data["text"]
    if not text:
        return render(request, "directives/read_figures.html", {"form": first})
    is_confirming = "confirm" in request.POST
    form = ConfirmForm(request.POST if is_confirming else None, initial={"as_of": campaign.ends_on})
    form.fields["place"].offer(campaign, request.user)  # type: ignore[attr-defined] # a PlaceChoice
    proposals = [
        _proposal(text, one, request.POST if is_confirming else None) for one in stated_figures(text)
    ]
    if is_confirming and form.is_valid():
        try:
            count = _store(request, campaign, form, proposals)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã ghi %(count)s số tự khai, kèm nguồn.") % {"count": count})
            return redirect("progress:figures")
    choices = [
        (code, _(one.label)) for code, one in CATALOGUE.items() if one.aggregation is not Aggregation.RATIO
    ]
    context = {"form": form, "proposals": proposals, "text": text, "choices": choices}
    return render(request, "directives/confirm_figures.html", context)


class NothingTicked(Refusal):
    code = "nothing_ticked"
    text = "Hãy đánh dấu ít nhất một số liệu và chọn chỉ số cho nó."


def _store(request: HttpRequest, campaign: Any, form: ConfirmForm, proposals: list[Proposal]) -> int:
    place = form.cleaned_data["place"]
    if not request.user.is_over(place):  # type: ignore[union-attr] # logged in
        raise PermissionDenied
    new = [
        NewFigure(
            indicator=one.indicator,
            place=place,
            as_of=form.cleaned_data["as_of"],
            value=parse_whole(one.value) or 0,
            source=f"{form.cleaned_data['source']}: “{one.words}”"[:200],
            origin=Origin.DECLARED,
        )
        for one in proposals
        if one.is_ticked and one.indicator and parse_whole(one.value) is not None
    ]
    if not new:
        raise NothingTicked
    return len(import_figures(campaign=campaign, new=new, by=request.user, at=timezone.now()))


def _is_storable(figure: StatedFigure) -> bool:
    """Say whether a figure is offered ticked: we know what it counts, and it is no share."""
    known = CATALOGUE.get(figure.indicator)
    return known is not None and known.aggregation is not Aggregation.RATIO


def _proposal(text: str, figure: StatedFigure, sent: Any) -> Proposal:
    """Return one figure with its words; ticked at first when we know what it counts."""
    key = str(figure.start)
    return Proposal(
        figure=figure,
        before=text[max(0, figure.start - AROUND) : figure.start],
        words=" ".join(text[figure.start : figure.end].split()),
        after=text[figure.end : figure.end + AROUND],
        is_ticked=key in sent.getlist("figure") if sent else _is_storable(figure),
        indicator=sent.get(f"indicator-{key}", "") if sent else figure.indicator,
        value=sent.get(f"value-{key}", "") if sent else figure.printed,
    )
