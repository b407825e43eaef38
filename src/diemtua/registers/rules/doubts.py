"""Doubtful pairs: what a reviewer sees of them, which need two people, what becomes of two verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from diemtua.core.errors import Refusal
from diemtua.core.text import fold

UNDO_MINUTES = 30
#: Registers whose rows stand for money somebody has paid.
PAID_KINDS = ("VOLUNTARY", "COMPULSORY", "RESERVED", "POOR")
#: Circumstances and card groups for which the State pays, whole or in part.
HELPED = ("POOR", "NEAR_POOR", "NEWLY_ESCAPED", "HARD")
PAID_GROUPS = ("HN", "CN", "DT", "DK", "XD", "TE", "BT", "HX", "TN")

#: What is kept of a row for the reviewer, in the order shown.
SHOWN = (
    "full_name",
    "birth",
    "sex",
    "personal_id",
    "household",
    "hamlet",
    "commune",
    "address",
    "phone",
    "insurance_number",
    "group_code",
    "valid_to",
)
MASKED = ("personal_id", "phone", "insurance_number")

Row = Mapping[str, str | None]


class AlreadyJudged(Refusal):
    """Somebody has decided the pair meanwhile."""

    code = "already_judged"
    text = "Cặp này đã có kết luận. Hãy tải lại trang để xem."


class SecondMustBeAnother(Refusal):
    """The same person may not confirm the own verdict."""

    code = "second_must_be_another"
    text = "Cặp này liên quan tiền ngân sách hoặc tiền đã đóng: người xem thứ hai phải là người khác."


class ThirdLook(Refusal):
    """Two people differ: the lead of the province decides, unless one of the two is the lead."""

    code = "third_look"
    text = (
        "Hai người xem khác ý nhau: cán bộ đầu mối cấp tỉnh chưa xem cặp này kết luận, hoặc một trong hai "
        "người rút lại ý mình."
    )


class NotYours(Refusal):
    """Only who said it may take it back, and only for a while."""

    code = "not_your_verdict"
    text = "Chỉ người đã kết luận mới hoàn tác được, trong vòng {minutes} phút."


class ReasonMissing(Refusal):
    code = "reason_missing"
    text = "Hãy ghi lý do cần xem số định danh."


@dataclass(frozen=True)
class Compared:
    """One column of the comparison: both sides as they may be shown, and how they relate.

    `relation` is same, similar, differs or unknown (one side is empty); `note` says more of the last but one:
    tones, initials, year_only, crossed (day and month), first_of_year, same_year, length, or digits with
    their `count`.
    """

    name: str
    left: str
    right: str
    relation: str
    note: str = ""
    count: int = 0


def is_at_stake(kind: str, resident: Row, participant: Row) -> bool:
    """Say whether a wrong verdict would cost money, so that two people must say the same."""
    helped = any(row.get("hardship") in HELPED for row in (resident, participant))
    return kind in PAID_KINDS or helped or (participant.get("group_code") or "") in PAID_GROUPS


def identity(row: Row) -> str:
    """Return what tells a row from others, whichever file it comes in."""
    number = row.get("personal_id") or row.get("insurance_number") or ""
    rest = (row.get("birth"), row.get("household") or row.get("hamlet"), row.get("commune"))
    return "|".join([number, fold(row.get("full_name") or ""), *(part or "" for part in rest)])


def compared(resident: Row, participant: Row) -> list[Compared]:
    """Return both rows side by side; numbers are masked, and how much they differ is said instead."""
    lines = []
    for name in SHOWN:
        left, right = resident.get(name) or "", participant.get(name) or ""
        if not left and not right:
            continue
        relation, note = SPECIAL.get(name, _relation)(left, right)
        count = 0
        if name in MASKED:
            if relation == "differs":
                note, count = _digits_apart(left, right)
            left, right = _masked(left), _masked(right)
        lines.append(Compared(name, left, right, relation, note, count))
    return lines


def why_not_judge(
    *, verdict: str, second: str, at_stake: bool, is_party: bool, is_lead: bool
) -> Refusal | None:
    """Return why somebody may not judge a pair now, or None. A party has said something of it already."""
    if not verdict:
        return None
    if not at_stake:
        return AlreadyJudged()
    if not second:
        return SecondMustBeAnother() if is_party else None
    if second == verdict:
        return AlreadyJudged()
    return None if is_lead and not is_party else ThirdLook()


def why_not_take_back(
    *, is_own: bool, said_at: datetime | None, now: datetime, is_contradicted: bool
) -> Refusal | None:
    """Return why a verdict may not be taken back, or None.

    Who said it may, for half an hour; while another person contradicts it, at any time.
    """
    is_fresh = said_at is not None and now - said_at <= timedelta(minutes=UNDO_MINUTES)
    return None if is_own and (is_fresh or is_contradicted) else NotYours(minutes=UNDO_MINUTES)


def apart(left: str, right: str) -> Sequence[tuple[str, bool]]:
    """Return the words of `right`, each with whether `left` has no such word (tones do not count)."""
    known = set(fold(left).split())
    return [(word, fold(word) not in known) for word in right.split()]


def _relation(left: str, right: str) -> tuple[str, str]:
    if not left or not right:
        return "unknown", ""
    if left == right:
        return "same", ""
    if fold(left) == fold(right):
        return "similar", "tones"
    return "differs", ""


def _births(left: str, right: str) -> tuple[str, str]:
    """Compare two days of birth, each "1980-03-05" or only "1980"."""
    relation, _ = _relation(left, right)
    if relation != "differs":
        return relation, ""
    if left[:4] != right[:4]:
        return "differs", ""
    if len(left) != len(right):
        return "similar", "year_only"
    if left[5:7] == right[8:] and left[8:] == right[5:7]:
        return "similar", "crossed"
    return "differs", "first_of_year" if "01-01" in (left[5:], right[5:]) else "same_year"


def _names(left: str, right: str) -> tuple[str, str]:
    """Compare two names, of which one may cut its middle short: "Lê T. Nga"."""
    relation, note = _relation(left, right)
    words = [fold(side).replace(".", " ").split() for side in (left, right)]
    if relation != "differs" or len(words[0]) != len(words[1]):
        return relation, note
    pairs = list(zip(*words, strict=True))
    ends, middle = (pairs[0], pairs[-1]), pairs[1:-1]
    is_cut = all(one == other for one, other in ends) and all(
        one == other or (1 in (len(one), len(other)) and one[0] == other[0]) for one, other in middle
    )
    return ("similar", "initials") if is_cut else (relation, note)


def _digits_apart(left: str, right: str) -> tuple[str, int]:
    if len(left) != len(right):
        return "length", 0
    return "digits", sum(one != other for one, other in zip(left, right, strict=True))


def _masked(number: str) -> str:
    return "•" * max(len(number) - 4, 0) + number[-4:] if len(number) > 4 else "•" * len(number)


SPECIAL = {"full_name": _names, "birth": _births}  # what is not compared as plain text
