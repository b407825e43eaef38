"""The list of sign-ups as the lines of a workbook.

Thousands of rows in one request: read as bare values, places and credits once each, the words of choices
looked up and not translated row by row.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.core import crypto
from diemtua.core.sheets import OutColumn, Shape
from diemtua.places.enums import Kind as PlaceKind
from diemtua.places.models import Place
from diemtua.signups.enums import Kind, Status
from diemtua.signups.models import Credit, SignUp
from diemtua.web.downloads import labels

COLUMNS = [
    OutColumn("Họ và tên", width=28),
    OutColumn("Năm sinh"),
    OutColumn("Số định danh (đã che)", width=18),
    OutColumn("Chương trình", width=20),
    OutColumn("Loại"),
    OutColumn("Ngày đăng ký", Shape.DAY),
    OutColumn("Địa bàn", width=32),
    OutColumn("Số tháng", Shape.WHOLE),
    OutColumn("Tổ tư vấn"),
    OutColumn("Ghi công", width=40),
    OutColumn("Trạng thái"),
    OutColumn("Lý do rút", width=30),
]
VALUES = (
    "pk", "person__full_name", "person__birth_date", "person__birth_year", "person__personal_id_sealed",
    "programme", "kind", "signed_on", "place_id", "months", "team__name", "status", "withdrawn_reason",
)  # fmt: skip


def export_lines(rows: QuerySet[SignUp]) -> Iterator[list[object]]:
    """Yield one line for each sign-up, the earliest first; personal ids masked."""
    credited = _credited(rows)
    places = _places(rows)
    programmes, kinds, statuses = labels(PROGRAMME_CHOICES), labels(Kind.choices), labels(Status.choices)
    for row in rows.order_by("signed_on", "id").values_list(*VALUES).iterator(chunk_size=5_000):
        pk, name, born, year, sealed, programme, kind, day, place, months, team, status, reason = row
        yield [
            name,
            str(born.year if born else year or ""),
            crypto.masked(crypto.unseal(sealed)) if sealed else "",
            programmes[programme],
            kinds[kind],
            day,
            places[place],
            months,
            team or "",
            ", ".join(credited.get(pk, ())),
            statuses[status],
            reason,
        ]


def _credited(rows: QuerySet[SignUp]) -> dict[int, list[str]]:
    """Return the names of the agencies that share in each sign-up."""
    credited: dict[int, list[str]] = {}
    pairs = Credit.objects.filter(signup__in=rows.values("pk")).values_list("signup_id", "agency__name")
    for signup, agency in pairs.order_by("signup_id", "id").iterator(chunk_size=5_000):
        credited.setdefault(signup, []).append(agency)
    return credited


def _places(rows: QuerySet[SignUp]) -> dict[int, str]:
    """Return the names of the places; a hamlet's with its commune."""
    found = Place.objects.filter(pk__in=rows.values("place_id")).select_related("parent")
    return {
        place.pk: f"{place}, {place.parent}" if place.kind == PlaceKind.HAMLET else str(place)
        for place in found
    }
