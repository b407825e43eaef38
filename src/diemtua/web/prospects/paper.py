"""A list to walk with as PDF: what stands on it, every word already printed, and the setting of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core import crypto
from diemtua.core.numbers import grouped
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Contact, Prospect, WalkingList
from diemtua.web.advice.leaflet import CARRIED, PRINT_FONT, TYPEFACE
from diemtua.web.advice.working import language
from diemtua.web.prospects.reasons import lines

PAGE = Path(__file__).with_name("walking.typ")
TICKS = (Outcome.ABSENT, Outcome.THINKING, Outcome.AGREED, Outcome.REFUSED, Outcome.COVERED)
FEW_REASONS = 2
UNTOLD = ("PHONE", "NEVER_MET", "DUE", "LAPSED")  # said elsewhere on the line, or no help at the door


@dataclass(frozen=True)
class Row:
    """One person: who, why, the code of the line and the whole address of the visit page."""

    number: int
    name: str
    who: list[str]
    why: list[str]
    code: str
    url: str


@dataclass
class Home:
    """The people of one household on the list."""

    key: str
    head: str
    address: str
    quote: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """What stands on the paper; `back` is the whole address where what comes back is entered.

    `is_large`: set for who reads with difficulty, lying, four tenths larger.
    """

    title: str
    campaign: str
    holder: str
    facts: list[tuple[str, str]]
    homes: list[Home]
    back: str
    printed: str
    is_large: bool


def paper_of(
    walking_list: WalkingList,
    numbered: Sequence[tuple[int, Prospect]],
    contacts: dict[int, Contact],
    *,
    visit_url: Callable[[Prospect], str],
    back: str,
    printed: tuple[Any, datetime],
    with_phones: bool = False,
    is_large: bool = False,
) -> Paper:
    """Return the paper of a list: its prospects, each with the number of its line.

    `visit_url` gives the whole address of the visit to a prospect; `printed` says by whom and when; without
    `with_phones` only the ends of telephone numbers stand on it.
    """
    day = timezone.localdate(walking_list.printed_at)
    homes: list[Home] = []
    for number, one in numbered:
        home = _home(one)
        if not homes or homes[-1].key != home.key:
            homes.append(home)
        phone = _phone(one, with_phones=with_phones)
        homes[-1].rows.append(_row(number, one, contacts.get(one.pk), day, phone, visit_url(one)))
    prospects = [one for _number, one in numbered]
    untils = [one.leased_until for one in prospects if one.leased_until] if walking_list.holder else []
    until = min(untils, default=None)
    place, holder = walking_list.place, str(walking_list.holder or _("chưa giao ai"))
    where = f"{place}, {place.parent}" if place.parent else str(place)
    facts = [
        (_("Người đi gặp"), holder),
        *(
            [(_("Giữ đến hết ngày"), f"{until:%d/%m/%Y}" if until else _("không hạn"))]
            if walking_list.holder
            else []
        ),
        (
            _("Số người"),
            _("%(people)d người, %(homes)d hộ") % {"people": len(prospects), "homes": len(homes)},
        ),
        (_("Mã phiếu"), walking_list.ref),
    ]
    return Paper(
        title=_("Phiếu đi gặp: %(where)s") % {"where": where},
        campaign=walking_list.campaign.title,
        holder=holder,
        facts=facts,
        homes=homes,
        back=back,
        printed=_printed(*printed),
        is_large=is_large,
    )


def pdf_of(paper: Paper) -> bytes:
    """Set the paper, as many pages of A4 as it takes."""
    found = finders.find(PRINT_FONT)
    fonts = [Path(found).parent] if isinstance(found, str) else []
    said: dict[str, Any] = asdict(paper)
    for home in said["homes"]:
        for row in home["rows"]:
            row["qr"] = _qr(row["url"])
    said |= {
        "qr": _qr(paper.back),
        "font": TYPEFACE if fonts else CARRIED,
        "language": language()[:2],
        "words": {
            "privacy": _("Dữ liệu cá nhân: trả lại sau khi dùng"),
            "columns": [
                "",
                _("Người cần gặp"),
                _("Vì sao, đã gặp"),
                _("Kết quả"),
                _("Ghi chú"),
                _("Quét để ghi"),
            ],
            "ticks": [str(one.label) for one in TICKS],
            "page": _("Trang"),
            "back": _("Quét để nhập cả phiếu"),
        },
    }
    return typst.compile(
        PAGE,
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
    )


def _home(one: Prospect) -> Home:
    home = one.person.household
    if home is None:
        return Home(f"one/{one.pk}", _("Chưa rõ hộ"), str(one.place), "")
    quote = ""
    if one.programme == "HHI" and one.quote is not None:
        quote = _("Cả hộ đóng 12 tháng: %(sum)s đồng") % {"sum": grouped(one.quote)}
    return Home(
        str(home.pk), _("Hộ %(head)s") % {"head": home.head_name}, home.address or str(one.place), quote
    )


def _phone(one: Prospect, *, with_phones: bool) -> str:
    sealed = one.person.phone_sealed
    if not sealed:
        return ""
    number = crypto.unseal(sealed)
    return _("Điện thoại %(phone)s") % {"phone": number if with_phones else crypto.masked(number)}


def _row(number: int, one: Prospect, contact: Contact | None, day: date, phone: str, url: str) -> Row:
    person = one.person
    age = person.age_on(day)
    born = str(person.birth_date.year if person.birth_date else person.birth_year or "")
    who = [
        _("sinh %(year)s, %(age)d tuổi") % {"year": born, "age": age} if born and age is not None else "",
        one.get_programme_display() if one.programme else "",
        str(one.get_segment_display()),
        phone,
    ]
    why = [
        _("Hạn: %(day)s") % {"day": f"{one.due_on:%d/%m/%Y}"} if one.due_on else "",
        *[told for told, _points in lines(_told(one.reasons))],
        _("12 tháng thấp nhất: %(sum)s đồng") % {"sum": grouped(one.quote)}
        if one.programme == "VSI" and one.quote is not None
        else "",
        _("Gặp %(day)s: %(outcome)s")
        % {
            "day": f"{timezone.localdate(contact.met_at):%d/%m/%Y}",
            "outcome": contact.get_outcome_display(),
        }
        if contact
        else _("Chưa gặp lần nào"),
    ]
    return Row(
        number, person.full_name, [said for said in who if said], [said for said in why if said], one.ref, url
    )


def _told(reasons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in reasons if one.get("code") not in UNTOLD and one.get("points", 0) > 0][
        :FEW_REASONS
    ]


def _printed(by: Any, at: datetime) -> str:
    when = f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
    return _("In lúc %(when)s, người in: %(by)s. Chỉ dùng trong chiến dịch.") % {"when": when, "by": by}


def _qr(url: str) -> str:
    drawing = segno.make_qr(url, error="m").svg_inline(border=1, dark="#000")
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
