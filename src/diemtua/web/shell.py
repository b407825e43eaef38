"""What stands around every page: the campaign at hand, the navigation, the language."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from diemtua.accounts.enums import Role
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Campaign
from diemtua.campaigns.queries import campaigns_visible_to
from diemtua.registers.permissions import may_keep_registers
from diemtua.reports.permissions import may_see_reports


@dataclass(frozen=True)
class Item:
    """One line of the navigation."""

    url: str
    label: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """A headed part of the navigation."""

    label: str
    items: list[Item] = field(default_factory=list)


KNOWS_PEOPLE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)
OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


class Shell:
    """The shell of one request; everything in it is read at most once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def language(self) -> str:
        return get_language() or "vi"

    @property
    def leaves_no_cookie(self) -> bool:
        """Say whether the page is a public one, shown to somebody who is not logged in."""
        return getattr(self._request, "leaves_no_cookie", False) and not self._request.user.is_authenticated

    @cached_property
    def campaign(self) -> Campaign | None:
        """Return the campaign that the user works in: chosen in the session, else the newest that runs."""
        chosen_ref = self._request.session.get("campaign", "")
        chosen = (campaign for campaign in self.campaigns if campaign.ref == chosen_ref)
        running = (campaign for campaign in self.campaigns if campaign.status == Status.RUNNING)
        return next(chosen, next(running, next(iter(self.campaigns), None)))

    @cached_property
    def campaigns(self) -> list[Campaign]:
        """Return the campaigns that the user may work in, newest first."""
        return campaigns_visible_to(self._request.user)

    @cached_property
    def role(self) -> str:
        """Return what the user does, in words: the first membership of today."""
        memberships = getattr(self._request.user, "current_memberships", [])
        return f"{memberships[0].get_role_display()}, {memberships[0].place}" if memberships else ""

    @cached_property
    def navigation(self) -> list[Group]:
        """Return the headed parts that the user's roles give."""
        user: Any = self._request.user
        if not user.is_authenticated or not user.paths:
            return []
        office = user.has_role(*OFFICE)
        parts = [
            (
                "",
                [("home", _("Hôm nay"), "house", True), ("progress:overview", _("Tiến độ"), "gauge", office)],
            ),
            (
                _("Điều hành"),
                [
                    ("directives:list", _("Văn bản, nhiệm vụ"), "file-text", office),
                    ("targets:list", pgettext("trang", "Chỉ tiêu"), "target", office),
                    ("reports:list", _("Báo cáo"), "clipboard-list", may_see_reports(user)),
                ],
            ),
            (
                _("Thực hiện"),
                [
                    ("field:list", _("Danh sách của tôi"), "list-checks", not office),
                    ("prospects:list", _("Đối tượng tiềm năng"), "users", user.has_role(*KNOWS_PEOPLE)),
                    ("activities:list", _("Hoạt động"), "calendar-days", True),
                    ("signups:list", _("Đăng ký tham gia"), "user-plus", True),
                    ("advice:index", _("Tư vấn"), "calculator", True),
                    ("gifts:list", _("Tặng sổ, thẻ"), "gift", office),
                    ("obstacles:list", _("Vướng mắc"), "message-circle-question", True),
                ],
            ),
            (
                _("Nền tảng"),
                [
                    ("places:list", pgettext("trang", "Địa bàn"), "map-pin", office),
                    ("agencies:list", pgettext("trang", "Cơ quan"), "landmark", office),
                    ("registers:snapshots", _("Sổ và ghép sổ"), "database", may_keep_registers(user)),
                    ("campaigns:list", _("Chiến dịch"), "flag", user.has_role(Role.PROVINCE_LEAD)),
                    ("law:list", _("Số liệu pháp luật"), "scale", office),
                ],
            ),
        ]
        groups = [
            Group(label, [i for line in lines if line[3] and (i := self._item(*line[:3]))])
            for label, lines in parts
        ]
        return [group for group in groups if group.items]

    def _item(self, name: str, label: str, icon: str) -> Item | None:
        try:
            url = reverse(name)
        except NoReverseMatch:
            return None
        here = self._request.path
        return Item(url, label, icon, here == url or (url != "/" and here.startswith(url)))


def shell_of(request: HttpRequest) -> Shell:
    """Return the one shell of a request, shared by the view and the templates."""
    known: Shell | None = getattr(request, "shell", None)
    if known is None:
        known = request.shell = Shell(request)  # type: ignore[attr-defined] # ours, for this request
    return known


def campaign_or_404(request: HttpRequest) -> Campaign:
    """Return the campaign at hand.

    :raises Http404: when the user sees no campaign at all
    """
    campaign = shell_of(request).campaign
    if campaign is None:
        raise Http404(_("Chưa có chiến dịch nào trong địa bàn của bạn."))
    return campaign
