"""Pledges, gifts and difficulties of the demonstration."""

from datetime import timedelta

from diemtua.accounts.models import User
from diemtua.demo.spread import moment
from diemtua.demo.stage import Stage
from diemtua.demo.totals import NgheAn2024
from diemtua.gifts.actions import NewPledge, give, record_pledge
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Pledge
from diemtua.obstacles.actions import answer, pass_up, raise_obstacle
from diemtua.obstacles.enums import Category
from diemtua.obstacles.models import Obstacle
from diemtua.people.enums import Hardship
from diemtua.people.models import Person

DONORS = [
    ("Hội Doanh nhân trẻ (trình diễn)", Item.CARD, 60, 48_600_000),
    ("Quỹ Vì người nghèo (trình diễn)", Item.CARD, 40, 32_400_000),
    ("Công đoàn viên chức (trình diễn)", Item.BOOK, 15, 26_730_000),
]


def load_gifts(stage: Stage) -> None:
    """Record three pledges, and gifts to people in hardship who did not join otherwise."""
    if Pledge.objects.filter(campaign=stage.campaign).exists():
        return
    in_hardship = Person.objects.filter(place__path__startswith=stage.campaign.place.path, signups=None)
    waiting = list(in_hardship.exclude(hardship=Hardship.NONE).select_related("place").order_by("id"))
    for donor, item, quantity, value in DONORS:
        new = NewPledge(
            donor, item, quantity, stage.campaign.place, NgheAn2024.FIRST + timedelta(days=8), 12, value
        )
        pledge = record_pledge(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)
        chosen, waiting = waiting[: quantity * 2 // 3], waiting[quantity * 2 // 3 :]
        for number, person in enumerate(chosen):
            day = NgheAn2024.FIRST + timedelta(days=14 + number % 14)
            give(pledge=pledge, person=person, given_on=day, by=stage.lead, at=stage.at)


def load_obstacles(stage: Stage, *, commune_officer: User, hamlet_head: User) -> None:
    """Record a difficulty that was answered, one that was passed up, and one still with the commune."""
    if Obstacle.objects.filter(campaign=stage.campaign).exists():
        return
    commune, hamlet = commune_officer.place, hamlet_head.place
    if commune is None or hamlet is None:
        return
    answered = raise_obstacle(
        campaign=stage.campaign,
        place=hamlet,
        category=Category.POLICY,
        text="Người dân hỏi hộ mới thoát cận nghèo còn được hỗ trợ đóng BHYT không, xóm chưa trả lời được.",
        proposal="Gửi cho xã bảng mức hỗ trợ theo từng nhóm để dán ở nhà văn hoá.",
        by=hamlet_head,
        at=moment(NgheAn2024.LAUNCH, 20),
    )
    answer(
        obstacle=answered,
        text="Còn được hỗ trợ theo nghị quyết của tỉnh. Xã đã in bảng mức hỗ trợ và phát cho từng xóm.",
        by=commune_officer,
        at=moment(NgheAn2024.LAUNCH + timedelta(days=2), 9),
    )
    passed = raise_obstacle(
        campaign=stage.campaign,
        place=commune,
        category=Category.SYSTEM,
        text="Danh sách thẻ sắp hết hạn nhận về thiếu ngày hết hạn của gần một phần ba số người.",
        proposal="Đề nghị cấp lại danh sách có đủ ngày hết hạn.",
        by=commune_officer,
        at=moment(NgheAn2024.LAUNCH + timedelta(days=4), 10),
    )
    pass_up(
        obstacle=passed,
        note="Xã đã đối chiếu, kính chuyển.",
        by=commune_officer,
        at=moment(NgheAn2024.LAUNCH + timedelta(days=4), 11),
    )
    raise_obstacle(
        campaign=stage.campaign,
        place=hamlet,
        category=Category.MEANS,
        text="Loa của xóm hỏng từ tuần trước nên chưa phát được thông báo buổi tư vấn.",
        proposal="Cho mượn loa kéo của xã trong hai tuần.",
        by=hamlet_head,
        at=moment(NgheAn2024.LAUNCH + timedelta(days=9), 19),
    )
