"""A file of people on its way in: upload, review, correct the columns, load or discard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.core import crypto
from diemtua.core.errors import Refusal
from diemtua.core.files import MAX_UPLOAD_BYTES, FileTooLarge
from diemtua.core.sheets import (
    Birth,
    CellProblem,
    Choice,
    Severity,
    annotate,
    column_letter,
    template_workbook,
)
from diemtua.core.text import fold
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import children_on
from diemtua.prospects import actions, queries, rules
from diemtua.prospects.enums import BatchStatus, Segment
from diemtua.prospects.models import ImportBatch
from diemtua.prospects.permissions import IMPORTERS, may_import_at, may_import_prospects
from diemtua.prospects.queries.imports import FileReading, GoodRow, read_batch
from diemtua.prospects.rules.columns import COLUMNS
from diemtua.web.access import form_page, page, post_only
from diemtua.web.downloads import XLSX
from diemtua.web.paging import keyset_page
from diemtua.web.prospects.forms import MappingForm, UploadForm
from diemtua.web.shell import campaign_or_404

ROW_NUMBERS = ("stt", "so tt", "tt", "so thu tu")  # a count of rows: nobody misses it
FEW_PROBLEMS, FEW_ROWS, FEW_NUMBERS = 50, 20, 8
_GRAVITY = {Severity.ERROR: 0, Severity.DUPLICATE: 1, Severity.WARNING: 2}


@dataclass(frozen=True)
class Preview:
    """A good row as it would be loaded, the id masked."""

    number: int
    full_name: str
    born: str
    masked_id: str
    place: Place
    segment: str


@dataclass(frozen=True)
class Trouble:
    """The same sentence about the same column, and the rows it is about."""

    first: CellProblem
    rows: list[int]

    @property
    def some_rows(self) -> str:
        """Return the row numbers, cut when many."""
        return ", ".join(map(str, self.rows[:FEW_NUMBERS])) + (", …" if len(self.rows) > FEW_NUMBERS else "")


@page(may_import_prospects)
def index(request: HttpRequest) -> HttpResponse:
    """List the files that were taken in."""
    batches = ImportBatch.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    batches = batches.select_related("place__parent", "uploaded_by").defer("file_sealed")
    context = {"batches": keyset_page(request, batches, order=("-uploaded_at", "-id"))}
    return render(request, "prospects/imports.html", context | {"trail": _trail()})


@form_page(may_import_prospects)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in for review."""
    campaign = campaign_or_404(request)
    user: Any = request.user
    tops = [one.place for one in user.current_memberships if one.role in IMPORTERS]
    places = queries.places_to_choose(tops, campaign.map_date)
    form = UploadForm(request.POST or None, request.FILES or None, places=places)
    if oversized := request.META.get("diemtua.oversized"):
        form = UploadForm(request.POST, places=places)
        form.errors.pop("file", None)
        form.add_error("file", _too_large(request, oversized).text)
    elif request.method == "POST" and form.is_valid():
        try:
            batch = _stage(request, form)
        except Refusal as refusal:
            form.add_error("file", refusal.text)
        else:
            return redirect("prospects:review", batch.ref)
    context = {"form": form, "steps": _steps(1), "trail": _trail(_("Tải danh sách lên")), "places": places}
    return render(request, "prospects/upload.html", context)


@page(may_import_prospects)
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what was understood of a staged file, or what became of a finished one."""
    batch = batch_or_404(request, ref)
    if batch.status != BatchStatus.STAGED:
        return render(request, "prospects/closed.html", {"batch": batch, "trail": _trail(batch.file_name)})
    reading = read_batch(batch, timezone.localdate())
    return _review(request, batch, reading, MappingForm(reading=reading))


@post_only(may_import_prospects)
def remap(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a staged file again under another sheet or other columns."""
    batch = batch_or_404(request, ref)
    if batch.status != BatchStatus.STAGED:
        return _finished(request, batch)
    reading = read_batch(batch, timezone.localdate())
    form = MappingForm(request.POST, reading=reading)
    if not form.is_valid():
        return _review(request, batch, reading, form)
    sheet_name, mapping = form.cleaned_data["sheet"], form.mapping()
    said = _("Đã đọc lại tệp theo cách ghép cột mới.")
    return _act(request, batch, actions.map_columns, said, sheet_name=sheet_name, mapping=mapping)


@post_only(may_import_prospects)
def load(request: HttpRequest, ref: str) -> HttpResponse:
    """Load the good rows of a staged file."""
    batch = batch_or_404(request, ref)
    try:
        loaded = actions.load_list(batch=batch, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("prospects:review", ref)
    messages.success(request, _("Đã nhập %(count)d người vào danh sách.") % {"count": loaded})
    return redirect(f"{reverse('prospects:list')}?dia-ban={batch.place.path}")


@post_only(may_import_prospects)
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a staged file away."""
    batch = batch_or_404(request, ref)
    said = _("Đã bỏ tệp “%(name)s”. Không dòng nào được nhập.") % {"name": batch.file_name}
    return _act(request, batch, actions.discard_list, said, then="prospects:imports")


@page(may_import_prospects)
def faults(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the sender's own workbook back, each row with what became of it."""
    batch = batch_or_404(request, ref)
    if batch.status != BatchStatus.STAGED:
        return _finished(request, batch)
    reading = read_batch(batch, timezone.localdate())
    return _file(f"loi-{batch.file_name.rpartition('.')[0]}.xlsx", annotate(reading.book, reading.problems))


@page(may_import_prospects)
def template(request: HttpRequest) -> HttpResponse:
    """Give an empty workbook to fill in, with the hamlets of the own commune to choose from."""
    campaign = campaign_or_404(request)
    user: Any = request.user
    place = user.place
    commune = place.parent if place.kind == Kind.HAMLET else place
    choices = {}
    if commune.kind == Kind.COMMUNE:
        hamlets = children_on(commune, campaign.map_date)
        choices["hamlet"] = [Choice(hamlet.name, hamlet.name) for hamlet in hamlets]
        choices["commune"] = [Choice(commune.name, commune.name)]
    title = _("Danh sách tiềm năng: %(place)s") % {"place": commune}
    return _file("mau-danh-sach-tiem-nang.xlsx", template_workbook(COLUMNS, choices, title=title))


def batch_or_404(request: HttpRequest, ref: str) -> ImportBatch:
    """Return a batch of the campaign at hand, of a place where the user loads lists."""
    rows = ImportBatch.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    rows = rows.select_related("campaign", "place__parent", "uploaded_by")
    batch: ImportBatch = get_object_or_404(rows, ref=ref)
    if not may_import_at(request.user, batch.place):
        raise PermissionDenied
    return batch


def _stage(request: HttpRequest, form: UploadForm) -> ImportBatch:
    campaign = campaign_or_404(request)
    values = form.cleaned_data
    places = Place.objects.valid_on(campaign.map_date).select_related("parent")
    return actions.stage_list(
        campaign=campaign,
        place=get_object_or_404(places, path=values["place"]),
        name=values["file"].name,
        data=values["file"].read(),
        legal_basis=values["legal_basis"],
        by=request.user,
        at=timezone.now(),
    )


def _review(
    request: HttpRequest, batch: ImportBatch, reading: FileReading, form: MappingForm
) -> HttpResponse:
    refusal = reading.why_not_readable or rules.why_not_load(
        status=batch.status, status_label=batch.get_status_display(), good=len(reading.rows)
    )
    troubles = _troubles(reading.problems)
    context = {
        "batch": batch,
        "reading": reading,
        "tally": reading.tally,
        "form": form,
        "troubles": troubles[:FEW_PROBLEMS],
        "trouble_count": len(troubles),
        "warning_count": _rows_with_warnings(reading.problems),
        "rows": [_preview(row) for row in reading.rows[:FEW_ROWS]],
        "refusal": refusal,
        "unused": _unused(reading),
        "earlier": queries.earlier_batches(batch).first(),
        "steps": _steps(2),
        "trail": _trail(batch.file_name),
    }
    return render(request, "prospects/review.html", context)


def _act(
    request: HttpRequest,
    batch: ImportBatch,
    action: Callable[..., Any],
    said: str,
    *,
    then: str = "prospects:review",
    **values: Any,
) -> HttpResponse:
    try:
        action(batch=batch, by=request.user, at=timezone.now(), **values)
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("prospects:review", batch.ref)
    messages.success(request, said)
    return redirect(then, *([batch.ref] if then == "prospects:review" else []))


def _finished(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    return redirect("prospects:review", batch.ref)


def _too_large(request: HttpRequest, name: str) -> FileTooLarge:
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    return FileTooLarge(name=name, size=round(size / 1024**2), limit=MAX_UPLOAD_BYTES // 1024**2)


def _unused(reading: FileReading) -> str:
    """Return the columns of the sheet that stand for nothing we take in, by letter and heading."""
    used = set(reading.mapping.values())
    left = [
        f"{column_letter(index)} · {header}"
        for index, header in enumerate(reading.sheet.headers)
        if header.strip() and index not in used and fold(header) not in ROW_NUMBERS
    ]
    return ", ".join(left)


def _troubles(problems: list[CellProblem]) -> list[Trouble]:
    """Put the same sentences of a column together; what keeps rows out comes first, then as in the file."""
    alike: dict[tuple[str, str, str], Trouble] = {}
    for problem in sorted(problems, key=lambda problem: _GRAVITY[problem.severity]):
        key = (problem.severity, problem.column_letter, problem.text_vi)
        alike.setdefault(key, Trouble(problem, [])).rows.append(problem.row)
    return list(alike.values())


def _rows_with_warnings(problems: list[CellProblem]) -> int:
    kept_out = {one.row for one in problems if one.severity is not Severity.WARNING}
    return len({one.row for one in problems} - kept_out)


def _preview(row: GoodRow) -> Preview:
    values = row.values
    birth, number = values.get("birth"), values.get("personal_id")
    born = ""
    if isinstance(birth, Birth):
        born = f"{birth.exact_day:%d/%m/%Y}" if birth.exact_day else str(birth.year)
    segment = Segment(values["segment"]) if values.get("segment") else Segment.OTHER
    return Preview(
        number=row.number,
        full_name=str(values["full_name"]),
        born=born,
        masked_id=crypto.masked(str(number)) if number else "",
        place=row.place,
        segment=str(segment.label),
    )


def _steps(current: int) -> list[dict[str, object]]:
    labels = [_("Tải tệp lên"), _("Soát từng dòng"), _("Nhập dòng tốt")]
    return [
        {"label": label, "is_done": number < current, "is_current": number == current}
        for number, label in enumerate(labels, start=1)
    ]


def _trail(last: str = "") -> list[dict[str, str]]:
    trail = [
        {"label": _("Đối tượng tiềm năng"), "href": reverse("prospects:list")},
        {"label": _("Danh sách tải lên"), "href": reverse("prospects:imports")},
    ]
    return [*trail, {"label": last, "href": ""}] if last else trail


def _file(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
