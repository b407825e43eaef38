"""Many activities at once, copied from a spreadsheet: looked over first, then the good rows recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from diemtua.activities.actions import NewActivity, record_activities
from diemtua.activities.enums import Kind as ActivityKind
from diemtua.activities.enums import Status
from diemtua.activities.permissions import may_record_activities, may_record_at
from diemtua.agencies.queries import AgencyFinder
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.sheets import (
    Choice,
    Column,
    Kind,
    Record,
    Severity,
    guess_mapping,
    missing_columns,
    read_book,
    read_records,
)
from diemtua.core.sheets.refusals import ColumnsMissing
from diemtua.places.queries import PlaceFinder
from diemtua.web.access import form_page
from diemtua.web.activities.forms import PasteForm
from diemtua.web.shell import campaign_or_404

NAME = "bảng dán.tsv"
EVENING = time(17)
ALIASES = {
    ActivityKind.BROADCAST: ("phát thanh", "loa", "truyền thanh"),
    ActivityKind.CONFERENCE: ("hội nghị",),
    ActivityKind.SMALL_GROUP: ("nhóm nhỏ",),
    ActivityKind.WORKPLACE: ("tại đơn vị", "doanh nghiệp"),
    ActivityKind.PORTAL_ITEM: ("cổng thông tin", "cổng"),
    ActivityKind.SOCIAL_ITEM: ("mạng xã hội", "fanpage", "zalo"),
    ActivityKind.SHARE: ("chia sẻ",),
    ActivityKind.VISUAL: ("băng rôn", "pano", "trực quan"),
    ActivityKind.HOME_VISITS: ("đến từng nhà",),
}
COLUMNS = (
    Column(
        "kind",
        "Loại",
        kind=Kind.CHOICE,
        required=True,
        choices=tuple(
            Choice(value, str(ActivityKind(value).label), aliases) for value, aliases in ALIASES.items()
        ),
        example="phát thanh",
    ),
    Column("title", "Tên, nội dung", ("Tên", "Nội dung", "Chủ đề"), required=True, max_length=200),
    Column("place", "Địa bàn", ("Xã", "Đơn vị hành chính"), required=True),
    Column("day", "Ngày", ("Ngày thực hiện",), kind=Kind.DAY, required=True),
    Column("begins", "Giờ", ("Giờ phát", "Giờ bắt đầu")),
    Column("minutes", "Số phút", ("Thời lượng",), kind=Kind.WHOLE, minimum=1, maximum=600),
    Column("venue", "Địa điểm", ("Nơi phát", "Đài", "Đường dẫn"), max_length=200),
    Column("host", "Cơ quan tổ chức", ("Cơ quan", "Đơn vị thực hiện")),
    Column(
        "programme",
        "Nội dung về",
        ("Chương trình",),
        kind=Kind.CHOICE,
        choices=tuple(Choice(code, str(label)) for code, label in PROGRAMME_CHOICES),
    ),
    Column("attendance", "Số người", ("Số người dự",), kind=Kind.WHOLE, minimum=0, maximum=1_000_000),
    Column("note", "Ghi chú", max_length=500),
)


@dataclass(frozen=True)
class PastedRow:
    """One pasted row: what would be recorded, or what is wrong."""

    number: int
    new: Any
    problems: list[str]


@form_page(may_record_activities)
def paste(request: HttpRequest) -> HttpResponse:
    """Look pasted rows over, and record the good ones when told to."""
    campaign = campaign_or_404(request)
    form = PasteForm(request.POST or None)
    rows: list[PastedRow] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = list(_read(request, campaign, form.cleaned_data["text"], form.cleaned_data["batch"]))
        except Refusal as refusal:
            form.add_error("text", refusal.text)
        else:
            if "record" in request.POST and any(row.new for row in rows):
                return _record(request, campaign, [row.new for row in rows if row.new])
    context = {
        "form": form,
        "columns": COLUMNS,
        "good": [row for row in rows if row.new],
        "bad": [row for row in rows if not row.new],
    }
    return render(request, "activities/paste.html", context)


def _record(request: HttpRequest, campaign: Campaign, new: list[NewActivity]) -> HttpResponse:
    receipt = record_activities(campaign=campaign, new=new, by=request.user, at=timezone.now())
    sentence = _("Gửi %(sent)s dòng: ghi %(accepted)s, đã có từ trước %(duplicate)s, không nhận %(refused)s.")
    messages.success(
        request,
        sentence
        % {
            "sent": receipt.sent,
            "accepted": receipt.accepted,
            "duplicate": receipt.duplicate,
            "refused": len(receipt.refused),
        },
    )
    for refused in receipt.refused[:10]:
        messages.warning(request, refused.text)
    return redirect("activities:list")


def read_pasted(text: str, columns: Sequence[Column]) -> Iterator[Record]:
    """Read a table copied from a spreadsheet, header line first.

    :raises Refusal: when there is no header or a needed column is missing, see core.sheets.refusals
    """
    (sheet,) = read_book(NAME, text.encode(), max_rows=5_000, columns=columns).sheets
    mapping = guess_mapping(sheet.headers, columns)
    if missing := missing_columns(mapping, columns):
        labels = ", ".join(f"“{column.label_vi}”" for column in missing)
        raise ColumnsMissing(name=NAME, sheet=sheet.name, row=sheet.header_row, columns=labels)
    yield from read_records(sheet, mapping, columns, today=timezone.localdate())


def sentences(record: Record) -> list[str]:
    """Return what is wrong with a row, each with its column."""
    return [
        f"{problem.column_label}: {problem.text_vi}" if problem.column_label else problem.text_vi
        for problem in record.problems
        if problem.severity is not Severity.WARNING
    ]


def _read(request: HttpRequest, campaign: Campaign, text: str, batch: UUID) -> Iterator[PastedRow]:
    places = PlaceFinder(campaign.place, campaign.map_date)
    agencies = AgencyFinder(campaign.place, campaign.map_date)
    for record in read_pasted(text, COLUMNS):
        yield _row(request.user, record, batch, places, agencies)


def _row(user: Any, record: Record, batch: UUID, places: PlaceFinder, agencies: AgencyFinder) -> PastedRow:
    problems = sentences(record)
    values: dict[str, Any] = dict(record.values)  # of the kinds that COLUMNS names
    place = places.find(str(values.get("place") or ""))
    if values.get("place") and place is None:
        problems.append(_("Địa bàn: không rõ “%s” là nơi nào. Hãy ghi kèm tên huyện.") % values["place"])
    elif place and not may_record_at(user, place):
        problems.append(_("Địa bàn: %s không thuộc nơi bạn phụ trách.") % place)
    host = agencies.find(str(values["host"])) if values.get("host") else user.agency
    if host is None:
        problems.append(_("Cơ quan tổ chức: không có cơ quan “%s”.") % values["host"])
    begins = _time(str(values.get("begins") or ""))
    if begins is None:
        problems.append(_("Giờ: không đọc được “%s”. Hãy ghi như 17:00.") % values["begins"])
    if problems or place is None or host is None or begins is None:
        return PastedRow(record.row, None, problems)
    starts_at = timezone.make_aware(datetime.combine(values["day"], begins))
    minutes = values.get("minutes")
    new = NewActivity(
        kind=values["kind"],
        title=values["title"],
        place=place,
        host=host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes) if minutes else None,
        venue=values.get("venue") or "",
        programme=values.get("programme") or "",
        attendance=values.get("attendance"),
        status=Status.HELD if starts_at.date() <= timezone.localdate() else Status.PLANNED,
        note=values.get("note") or "",
        device_ref=uuid5(batch, str(record.row)),
    )
    return PastedRow(record.row, new, [])


def _time(text: str) -> time | None:
    """Read an hour as people write it (17:00, 17h30, 17 giờ, 17); 17:00 when blank; None when it is none."""
    bare = text.strip().lower().replace(" ", "").replace("giờ", "h").replace("h", ":").rstrip(":")
    if not bare:
        return EVENING
    try:
        return parse_time(bare if ":" in bare else f"{bare}:00")
    except ValueError:
        return None
