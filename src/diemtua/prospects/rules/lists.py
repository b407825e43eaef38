"""What a list makes of the people of a cohort: programme, segment, quote, and who closes by themselves."""

from dataclasses import dataclass, field

from diemtua.core.errors import Refusal
from diemtua.insurance.enums import Group, HealthGroup
from diemtua.insurance.rules.household import MOST_MEMBERS, Member, quote_household
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.insurance.rules.voluntary import quote_voluntary

MONTHS = 12
HEALTH_COHORTS = ("UNCOVERED_HEALTH", "LAPSED_HEALTH", "EXPIRING_HEALTH")
#: The cohort that tells of everybody whether they are covered, by programme.
UMBRELLA = {"HHI": "UNCOVERED_HEALTH", "VSI": "UNCOVERED_SOCIAL"}
#: What the State helps with, by circumstance.
HEALTH_HELP = {"NEAR_POOR": HealthGroup.NEAR_POOR}
VOLUNTARY_HELP = {"POOR": Group.POOR, "NEAR_POOR": Group.NEAR_POOR}
#: Why somebody was left out of the umbrella cohort, to why a prospect closes; others stay open.
CLOSES = {
    "COVERED": "JOINED_ELSEWHERE",
    "COVERED_ELSEWHERE": "JOINED_ELSEWHERE",
    "PUPIL": "EXCLUDED",
    "STATE_PAYS": "EXCLUDED",
    "TOO_YOUNG": "EXCLUDED",
    "PENSION_AGE": "EXCLUDED",
}


class MatchingNotDone(Refusal):
    code = "matching_not_done"
    text = "Lần ghép sổ này chưa xong. Hãy đợi ghép xong rồi lập danh sách."


class ListRuns(Refusal):
    code = "list_runs"
    text = "Danh sách cùng nhóm, cùng địa bàn đang được lập. Hãy đợi xong rồi lập lại."


class NewerIsLoaded(Refusal):
    code = "newer_is_loaded"
    text = "Đã có danh sách mới hơn của cùng nhóm, cùng địa bàn. Danh sách này không được nạp đè lên."


class LoadingBroke(Refusal):
    code = "loading_broke"
    text = "Việc lập danh sách bị ngắt giữa chừng, chưa nạp ai. Hãy lập lại."


class OutsideCampaign(Refusal):
    code = "outside_campaign"
    text = "Sổ đã ghép là của {place}, không thuộc địa bàn của chiến dịch hay của bạn."


class ReasonNotSaid(Refusal):
    code = "purpose_missing"
    text = "Hãy ghi mục đích và căn cứ xử lý dữ liệu cá nhân của danh sách."


def programme_of(cohort: str) -> str:
    """Return the programme that a cohort is asked for: HHI or VSI."""
    return "HHI" if cohort in HEALTH_COHORTS else "VSI"


def segment_of(cohort: str, *, segment: str, hardship: str) -> str:
    """Return the segment of a member: the cohort's own, the State's help, the work, the card that ends."""
    if cohort == "STOPPED_COMPULSORY":
        return "STOPPED_COMPULSORY"
    if hardship in ("NEAR_POOR", "NEWLY_ESCAPED"):
        return "NEAR_POOR"
    if segment:
        return segment
    return "EXPIRING_CARD" if cohort in ("LAPSED_HEALTH", "EXPIRING_HEALTH") else "OTHER"


@dataclass
class Quoting:
    """What people would pay for twelve months on a day, in đồng; each distinct case is worked out once.

    None where the law known here cannot answer.
    """

    on: DayLaw
    place_code: str = ""
    _known: dict[tuple[object, ...], int | None] = field(default_factory=dict)

    def household(self, hardships: tuple[str, ...]) -> int | None:
        """Return what all members of a household pay who have no card yet, by their circumstances.

        An upper bound: who of the household has paid under the household group this year is not known.
        """
        key = ("household", *sorted(hardships))
        if key not in self._known:
            members = [Member(group=HEALTH_HELP.get(one, HealthGroup.NONE)) for one in sorted(hardships)]
            self._known[key] = self._household(members[:MOST_MEMBERS])
        return self._known[key]

    def voluntary(self, hardship: str) -> int | None:
        """Return what one person pays on the lowest income."""
        key = ("voluntary", hardship)
        if key not in self._known:
            self._known[key] = self._voluntary(hardship)
        return self._known[key]

    def _household(self, members: list[Member]) -> int | None:
        try:
            return quote_household(self.on, members=members, months=MONTHS, place=self.place_code).net
        except Unanswerable:
            return None

    def _voluntary(self, hardship: str) -> int | None:
        groups = [VOLUNTARY_HELP[hardship]] if hardship in VOLUNTARY_HELP else []
        try:
            income = int(self.on.value("voluntary_lowest_income"))
            return quote_voluntary(
                self.on, income=income, groups=groups, months=MONTHS, place=self.place_code
            ).net
        except Unanswerable:
            return None


def why_not_list(
    *, is_done: bool, is_running: bool, place: str, is_within: bool, purpose: str, legal_basis: str
) -> Refusal | None:
    """Return why a list may not be asked for, or None."""
    if not is_done:
        return MatchingNotDone()
    if not is_within:
        return OutsideCampaign(place=place)
    if not purpose.strip() or not legal_basis.strip():
        return ReasonNotSaid()
    return ListRuns() if is_running else None
