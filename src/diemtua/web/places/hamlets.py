"""Entering hamlets: paste a list or choose a file, look at what was understood, then save."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diemtua.accounts.permissions import may_keep_hamlets, may_keep_hamlets_of
from diemtua.core.errors import Refusal
from diemtua.core.files import MAX_UPLOAD_BYTES, FileTooLarge, check_size
from diemtua.core.sheets import Column, guess_mapping, missing_columns, read_records, read_sheets
from diemtua.core.sheets.refusals import ColumnsMissing
from diemtua.places.actions import carry_over_hamlets, import_hamlets
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import sort_hamlet_lines
from diemtua.places.rules.hamlets import HamletLine, NoLines, lines_of
from diemtua.web.access import form_page, post_only
from diemtua.web.places.forms import HamletsForm
from diemtua.web.places.looking import address, day_of, place_or_404

COLUMNS = (
    Column("commune", "Xã", aliases=("xã, phường", "xã/phường", "tên xã", "đơn vị"), required=True),
    Column(
        "hamlet",
        "Thôn",
        aliases=("thôn, xóm", "thôn/bản", "tên thôn", "thôn, xóm, bản", "khối xóm", "xóm", "khối", "bản"),
        required=True,
    ),
)


@form_page(may_keep_hamlets)
def enter(request: HttpRequest, path: str) -> HttpResponse:
    """Enter hamlets of a commune, or of every commune of a district or province."""
    day = day_of(request)
    place = place_or_404(path, day)
    _check_may_enter(request, place)
    # Bound even when nothing came: of a file over the limit nothing is left in the request.
    form = HamletsForm(request.POST, request.FILES) if request.method == "POST" else HamletsForm()
    context = {"place": place, "day": day, "form": form, "place_url": address(place, day)}
    if request.method == "POST" and form.is_valid():
        try:
            lines = _lines(request, form)
            if "confirm" in request.POST:
                return _save(request, place, lines)
            context["sorting"] = sort_hamlet_lines(place, lines, _day_for(place, request))
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            text = "\n".join(f"{line.commune}\t{line.hamlet}".strip() for line in lines)
            context["form"] = HamletsForm(initial={"lines": text})
    return render(request, "places/hamlets.html", context)


def _check_may_enter(request: HttpRequest, place: Place) -> None:
    if place.kind == Kind.HAMLET or not may_keep_hamlets_of(request.user, place):
        raise PermissionDenied


def _lines(request: HttpRequest, form: HamletsForm) -> list[HamletLine]:
    if name := request.META.get("diemtua.oversized"):
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        raise FileTooLarge(name=name, size=round(size / 1024**2), limit=MAX_UPLOAD_BYTES // 1024**2)
    upload = form.cleaned_data["file"]
    if upload:
        check_size(upload.name, upload.size)
        lines = _lines_of_file(upload.name, upload.read())
    else:
        lines = lines_of(form.cleaned_data["lines"])
    if not lines:
        raise NoLines
    return lines


def _lines_of_file(name: str, data: bytes) -> list[HamletLine]:
    """Read every sheet of a workbook that has both columns.

    :raises ColumnsMissing: and every refusal of core.sheets
    """
    lines = []
    for sheet in read_sheets(name, data):
        mapping = guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes)
        if missing := missing_columns(mapping, COLUMNS):
            labels = ", ".join(f"“{column.label_vi}”" for column in missing)
            raise ColumnsMissing(name=name, sheet=sheet.name, row=sheet.header_row, columns=labels)
        for record in read_records(sheet, mapping, COLUMNS, today=timezone.localdate()):
            commune, hamlet = record.values.get("commune"), record.values.get("hamlet")
            lines.append(HamletLine(record.row, str(commune or ""), str(hamlet or "")))
    return lines


def _day_for(place: Place, request: HttpRequest) -> date:
    day = day_of(request)
    return day if place.holds_on(day) else place.valid_from


def _save(request: HttpRequest, place: Place, lines: list[HamletLine]) -> HttpResponse:
    day = _day_for(place, request)
    result = import_hamlets(top=place, lines=lines, day=day, by=request.user, at=timezone.now())
    entered = len(result.entered)
    messages.success(
        request,
        ngettext("Đã thêm %(count)d thôn, xóm, khối.", "Đã thêm %(count)d thôn, xóm, khối.", entered)
        % {"count": entered},
    )
    if result.problems:
        messages.warning(request, _("Còn %(count)d dòng chưa nhập được.") % {"count": len(result.problems)})
    return redirect(address(place, day))


@post_only(may_keep_hamlets)
def carry_over(request: HttpRequest, path: str) -> HttpResponse:
    """Give a commune the hamlets of the communes that passed whole into it."""
    place = place_or_404(path, day_of(request))
    _check_may_enter(request, place)
    result = carry_over_hamlets(into=place, by=request.user, at=timezone.now())
    messages.success(request, _("Đã chuyển %(count)d thôn, xóm, khối sang.") % {"count": len(result.entered)})
    return redirect(address(place, place.valid_from))
