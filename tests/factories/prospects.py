"""Prospects and files of them for tests."""

from collections.abc import Sequence
from typing import Any

from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects.actions import stage_list
from diemtua.prospects.models import ImportBatch, Prospect
from tests.core.sheet_making import table
from tests.factories import make

HEADERS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Xã", "Xóm")
AT = make.moment("2024-05-07 08:00")
#: Two people that can be loaded anywhere in the first commune.
LAN_ANH = (1, "Trần Thị Lan Anh", "06/05/1980", "001180000011", "An Bình", "Xóm 1")
DUNG = (2, "Vi Văn Dũng", "1975", None, "An Bình", "Xóm 2")


def prospect(campaign: Any, name: str, at: Place, **fields: Any) -> Prospect:
    person: Person = fields.pop("person", None) or make.person(name, at)
    return Prospect.objects.create(campaign=campaign, person=person, place=at, **fields)


def file_of(*lines: Sequence[Any], headers: Sequence[str] = HEADERS, top: int = 0) -> bytes:
    """Return an .xlsx with one sheet 'Thôn 1', the header on row `top` + 1."""
    return table(*lines, headers=headers, top=top)


def batch(campaign: Any, at: Place, by: Any, *lines: Sequence[Any], **fields: Any) -> ImportBatch:
    """Take in a file of `lines` for review."""
    values = {"name": "an-binh.xlsx", "data": file_of(*(lines or (LAN_ANH, DUNG)))}
    values |= {"legal_basis": "Kế hoạch 12/KH-UBND", "at": AT} | fields
    return stage_list(campaign=campaign, place=at, by=by, **values)
