"""Register files on their way in: upload, progress, review, correct the columns, use or throw away."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.core import vault
from diemtua.core.errors import Refusal
from diemtua.core.files import MAX_UPLOAD_BYTES, FileTooLarge
from diemtua.core.sheets import write_csv
from diemtua.places.models import Place
from diemtua.prospects.queries import places_to_choose
from diemtua.registers import jobs
from diemtua.registers.actions import snapshots as actions
from diemtua.registers.enums import SnapshotStatus
from diemtua.registers.models import Snapshot, Source
from diemtua.registers.permissions import KEEPERS, may_keep_registers, may_keep_registers_at
from diemtua.registers.queries import snapshots as queries
from diemtua.web.access import form_page, page, post_only
from diemtua.web.downloads import XLSX, workbook
from diemtua.web.paging import keyset_page
from diemtua.web.registers.forms import MappingForm, UploadForm
from diemtua.web.shell import shell_of

_OPEN = (SnapshotStatus.RECEIVED, SnapshotStatus.READING)


@page(may_keep_registers)
def index(request: HttpRequest) -> HttpResponse:
    """List the snapshots of the own places, the newest first."""
    rows = Snapshot.objects.visible_to(request.user).select_related("source", "place__parent", "uploaded_by")
    rows = rows.defer("findings", "parts", "headings", "mapping")
    context = {"snapshots": keyset_page(request, rows, order=("-uploaded_at", "-id"))}
    return render(request, "registers/snapshots.html", context)


@form_page(may_keep_registers)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a register file in; a job reads it."""
    sources = [one for one in _sources(request) if may_keep_registers_at(request.user, one.place)]
    choices: dict[str, Any] = {"sources": sources, "places": _places(request)}
    form = UploadForm(request.POST or None, request.FILES or None, **choices)
    if oversized := request.META.get("diemtua.oversized"):
        form = UploadForm(request.POST, **choices)
        form.errors.pop("file", None)
        form.add_error("file", _too_large(request, oversized).text)
    elif request.method == "POST" and form.is_valid():
        try:
            snapshot = _receive(request, form)
        except Refusal as refusal:
            form.add_error("file", refusal.text)
        else:
            jobs.read_snapshot.defer(snapshot_id=snapshot.pk)
            return redirect("registers:snapshot", snapshot.ref)
    context = {
        "form": form,
        "trail": _trail(_("Tải sổ lên")),
        "steps": _steps(1),
        "places": choices["places"],
    }
    return render(request, "registers/snapshot_upload.html", context)


@page(may_keep_registers)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show how far the reading is, what was understood, or what became of a snapshot."""
    snapshot = snapshot_or_404(request, ref)
    preview = queries.preview_of(snapshot) if snapshot.status == SnapshotStatus.STAGED else queries.Preview()
    return _show(request, snapshot, preview, MappingForm(snapshot=snapshot, preview=preview))


@post_only(may_keep_registers)
def remap(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a file again under another sheet or other columns."""
    snapshot = snapshot_or_404(request, ref)
    preview = queries.preview_of(snapshot)
    form = MappingForm(request.POST, snapshot=snapshot, preview=preview)
    if not form.is_valid():
        return _show(request, snapshot, preview, form)
    chosen = {"sheet_name": form.cleaned_data["sheet"], "mapping": form.mapping()}
    return _read_again(request, snapshot, **chosen)


@post_only(may_keep_registers)
def read_again(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a file again as it was read before: the disk was full, the machine stopped."""
    snapshot = snapshot_or_404(request, ref)
    return _read_again(request, snapshot, sheet_name=snapshot.sheet_name, mapping=snapshot.mapping)


@post_only(may_keep_registers)
def accept(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a snapshot into use."""
    snapshot = snapshot_or_404(request, ref)
    said = _("Bản chụp “%(name)s” dùng được từ bây giờ.") % {"name": snapshot}
    return _act(request, snapshot, actions.accept_snapshot, said)


@post_only(may_keep_registers)
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a snapshot away."""
    snapshot = snapshot_or_404(request, ref)
    said = _("Đã bỏ bản chụp “%(name)s”. Các dòng và tệp gốc đã bị xoá.") % {"name": snapshot}
    return _act(request, snapshot, actions.discard_snapshot, said)


@post_only(may_keep_registers)
def rejects(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the rows that were not taken back: in the sender's workbook, else as a list with the reasons."""
    snapshot = snapshot_or_404(request, ref)
    actions.record_rejects_taken(snapshot=snapshot, by=request.user, at=timezone.now())
    name = f"loi-{Path(snapshot.file_name).stem}"
    if (annotated := queries.annotated_workbook(snapshot)) is not None:
        return _file(f"{name}.xlsx", annotated, XLSX)
    columns, rows = queries.rejects_table(snapshot)
    if Path(snapshot.file_name).suffix.lower() in (".csv", ".txt", ".tsv"):
        stream = io.BytesIO()
        write_csv(stream, columns, rows)
        return _file(f"{name}.csv", stream.getvalue(), "text/csv; charset=utf-8")
    return workbook(f"{name}.xlsx", columns, rows, title=_("Các dòng không nhận"))


def snapshot_or_404(request: HttpRequest, ref: str) -> Snapshot:
    """Return a snapshot of a place where the user keeps registers."""
    rows = Snapshot.objects.visible_to(request.user)
    snapshot: Snapshot = get_object_or_404(
        rows.select_related("source", "place__parent", "uploaded_by"), ref=ref
    )
    if not may_keep_registers_at(request.user, snapshot.place):
        raise PermissionDenied
    return snapshot


def _show(
    request: HttpRequest, snapshot: Snapshot, preview: queries.Preview, form: MappingForm
) -> HttpResponse:
    is_open = snapshot.status in _OPEN
    holds_source = snapshot.status != SnapshotStatus.DISCARDED and queries.holds_source(snapshot)
    share = 100 * snapshot.rows_read / snapshot.rows_expected if snapshot.rows_expected else 0
    rows = preview.rows
    context = {
        "snapshot": snapshot,
        "preview": preview,
        "rows": [
            row | {"place": name} | {key: _as_read(row[key]) for key in ("birth", "valid_to")}
            for row, name in zip(rows, _place_names(snapshot, rows), strict=True)
        ],
        "findings": snapshot.findings,
        "form": form,
        "share": share,
        "is_open": is_open,
        "may_map": not is_open and holds_source and bool(snapshot.headings),
        "may_read_again": holds_source and snapshot.status in (SnapshotStatus.FAILED, SnapshotStatus.READING),
        "has_rejects": any(one["severity"] != "info" for one in snapshot.findings)
        and snapshot.status in (SnapshotStatus.STAGED, SnapshotStatus.READY),
        "unused": _unused(snapshot),
        "steps": _steps(2 if is_open else 3 if snapshot.status == SnapshotStatus.STAGED else 4),
        "trail": _trail(snapshot.file_name),
    }
    return render(request, "registers/snapshot.html", context)


def _receive(request: HttpRequest, form: UploadForm) -> Snapshot:
    values, at = form.cleaned_data, timezone.now()
    source = form.chosen_source() or actions.choose_source(
        place=form.new_place(), kind=values["kind"], name=values["name"], by=request.user, at=at
    )
    with vault.workroom() as folder:
        plain = folder / "upload"
        with plain.open("wb") as out:
            for chunk in values["file"].chunks():
                out.write(chunk)
        return actions.receive_snapshot(
            source=source,
            as_of=values["as_of"],
            name=values["file"].name,
            file=plain,
            purpose=values["purpose"],
            legal_basis=values["legal_basis"],
            by=request.user,
            at=at,
        )


def _read_again(
    request: HttpRequest, snapshot: Snapshot, *, sheet_name: str, mapping: dict[str, int]
) -> HttpResponse:
    try:
        actions.map_columns(
            snapshot=snapshot, sheet_name=sheet_name, mapping=mapping, by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        jobs.read_snapshot.defer(snapshot_id=snapshot.pk)
    return redirect("registers:snapshot", snapshot.ref)


def _act(request: HttpRequest, snapshot: Snapshot, action: Callable[..., Any], said: str) -> HttpResponse:
    try:
        action(snapshot=snapshot, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, said)
    return redirect("registers:snapshot", snapshot.ref)


def _sources(request: HttpRequest) -> list[Source]:
    rows = Source.objects.visible_to(request.user).select_related("place__parent")
    return list(rows.order_by("name", "kind", "id")[:200])


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    user: Any = request.user
    campaign = shell_of(request).campaign
    tops = [one.place for one in user.current_memberships if one.role in KEEPERS]
    return places_to_choose(tops, campaign.map_date if campaign else timezone.localdate())


def _place_names(snapshot: Snapshot, rows: list[dict[str, Any]]) -> list[str]:
    paths = {row["place_path"] for row in rows if row["place_path"]}
    places = Place.objects.valid_on(snapshot.as_of).filter(path__in=paths).select_related("parent")
    names = {place.path: f"{place.name}, {place.parent}" if place.parent else place.name for place in places}
    return [names.get(row["place_path"], "") for row in rows]


def _as_read(day: str) -> str:
    """Return 05/03/1980 for 1980-03-05; a year stays."""
    return "/".join(reversed(day.split("-")))


def _unused(snapshot: Snapshot) -> str:
    """Return the headings that stand for nothing we take in."""
    used = set(snapshot.mapping.values())
    left = [one for at, one in enumerate(snapshot.headings) if one.strip() and at not in used]
    return ", ".join(f"“{one}”" for one in left[:12])


def _too_large(request: HttpRequest, name: str) -> FileTooLarge:
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    return FileTooLarge(name=name, size=round(size / 1024**2), limit=MAX_UPLOAD_BYTES // 1024**2)


def _steps(current: int) -> list[dict[str, object]]:
    labels = [_("Tải tệp lên"), _("Máy đọc"), _("Soát"), _("Dùng được")]
    return [
        {"label": label, "is_done": number < current, "is_current": number == current}
        for number, label in enumerate(labels, start=1)
    ]


def _trail(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Sổ và ghép sổ"), "href": reverse("registers:snapshots")},
        {"label": last, "href": ""},
    ]


def _file(name: str, content: bytes, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
