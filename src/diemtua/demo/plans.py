"""The plans of the demonstration: published denominators, invented month targets down to the hamlet."""

from datetime import date
from decimal import Decimal

from diemtua.agencies.models import Agency
from diemtua.demo.stage import Stage
from diemtua.demo.totals import NgheAn2024, YenBai2021
from diemtua.insurance.enums import Programme
from diemtua.places.enums import Kind
from diemtua.targets.actions import NewTarget, SharingOut, set_target, share_out
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target

MONTH_VSI, MONTH_HHI = 2_400, 12_500


def load_nghe_an_plans(stage: Stage) -> None:
    """Set the insurer's plan of the year and the province's targets of the month, these down to hamlets."""
    if Target.objects.filter(campaign=stage.campaign).exists():
        return
    year = (date(2024, 1, 1), date(2024, 12, 31))
    month = (NgheAn2024.FIRST, NgheAn2024.LAST)
    insurer, committee = stage.agencies["lead"], stage.agencies["committee"]
    _set(
        stage,
        Programme.ANY,
        Measure.STOCK,
        insurer,
        "BHXH Việt Nam tạm giao năm 2024",
        year,
        NgheAn2024.ALL_PLAN,
    )
    plan = "Chỉ tiêu Tháng vận động 5/2024 (trình diễn)"
    voluntary = _set(stage, Programme.VOLUNTARY_SOCIAL, Measure.INCREMENT, committee, plan, month, MONTH_VSI)
    household = _set(stage, Programme.HOUSEHOLD_HEALTH, Measure.INCREMENT, committee, plan, month, MONTH_HHI)
    for target in (voluntary, household):
        _share_down(stage, target)
    _set_ratio(
        stage,
        Programme.HEALTH,
        committee,
        "Nghị quyết HĐND tỉnh năm 2024 (trình diễn)",
        year,
        Decimal("93.5"),
    )
    _set(stage, Programme.COMPULSORY_SOCIAL, Measure.INCREMENT, insurer, plan, month, 2_500)
    _set(stage, Programme.UNEMPLOYMENT, Measure.INCREMENT, insurer, plan, month, 2_300)


def load_yen_bai_plans(stage: Stage) -> None:
    """Set the year's plans by which the published percentages were reckoned."""
    if Target.objects.filter(campaign=stage.campaign).exists():
        return
    year = (date(2021, 1, 1), date(2021, 12, 31))
    insurer = stage.agencies["lead"]
    for programme, number in (
        (Programme.VOLUNTARY_SOCIAL, YenBai2021.VSI_PLAN),
        (Programme.COMPULSORY_SOCIAL, YenBai2021.COMPULSORY_PLAN),
        (Programme.UNEMPLOYMENT, YenBai2021.UNEMPLOYMENT_PLAN),
    ):
        _set(stage, programme, Measure.STOCK, insurer, "Kế hoạch giao năm 2021", year, number)


def _set(
    stage: Stage,
    programme: Programme,
    measure: Measure,
    owner: Agency,
    plan: str,
    period: tuple[date, date],
    number: int,
) -> Target:
    new = NewTarget(programme.value, measure, owner, plan, *period, number=number)
    return set_target(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)


def _set_ratio(
    stage: Stage, programme: Programme, owner: Agency, plan: str, period: tuple[date, date], ratio: Decimal
) -> Target:
    new = NewTarget(programme.value, Measure.RATIO, owner, plan, *period, ratio=ratio)
    return set_target(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)


def _share_down(stage: Stage, target: Target) -> None:
    """Share a target out to districts by invented weights, then evenly to communes and hamlets."""
    weights = {place.path: stage.chance.randint(60, 260) for place in stage.of_kind(Kind.DISTRICT)}
    how = SharingOut(Method.PROPORTIONAL, weights=weights, reason="Theo số người chưa tham gia cuối năm 2023")
    level = share_out(share=target.shares.get(parent=None), how=how, by=stage.lead, at=stage.at)
    even = SharingOut(Method.EQUAL, reason="Chia đều, xã điều chỉnh sau")
    communes = [
        part for share in level for part in share_out(share=share, how=even, by=stage.lead, at=stage.at)
    ]
    shown = stage.named("Huyện Nam Đàn", Kind.DISTRICT)
    for share in communes:
        if share.place.path.startswith(shown.path) and _has_hamlets(stage, share):
            share_out(share=share, how=even, by=stage.lead, at=stage.at)


def _has_hamlets(stage: Stage, share: Share) -> bool:
    return bool(stage.below(share.place, Kind.HAMLET))
