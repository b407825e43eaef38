"""Who is to be visited first, and why: points that add up to a score from 0 to 100. Plain Python."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

DUE_SOON = 15  # days
LONG_RESERVED, SOME_RESERVED = 120, 60  # months: near the least time of a pension, half way there
MOST = 100

#: Segments that the plans of the month name, and hardships that the State helps.
NAMED_SEGMENTS = ("FARMER", "TRADER", "LANDLORD", "CRAFT", "COOPERATIVE", "FREELANCE")
HELPED = ("POOR", "NEAR_POOR", "NEWLY_ESCAPED")


@dataclass(frozen=True)
class Reason:
    """Why somebody comes earlier or later: a code, its points, and the number it speaks of."""

    code: str
    points: int
    number: int = 0


@dataclass(frozen=True)
class Priority:
    """A score and the reasons that add up to it."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def as_json(self) -> list[dict[str, int | str]]:
        """Return the reasons as they are kept with a prospect."""
        return [asdict(reason) for reason in self.reasons]


@dataclass(frozen=True)
class Known:
    """What is known of a prospect when the list is made; `outcomes` of visits, newest first."""

    due_on: date | None = None
    reserved_months: int = 0
    hardship: str = ""
    segment: str = ""
    household_covered: int = 0
    household_uncovered: int = 1
    has_phone: bool = False
    outcomes: Sequence[str] = ()


def priority_of(known: Known, *, day: date) -> Priority:
    """Return the score of a prospect on `day`, with its reasons, the weightiest first.

    The points add up to the score: what would pass 100 is cut from the lightest reason, what would fall
    below 0 from the reason that lowers.
    """
    given = [
        *_by_time(known, day),
        *_by_household(known),
        *_by_person(known),
        *_by_visits(known.outcomes),
    ]
    raised = _capped(sorted((one for one in given if one.points > 0), key=lambda one: -one.points))
    score = sum(one.points for one in raised)
    lowered = []
    for one in given:
        if one.points < 0 and score:
            lowered.append(Reason(one.code, max(one.points, -score), one.number))
            score += lowered[-1].points
    return Priority(score, (*raised, *lowered))


def _by_time(known: Known, day: date) -> list[Reason]:
    found = []
    if known.due_on:
        left = (known.due_on - day).days
        if left < 0:
            found.append(Reason("LAPSED", 25, -left))
        else:
            found.append(Reason("DUE", 30 if left <= DUE_SOON else 20, left))
    if known.reserved_months >= LONG_RESERVED:
        found.append(Reason("RESERVED", 30, known.reserved_months))
    elif known.reserved_months >= SOME_RESERVED:
        found.append(Reason("RESERVED", 20, known.reserved_months))
    return found


def _by_household(known: Known) -> list[Reason]:
    found = []
    if known.household_covered:
        found.append(Reason("HOUSEHOLD_PART", 15, known.household_covered))
    if known.household_uncovered > 1:
        found.append(Reason("HOUSEHOLD_SEVERAL", 10, known.household_uncovered))
    return found


def _by_person(known: Known) -> list[Reason]:
    found = []
    if known.hardship in HELPED:
        found.append(Reason("SUPPORTED", 20))
    if known.segment in NAMED_SEGMENTS:
        found.append(Reason("SEGMENT", 10))
    if known.has_phone:
        found.append(Reason("PHONE", 5))
    return found


def _by_visits(outcomes: Sequence[str]) -> list[Reason]:
    said = next((one for one in outcomes if one != "ABSENT"), "")
    refusals = sum(one == "REFUSED" for one in outcomes)
    if said == "AGREED":
        return [Reason("AGREED", 20)]
    if said == "THINKING":
        return [Reason("THINKING", 15)]
    if refusals > 1:
        return [Reason("REFUSED", -20, refusals)]
    return [] if outcomes else [Reason("NEVER_MET", 5)]


def _capped(reasons: Sequence[Reason]) -> list[Reason]:
    left, kept = MOST, []
    for one in reasons:
        points = min(one.points, left)
        if points:
            kept.append(Reason(one.code, points, one.number))
        left -= points
    return kept
