"""Which fields the form of each kind of activity has, and how it calls them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from diemtua.activities.enums import Kind


@dataclass(frozen=True)
class KindForm:
    """What one asks about a kind; labels are lazy texts, `short` the name where there is little room.

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
        _("ra quân"),
        _("Có tổ tư vấn, điểm tuyên truyền, đếm người theo giờ"),
        _("Nơi tổ chức"),
        has_end=True,
    ),
    Kind.CONFERENCE: KindForm(
        "users",
        _("hội nghị"),
        _("Hội nghị ở xã, phường, khối, xóm"),
        _("Địa điểm"),
        _("Số người dự"),
        has_end=True,
    ),
    Kind.SMALL_GROUP: KindForm(
        "message-circle",
        _("nhóm nhỏ"),
        _("Một nhóm nhỏ tại nhà, chợ, nơi làm việc"),
        _("Địa điểm"),
        _("Số người được tư vấn"),
    ),
    Kind.WORKPLACE: KindForm(
        "landmark",
        _("tại đơn vị"),
        _("Công ty, trường học, hợp tác xã"),
        _("Tên đơn vị"),
        _("Số người lao động dự"),
    ),
    Kind.BROADCAST: KindForm(
        "radio", _("phát thanh"), _("Một lần phát trên đài hoặc loa"), _("Đài, cụm loa"), has_minutes=True
    ),
    Kind.PORTAL_ITEM: KindForm(
        "file-text", _("tin trên cổng"), _("Một tin, bài, văn bản, video"), _("Đường dẫn hoặc tên trang")
    ),
    Kind.SOCIAL_ITEM: KindForm(
        "message-circle",
        _("tin mạng xã hội"),
        _("Một tin trên Fanpage, Zalo, YouTube"),
        _("Đường dẫn hoặc tên trang"),
    ),
    Kind.SHARE: KindForm(
        "share-2", _("chia sẻ"), _("Một lần chia sẻ trên trang của cán bộ"), _("Đường dẫn hoặc tên trang")
    ),
    Kind.VISUAL: KindForm("image", _("trực quan"), _("Băng rôn, pano, phướn, áp phích"), _("Nơi treo, dựng")),
    Kind.HOME_VISITS: KindForm(
        "house", _("đến từng nhà"), _("Đi từng nhà phát tờ gấp, tư vấn"), _("Khu vực"), _("Số người được gặp")
    ),
}
