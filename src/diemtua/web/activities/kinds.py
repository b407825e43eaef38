"""Which fields the form of each kind of activity has, and how it calls them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from diemtua.activities.enums import Kind


@dataclass(frozen=True)
class KindForm:
    """What one asks about a kind; labels are lazy texts, `short` says `count` of them in little room.

    An empty label: the kind has no such field.
    """

    icon: str
    short: Any
    hint: Any
    venue: Any = ""
    attendance: Any = ""
    has_end: bool = False
    has_minutes: bool = False


FORMS: dict[str, KindForm] = {
    Kind.LAUNCH: KindForm(
        "megaphone",
        ngettext_lazy("%(count)d ra quân", "%(count)d ra quân", "count"),
        _("Có tổ tư vấn, điểm tuyên truyền, đếm người theo giờ"),
        _("Nơi tổ chức"),
        has_end=True,
    ),
    Kind.CONFERENCE: KindForm(
        "users",
        ngettext_lazy("%(count)d hội nghị", "%(count)d hội nghị", "count"),
        _("Hội nghị ở xã, phường, khối, xóm"),
        _("Địa điểm"),
        _("Số người dự"),
        has_end=True,
    ),
    Kind.SMALL_GROUP: KindForm(
        "message-circle",
        ngettext_lazy("%(count)d nhóm nhỏ", "%(count)d nhóm nhỏ", "count"),
        _("Một nhóm nhỏ tại nhà, chợ, nơi làm việc"),
        _("Địa điểm"),
        _("Số người được tư vấn"),
    ),
    Kind.WORKPLACE: KindForm(
        "landmark",
        ngettext_lazy("%(count)d tại đơn vị", "%(count)d tại đơn vị", "count"),
        _("Công ty, trường học, hợp tác xã"),
        _("Tên đơn vị"),
        _("Số người lao động dự"),
    ),
    Kind.BROADCAST: KindForm(
        "radio",
        ngettext_lazy("%(count)d phát thanh", "%(count)d phát thanh", "count"),
        _("Một lần phát trên đài hoặc loa"),
        _("Đài, cụm loa"),
        has_minutes=True,
    ),
    Kind.PORTAL_ITEM: KindForm(
        "file-text",
        ngettext_lazy("%(count)d tin trên cổng", "%(count)d tin trên cổng", "count"),
        _("Một tin, bài, văn bản, video"),
        _("Đường dẫn hoặc tên trang"),
    ),
    Kind.SOCIAL_ITEM: KindForm(
        "message-circle",
        ngettext_lazy("%(count)d tin mạng xã hội", "%(count)d tin mạng xã hội", "count"),
        _("Một tin trên Fanpage, Zalo, YouTube"),
        _("Đường dẫn hoặc tên trang"),
    ),
    Kind.SHARE: KindForm(
        "share-2",
        ngettext_lazy("%(count)d chia sẻ", "%(count)d chia sẻ", "count"),
        _("Một lần chia sẻ trên trang của cán bộ"),
        _("Đường dẫn hoặc tên trang"),
    ),
    Kind.VISUAL: KindForm(
        "image",
        ngettext_lazy("%(count)d trực quan", "%(count)d trực quan", "count"),
        _("Băng rôn, pano, phướn, áp phích"),
        _("Nơi treo, dựng"),
    ),
    Kind.HOME_VISITS: KindForm(
        "house",
        ngettext_lazy("%(count)d đến từng nhà", "%(count)d đến từng nhà", "count"),
        _("Đi từng nhà phát tờ gấp, tư vấn"),
        _("Khu vực"),
        _("Số người được gặp"),
    ),
}
