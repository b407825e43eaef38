"""The two demonstration campaigns, stage by stage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from diemtua.accounts.enums import Role
from diemtua.accounts.models import User
from diemtua.activities.models import Team
from diemtua.agencies.models import Agency
from diemtua.agencies.queries import resolve_agency
from diemtua.campaigns.actions import add_phase, approve_message
from diemtua.demo import covered, difficulties, entries, figures, launch_day, month, plans, visits, yen_bai
from diemtua.demo.provinces import Setting, set_the_stage
from diemtua.demo.spread import moment
from diemtua.demo.stage import Stage, person_of
from diemtua.demo.totals import NgheAn2024, YenBai2021
from diemtua.directives.actions import bind_evidence, cascade_task, publish, report_task, take_in
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import Directive
from diemtua.directives.queries import tasks_in_force
from diemtua.insurance.enums import Programme
from diemtua.places.enums import Kind
from diemtua.places.models import Place

DOCUMENTS = Path(__file__).parent / "documents"
NGHE_AN = Setting(
    province_code="40",
    title="Tháng vận động BHXH, BHYT toàn dân năm 2024, tỉnh Nghệ An (trình diễn)",
    theme="Bảo hiểm xã hội - An tâm cho mọi gia đình",
    first=NgheAn2024.FIRST,
    last=NgheAn2024.LAST,
    launch=NgheAn2024.LAUNCH,
    lead_username="dau-moi",
    hamlets_per_commune=8,
)
YEN_BAI = Setting(
    province_code="15",
    title="Tháng vận động BHXH toàn dân năm 2021, tỉnh Yên Bái (trình diễn)",
    theme="",
    first=YenBai2021.FIRST,
    last=YenBai2021.LAST,
    launch=None,
    lead_username="yen-bai",
    hamlets_per_commune=0,
)
MESSAGES = [
    "Đóng hôm nay, yên tâm ngày mai.",
    "BHYT hộ gia đình: càng đông người tham gia, mức đóng càng giảm.",
    "BHXH tự nguyện: lương hưu cho người lao động tự do.",
]
# Words of a task of the dispatch, the indicator that proves it, the number to reach.
PROVED = (
    ("tổ chức Lễ ra quân", "EV.POINTS", 881),
    ("treo băng rôn, phát thanh hằng ngày", "CO.RADIO.ALL", 1_000),
    ("mạng xã hội của cơ quan", "CO.SOCIAL.ITEMS", 300),
    ("Lập danh sách người chưa tham gia", "PR.LISTED", 1),
)
CASCADED = "Lập danh sách người chưa tham gia"


@dataclass(frozen=True)
class Loaded:
    """One stage of loading: its name as shown to whoever waits."""

    name: str


def load_nghe_an(at: datetime) -> Iterator[Loaded]:
    """Load the campaign of Nghệ An 2024, yielding after every stage. Loading again changes nothing."""
    stage = set_the_stage(NGHE_AN, at)
    people = _people(stage, at)
    yield Loaded("Nghệ An: địa bàn, cơ quan, người dùng, chiến dịch")
    _prepare(stage)
    yield Loaded("Nghệ An: văn bản, đợt, thông điệp")
    plans.load_nghe_an_plans(stage)
    yield Loaded("Nghệ An: chỉ tiêu chia đến thôn")
    teams = launch_day.load_launch_day(stage)
    yield Loaded("Nghệ An: ngày ra quân")
    month.load_month(stage)
    yield Loaded("Nghệ An: hoạt động trong tháng")
    entries.load_entries(stage, "nghe-an", _waves(teams))
    yield Loaded("Nghệ An: đăng ký tham gia")
    visits.load_prospects(stage, people)
    difficulties.load_gifts(stage)
    difficulties.load_obstacles(stage, commune_officer=people["can-bo-xa"], hamlet_head=people["truong-xom"])
    yield Loaded("Nghệ An: danh sách tiềm năng, suất tặng, vướng mắc")
    covered.load_registers(stage, people["can-bo-xa"])
    yield Loaded("Nghệ An: sổ dân cư, sổ người tham gia, ghép sổ")
    figures.load_nghe_an_figures(stage)
    yield Loaded("Nghệ An: số liệu nhập từ hệ thống BHXH")


def load_yen_bai(at: datetime) -> Iterator[Loaded]:
    """Load the campaign of Yên Bái 2021, yielding after every stage. Loading again changes nothing."""
    stage = set_the_stage(YEN_BAI, at)
    yield Loaded("Yên Bái: địa bàn, cơ quan, chiến dịch")
    yen_bai.load_month(stage)
    yen_bai.load_signups(stage)
    plans.load_yen_bai_plans(stage)
    figures.load_yen_bai_figures(stage)
    yield Loaded("Yên Bái: hoạt động, đăng ký, số liệu")


LOADERS: list[Callable[[datetime], Iterator[Loaded]]] = [load_nghe_an, load_yen_bai]


def _waves(teams: list[Team]) -> list[entries.Wave]:
    """Return the entries of launch day, won by teams, and those of the other days."""
    launch = [NgheAn2024.LAUNCH]
    others = entries.days_without(NgheAn2024.FIRST, NgheAn2024.LAST, left_out=NgheAn2024.LAUNCH)
    voluntary, household = Programme.VOLUNTARY_SOCIAL, Programme.HOUSEHOLD_HEALTH
    return [
        entries.Wave(voluntary, NgheAn2024.LAUNCH_VSI, launch, teams),
        entries.Wave(household, NgheAn2024.LAUNCH_HHI, launch, teams),
        entries.Wave(voluntary, NgheAn2024.VSI - NgheAn2024.LAUNCH_VSI, others),
        entries.Wave(household, NgheAn2024.HEALTH - NgheAn2024.LAUNCH_HHI, others),
    ]


def _prepare(stage: Stage) -> None:
    """Take in and publish the dispatch; name the phases and the approved messages."""
    campaign, lead = stage.campaign, stage.lead
    if Directive.objects.filter(campaign=campaign).exists():
        return
    text = (DOCUMENTS / "nghe-an-2024.txt").read_text(encoding="utf-8")
    received = moment(date(2024, 4, 24), 14)
    directive = take_in(campaign=campaign, text=text, source_name="nghe-an-2024.txt", by=lead, at=received)
    publish(directive=directive, by=lead, at=moment(date(2024, 4, 25), 9))
    _let_counters_prove(stage)
    _report_tasks(stage)
    for name, first, last in (
        ("Ra quân", NgheAn2024.FIRST, date(2024, 5, 10)),
        ("Vận động tại thôn, xóm", date(2024, 5, 11), date(2024, 5, 25)),
        ("Rà soát, báo cáo", date(2024, 5, 26), NgheAn2024.LAST),
    ):
        add_phase(campaign=campaign, name=name, starts_on=first, ends_on=last, by=lead, at=received)
    for text in MESSAGES:
        approve_message(campaign=campaign, text=text, by=lead, at=received)


def _report_tasks(stage: Stage) -> None:
    """Report what became of the tasks that nothing counts: most done, some late, two still under way."""
    for number, task in enumerate(tasks_in_force(stage.campaign).filter(indicator="").order_by("id")):
        done_on = min(task.due_on or date(2024, 5, 20), NgheAn2024.LAST) + timedelta(days=number % 4 - 2)
        is_done = number % 9 != 8
        report_task(
            task=task,
            status=TaskStatus.DONE if is_done else TaskStatus.IN_PROGRESS,
            done_on=done_on if is_done else None,
            note="",
            by=stage.lead,
            at=moment(date(2024, 6, 3), 9),
        )


def _let_counters_prove(stage: Stage) -> None:
    """Bind tasks to what is counted anyway, and give one of them to every commune, two excepted."""
    by, at = stage.lead, moment(date(2024, 4, 26), 9)
    tasks = tasks_in_force(stage.campaign)
    for words, indicator, goal in PROVED:
        bind_evidence(task=tasks.get(text__contains=words), indicator=indicator, goal=goal, by=by, at=at)
    communes = stage.below(stage.campaign.place, Kind.COMMUNE)
    cascade_task(
        task=tasks.get(text__contains=CASCADED),
        top=stage.campaign.place,
        kind=Kind.COMMUNE,
        exempt={communes[0]: "đã làm từ tháng 4", communes[-1]: "xã vùng lũ, được lùi"},
        by=by,
        at=at,
    )


def _people(stage: Stage, at: datetime) -> dict[str, User]:
    """Make the people of the demonstration, by user name."""
    top, since = stage.campaign.place, stage.campaign.starts_on
    commune = stage.named("Xã Kim Liên", Kind.COMMUNE, "Huyện Nam Đàn")
    hamlet = stage.below(commune, Kind.HAMLET)[0]
    committee = _committee(commune, since)
    here: list[tuple[str, Agency, Place, Role]] = [
        ("lanh-dao", stage.agencies["committee"], top, Role.LEADER),
        ("buu-dien", stage.agencies["post"], top, Role.AGENCY_OFFICER),
        ("can-bo-xa", committee, commune, Role.COMMUNE_OFFICER),
        ("truong-xom", committee, hamlet, Role.HAMLET_HEAD),
        ("nhan-vien-thu", stage.agencies["post"], commune, Role.COLLECTOR),
    ]
    return {name: person_of(name, agency, place, role, since, at) for name, agency, place, role in here}


def _committee(commune: Place, day: date) -> Agency:
    found = resolve_agency(f"UBND {commune.name}", commune, day)
    if found is None:
        raise LookupError(f"no committee of {commune.name}")
    return found
