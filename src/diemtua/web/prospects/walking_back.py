"""What comes back on a paper list: tick it in the order of the paper, save all at once, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.core.periods import parse_day
from diemtua.prospects.actions.walking import Entered, Line, enter_walking_list, line_ref, undo_walking_entry
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Contact, Prospect, WalkingList
from diemtua.prospects.permissions import may_enter_walking_list, may_see_prospects
from diemtua.prospects.queries import walking
from diemtua.prospects.queries.leases import can_be_met
from diemtua.prospects.rules import UNDO_MINUTES
from diemtua.web.access import form_page, post_only
from diemtua.web.prospects.paper import TICKS
from diemtua.web.prospects.walking import trail
from diemtua.web.shell import campaign_or_404

SALT = "prospects.walking"
#: What may be said of all lines left empty at once; the rest changes too much to be said unread.
WHOLE_SHEET = (Outcome.ABSENT, Outcome.THINKING, Outcome.REFUSED)


@dataclass(frozen=True)
class BackRow:
    """One line of a paper that comes back: what stands on it, what is recorded, what was refused.

    `since` is a visit recorded another way after the paper was printed, as by the code of the line.
    """

    number: int
    prospect: Prospect
    recorded: Contact | None
    since: Contact | None
    refusal: str
    chosen: str
    note: str

    @property
    def is_open(self) -> bool:
        """Say whether something can still be entered."""
        return self.recorded is None and can_be_met(self.prospect)


@form_page(may_see_prospects)
def back(request: HttpRequest, ref: str) -> HttpResponse:
    """Enter what came back on a paper, in its order."""
    paper = _paper_or_404(request, ref)
    people = walking.on_paper(paper)
    refused: Mapping[str, str] = {}
    fault = ""
    if request.method == "POST":
        try:
            refused = _enter(request, paper, people)
        except Refusal as refusal:
            fault = refusal.text
        except ValueError:
            fault = _("Ngày chưa đúng. Hãy ghi theo mẫu ngày/tháng/năm, ví dụ 06/5/2024.")
        if not refused and not fault:
            return redirect("prospects:walking_back", ref)
        people = walking.on_paper(paper)
    rows = _rows(paper, people, request.POST, refused)
    context = {
        "paper": paper,
        "rows": rows,
        "ticks": [(one.value, one.label) for one in TICKS],
        "whole_sheet": [(one.value, one.label) for one in WHOLE_SHEET],
        "rest": request.POST.get("con-lai", ""),
        "left": sum(row.is_open for row in rows),
        "recorded": sum(row.recorded is not None for row in rows),
        "refused": len(refused),
        "fault": fault,
        "met_on": request.POST.get("ngay", f"{timezone.localdate():%d/%m/%Y}"),
        "may_undo": bool(_undo_of(request, paper)),
        "undo_minutes": UNDO_MINUTES,
        "trail": trail(str(paper.place), (_("Phiếu đi gặp"), reverse("prospects:walking_list"))),
    }
    return render(request, "prospects/walking_back.html", context)


@post_only(may_see_prospects)
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back the last entering of a paper, whole, within five minutes."""
    paper = _paper_or_404(request, ref)
    keys = _undo_of(request, paper)
    try:
        count = undo_walking_entry(walking_list=paper, contacts=keys, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        request.session.pop(SALT, None)
        if count:
            said = _("Đã hoàn tác: bỏ %(count)d lần gặp vừa ghi từ phiếu này.")
            messages.success(request, said % {"count": count})
        else:
            messages.info(request, _("Không còn gì để hoàn tác trên phiếu này."))
    return redirect("prospects:walking_back", ref)


def _paper_or_404(request: HttpRequest, ref: str) -> WalkingList:
    campaign = campaign_or_404(request)
    paper: WalkingList = get_object_or_404(walking.walking_lists_for(request.user, campaign), ref=ref)
    if not may_enter_walking_list(request.user, paper):
        raise PermissionDenied
    return paper


def _enter(request: HttpRequest, paper: WalkingList, people: Sequence[Prospect]) -> Mapping[str, str]:
    """Record what is ticked; return what was refused, by reference of the prospect.

    :raises ValueError: for a day that is none
    """
    met_on = parse_day(request.POST.get("ngay", ""))
    if met_on is None:
        raise ValueError("day")
    ticked = _ticked(paper, people, request.POST)
    if not ticked:
        messages.info(request, _("Chưa đánh dấu kết quả nào nên chưa ghi gì."))
        return {}
    entered = enter_walking_list(
        walking_list=paper, lines=ticked, met_on=met_on, by=request.user, at=timezone.now()
    )
    _say(request, paper, entered)
    return {one.ref: one.text for one in entered.receipt.refused}


def _ticked(paper: WalkingList, people: Sequence[Prospect], data: Any) -> list[Line]:
    """Return the lines that say something: by their own tick, else by what is said of all left empty."""
    rest = data.get("con-lai", "")
    rest = rest if rest in WHOLE_SHEET else ""
    seen = walking.met_since(paper, people) if rest else {}
    done = _recorded(paper, people) if rest else {}
    lines = []
    for one in people:
        said = data.get(f"kq-{one.ref}", "")
        if said not in Outcome.values:
            is_left = can_be_met(one) and one.pk not in seen and one.pk not in done
            said = rest if is_left else ""
        if said:
            lines.append(Line(one, Outcome(said), data.get(f"gc-{one.ref}", "").strip()[:300]))
    return lines


def _say(request: HttpRequest, paper: WalkingList, entered: Entered) -> None:
    receipt = entered.receipt
    if receipt.accepted:
        request.session[SALT] = signing.dumps([paper.ref, *entered.contacts], salt=SALT)
        messages.success(request, _("Đã ghi %(count)d lần gặp từ phiếu.") % {"count": receipt.accepted})
    if receipt.duplicate:
        said = _("%(count)d dòng đã ghi từ trước, giữ nguyên.")
        messages.info(request, said % {"count": receipt.duplicate})
    if receipt.refused:
        said = _("%(count)d dòng chưa ghi được; lý do ở từng dòng.")
        messages.warning(request, said % {"count": len(receipt.refused)})


def _rows(
    paper: WalkingList, people: Sequence[Prospect], data: Any, refused: Mapping[str, str]
) -> list[BackRow]:
    recorded, since = _recorded(paper, people), walking.met_since(paper, people)
    return [
        BackRow(
            number,
            one,
            recorded.get(one.pk),
            since.get(one.pk),
            refused.get(one.ref, ""),
            data.get(f"kq-{one.ref}", ""),
            data.get(f"gc-{one.ref}", ""),
        )
        for number, one in enumerate(people, start=1)
    ]


def _recorded(paper: WalkingList, people: Sequence[Prospect]) -> dict[int, Contact]:
    """Return what is recorded from the lines of this paper, by the key of the prospect."""
    refs = {line_ref(paper, one): one.pk for one in people}
    return {refs[one.device_ref]: one for one in Contact.objects.filter(device_ref__in=list(refs))}


def _undo_of(request: HttpRequest, paper: WalkingList) -> list[int]:
    """Return the contacts of the last entering of this paper in this session that may still be taken back."""
    try:
        ref, *keys = signing.loads(request.session.get(SALT, ""), salt=SALT, max_age=60 * UNDO_MINUTES)
    except (signing.BadSignature, ValueError):
        return []
    return [int(key) for key in keys] if ref == paper.ref else []
