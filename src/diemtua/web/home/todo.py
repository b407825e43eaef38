"""What somebody must do today: one line per thing that waits, with where to do it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import ngettext

from diemtua.accounts.enums import Role
from diemtua.campaigns.models import Campaign
from diemtua.directives import queries as directives
from diemtua.directives.enums import Status as DirectiveStatus
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import Directive
from diemtua.directives.rules.following import reminder_horizon
from diemtua.obstacles.queries import unread_answers, waiting_for_answer
from diemtua.prospects.enums import BatchStatus
from diemtua.prospects.models import ImportBatch
from diemtua.web.directives.tasks import ASKED, LATE, MINE, OPEN, waiting_requests
from diemtua.web.obstacles.views import FOR_ME, TO_READ

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


@dataclass(frozen=True)
class Waiting:
    """Something that waits: how many, in words, where, and whether it is late."""

    count: int
    label: str
    href: str
    icon: str
    is_late: bool = False


def waiting_for(user: Any, campaign: Campaign, today: date) -> list[Waiting]:
    """Return what waits for `user` in a campaign, the late things first; nothing with a count of zero."""
    found = [
        *_tasks(user, campaign, today),
        _extensions(user, campaign),
        _obstacles(user, campaign),
        _answers(user, campaign),
        _drafts(user, campaign),
        _staged_lists(user, campaign),
    ]
    return sorted((one for one in found if one.count), key=lambda one: not one.is_late)


def _tasks(user: Any, campaign: Campaign, today: date) -> list[Waiting]:
    """Count the tasks that are not done: all for who leads, else those of the own agencies."""
    lead = user.has_role(Role.PROVINCE_LEAD)
    if lead:
        open_tasks = directives.tasks_in_force(campaign).exclude(status=TaskStatus.DONE)
    else:
        open_tasks = directives.left_for(directives.tasks_of(campaign, user), user)
    late = open_tasks.filter(directives.is_late_on(today)).count()
    rest = open_tasks.count() - late
    soon = directives.due_until(open_tasks, reminder_horizon(today)).count() - late
    url = f"{reverse('directives:tasks')}?{'' if lead else f'cua={MINE}&'}tinh-trang="
    return [
        Waiting(
            late,
            ngettext("nhiệm vụ quá hạn", "nhiệm vụ quá hạn", late),
            url + LATE,
            "alarm-clock",
            is_late=True,
        ),
        Waiting(
            soon,
            ngettext("nhiệm vụ đến hạn trong 3 ngày", "nhiệm vụ đến hạn trong 3 ngày", soon),
            f"{reverse('directives:reminders')}?{'' if lead else f'cua={MINE}&'}chua-qua-han=1",
            "bell",
        ),
        Waiting(rest, ngettext("nhiệm vụ chưa xong", "nhiệm vụ chưa xong", rest), url + OPEN, "list-checks"),
    ]


def _extensions(user: Any, campaign: Campaign) -> Waiting:
    """Count the tasks for which somebody asks for more time."""
    count = 0
    if user.has_role(Role.PROVINCE_LEAD):
        count = directives.tasks_in_force(campaign).filter(Exists(waiting_requests())).count()
    return Waiting(
        count,
        ngettext("nhiệm vụ xin gia hạn chờ trả lời", "nhiệm vụ xin gia hạn chờ trả lời", count),
        f"{reverse('directives:tasks')}?tinh-trang={ASKED}",
        "timer",
    )


def _obstacles(user: Any, campaign: Campaign) -> Waiting:
    """Count the difficulties that wait for an answer right at the user's own level."""
    waiting = waiting_for_answer(user, campaign)
    is_office = user.has_role(Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER, Role.AGENCY_OFFICER)
    count = waiting.count() if is_office else 0
    url = f"{reverse('obstacles:list')}?cho={FOR_ME}"
    return Waiting(
        count,
        ngettext("vướng mắc chờ bạn trả lời", "vướng mắc chờ bạn trả lời", count),
        url,
        "message-circle-question",
    )


def _answers(user: Any, campaign: Campaign) -> Waiting:
    url = f"{reverse('obstacles:list')}?cho={TO_READ}"
    count = unread_answers(user, campaign).count()
    return Waiting(
        count, ngettext("câu trả lời mới cho bạn", "câu trả lời mới cho bạn", count), url, "message-circle"
    )


def _drafts(user: Any, campaign: Campaign) -> Waiting:
    count = 0
    if user.has_role(Role.PROVINCE_LEAD):
        count = Directive.objects.filter(campaign=campaign, status=DirectiveStatus.DRAFT).count()
    return Waiting(
        count,
        ngettext("văn bản đang soát, chưa phát hành", "văn bản đang soát, chưa phát hành", count),
        reverse("directives:list"),
        "file-text",
    )


def _staged_lists(user: Any, campaign: Campaign) -> Waiting:
    rows = ImportBatch.objects.visible_to(user).filter(campaign=campaign, status=BatchStatus.STAGED)
    count = rows.count() if user.has_role(Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER) else 0
    return Waiting(
        count,
        ngettext("danh sách tải lên chờ soát", "danh sách tải lên chờ soát", count),
        reverse("prospects:imports"),
        "file-spreadsheet",
    )
