"""The annexes as .xlsx: by district or commune, with totals that equal the report; whence each number is."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from diemtua.core.numbers import percent
from diemtua.core.sheets.writing import HEADER_STYLE, write_value
from diemtua.reports.rules.letterhead import Letterhead, day_in_words
from diemtua.reports.rules.snapshot import LAUNCH_MARK, Snapshot, at_launch
from diemtua.reports.rules.wording import body_of

_ENTRIES = [
    *("SI.VOL.NEW", "HI.NEW", "HI.HH.NEW", "SI.VOL.RETURNED", "HI.RETURNED"),
    *("SI.VOL.RENEWED", "HI.RENEWED", "GI.BOOKS", "GI.CARDS"),
]
_PUBLIC = [
    *("CO.CONF.COUNT", "CO.CONF.ATT", "CO.SG.COUNT", "CO.SG.ATT", "CO.ENT.COUNT", "CO.ENT.ATT"),
    *("CO.RADIO.ALL", "CO.RADIO.VSI", "CO.WEB.ITEMS", "CO.SOCIAL.ITEMS", "CO.SOCIAL.SHARES"),
    *("EV.VISUAL", "CO.HOME.COUNT", "PR.CONTACTS"),
]
_LAUNCH = tuple(
    at_launch(code) for code in ("EV.TEAMS", "EV.POINTS", "EV.REACHED", "SI.VOL.NEW", "HI.HH.NEW")
)
PLANNED = ("SI.VOL.NEW", "HI.HH.NEW", "HI.NEW")
OWN_LINE = "Cấp tỉnh, không thuộc địa bàn nào ở trên"
_ORIGINS = {
    "COUNTED": "đếm từ từng dòng",
    "IMPORTED": "nhập từ hệ thống BHXH",
    "DECLARED": "đơn vị tự báo",
}


def annex_workbook(snapshot: Snapshot, head: Letterhead, *, digest: str) -> bytes:
    """Return the annexes as the bytes of one .xlsx."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": snapshot.campaign, "comments": f"Mã số liệu: {digest}"})
        book.set_properties({"created": snapshot.frozen_at.replace(tzinfo=None)})
        annex = _Annexes(book, snapshot, head, digest)
        annex.by_area("Người tham gia", "Kết quả phát triển người tham gia", _ENTRIES)
        annex.by_area("Hoạt động", "Hoạt động truyền thông, vận động", _PUBLIC)
        if any(key in snapshot.figures for key in _LAUNCH):
            annex.by_area("Ngày ra quân", f"Kết quả ngày ra quân {snapshot.launch_on}", _LAUNCH)
        annex.against_plan()
        annex.given_figures()
        annex.origins()
    return out.getvalue()


@dataclass(frozen=True)
class _Styles:
    title: Any
    note: Any
    header: Any
    text: Any
    whole: Any
    share: Any
    total_text: Any
    total: Any
    total_share: Any


class _Annexes:
    """One sheet after another of the same workbook."""

    def __init__(self, book: Any, snapshot: Snapshot, head: Letterhead, digest: str) -> None:
        self._book, self._snapshot, self._head, self._digest = book, snapshot, head, digest
        font = {"font_name": "Times New Roman", "font_size": 12}
        cell = font | {"border": 1, "valign": "vcenter"}
        bold = cell | {"bold": True}
        self._style = _Styles(
            title=book.add_format(font | {"bold": True, "font_size": 14}),
            note=book.add_format(font | {"italic": True}),
            header=book.add_format(font | HEADER_STYLE),
            text=book.add_format(cell | {"text_wrap": True}),
            whole=book.add_format(cell | {"num_format": "#,##0"}),
            share=book.add_format(cell | {"num_format": '0.00"%"'}),
            total_text=book.add_format(bold),
            total=book.add_format(bold | {"num_format": "#,##0"}),
            total_share=book.add_format(bold | {"num_format": '0.00"%"'}),
        )
        self._number = 0

    def by_area(self, name: str, title: str, keys: Sequence[str]) -> None:
        """Write one line per area and a total; columns without anything to show are left out."""
        snapshot = self._snapshot
        keys = [key for key in keys if snapshot.value(key)]
        headings = [self._heading(key) for key in keys]
        sheet = self._begin(name, title, ["STT", "Địa bàn", *headings], [6, 30, *[16] * len(keys)])
        lines = [(area.name, [area.values.get(key, 0) for key in keys]) for area in snapshot.areas]
        own = [snapshot.own.get(key, 0) for key in keys]
        if any(own):
            lines.append((OWN_LINE, own))
        for number, (label, values) in enumerate(lines, start=1):
            line = self._first_line + number - 1
            write_value(sheet, line, 0, number, self._style.whole)
            write_value(sheet, line, 1, label, self._style.text)
            for column, value in enumerate(values, start=2):
                write_value(sheet, line, column, value, self._style.whole)
        self._total(sheet, len(lines), [snapshot.value(key) for key in keys])

    def against_plan(self) -> None:
        """Write plan, result and percentage by area for the programmes whose increments were shared out."""
        snapshot = self._snapshot
        codes = [code for code in PLANNED if snapshot.figures[code].plan_number is not None]
        if not codes:
            return
        columns, widths = ["STT", "Địa bàn"], [6, 30]
        for code in codes:
            label = snapshot.figures[code].label
            columns += [f"Chỉ tiêu: {label}", "Kết quả", "Tỷ lệ"]
            widths += [18, 12, 11]
        sheet = self._begin("Chỉ tiêu", "Kết quả so với chỉ tiêu được giao", columns, widths)
        for number, area in enumerate(snapshot.areas, start=1):
            line = self._first_line + number - 1
            write_value(sheet, line, 0, number, self._style.whole)
            write_value(sheet, line, 1, area.name, self._style.text)
            for turn, code in enumerate(codes):
                plan, value = area.plans.get(code), area.values.get(code, 0)
                self._plan_cells(sheet, line, 2 + turn * 3, plan, value)
        line = self._first_line + len(snapshot.areas)
        write_value(sheet, line, 0, None, self._style.total_text)
        write_value(sheet, line, 1, f"Toàn {snapshot.place}", self._style.total_text)
        for turn, code in enumerate(codes):
            figure = snapshot.figures[code]
            self._plan_cells(sheet, line, 2 + turn * 3, figure.plan_number, figure.value or 0, is_total=True)

    def given_figures(self) -> None:
        """Write the figures of the insurer's system: value, day, source, plan, percentage."""
        given = [
            figure
            for figure in self._snapshot.figures.values()
            if figure.origin != "COUNTED" and figure.value is not None
        ]
        if not given:
            return
        columns = [
            "STT",
            "Chỉ số",
            "Giá trị",
            "Tính đến ngày",
            "Kế hoạch (người)",
            "Tỷ lệ",
            "Kế hoạch nào",
            "Nguồn",
        ]
        sheet = self._begin(
            "Số liệu nhập", "Số liệu lấy từ hệ thống khác", columns, [6, 44, 14, 16, 16, 11, 44, 40]
        )
        style = self._style
        for number, figure in enumerate(given, start=1):
            line = self._first_line + number - 1
            cells = [
                (number, style.whole),
                (figure.label, style.text),
                (figure.value, style.whole),
                (figure.as_of, style.text),
                (figure.plan_number, style.whole),
                (figure.percent, style.share),
                (f"{figure.plan_title} ({figure.plan_owner})" if figure.plan_owner else "", style.text),
                (figure.source, style.text),
            ]
            for column, (value, shape) in enumerate(cells):
                write_value(sheet, line, column, value, shape)

    def origins(self) -> None:
        """Write for every number of the text which figure it is, from how many rows, how fresh."""
        columns = [
            "STT",
            "Trong báo cáo",
            "Mã chỉ số",
            "Chỉ số",
            "Giá trị",
            "Số dòng đã đếm",
            "Nguồn gốc",
            "Nguồn",
        ]
        columns += ["Từ ngày", "Đến ngày", "Số liệu lúc", "Mẫu số", "Tỷ lệ", "Mã số liệu"]
        widths = [6, 14, 20, 44, 14, 14, 24, 36, 12, 12, 20, 14, 11, 20]
        sheet = self._begin("Nguồn số liệu", "Nguồn của từng con số trong báo cáo", columns, widths)
        style = self._style
        for number, statement in enumerate(body_of(self._snapshot).statements, start=1):
            figure = self._snapshot.figures[statement.key]
            line = self._first_line + number - 1
            cells = [
                (number, style.whole),
                (statement.printed, style.text),
                (figure.code, style.text),
                (self._heading(statement.key), style.text),
                (figure.value, style.whole),
                (figure.rows if figure.origin == "COUNTED" else None, style.whole),
                (_ORIGINS.get(figure.origin, figure.origin), style.text),
                (figure.source, style.text),
                (figure.first, style.text),
                (figure.as_of or figure.last, style.text),
                (figure.fresh_at, style.text),
                (figure.denominator if figure.plan_number is None else figure.plan_number, style.whole),
                (figure.percent, style.share),
                (self._digest[:16], style.text),
            ]
            for column, (value, shape) in enumerate(cells):
                write_value(sheet, line, column, value, shape)

    def _begin(self, name: str, title: str, columns: list[str], widths: list[int]) -> Any:
        self._number += 1
        sheet = self._book.add_worksheet(f"{self._number}. {name}"[:31])
        snapshot = self._snapshot
        days = f"Từ {day_in_words(snapshot.first_day)} đến {day_in_words(snapshot.last_day)}"
        sheet.write_string(0, 0, f"PHỤ LỤC {_roman(self._number)}. {title.upper()}", self._style.title)
        sheet.write_string(1, 0, f"{snapshot.campaign}, {snapshot.place}. {days}.", self._style.note)
        number = self._head.number_line.removeprefix("Số: ")
        told = f"Kèm theo báo cáo {number}. Mã số liệu {self._digest[:16]}."
        sheet.write_string(2, 0, told, self._style.note)
        for column, (label, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(4, column, label, self._style.header)
        sheet.set_row(4, 48)
        self._first_line = 5
        sheet.freeze_panes(5, 2)
        sheet.repeat_rows(4)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P/&N")
        return sheet

    def _total(self, sheet: Any, lines: int, totals: list[int]) -> None:
        """Write the sums as formulas, their values beside them: opened or read, they equal the report."""
        line = self._first_line + lines
        write_value(sheet, line, 0, None, self._style.total_text)
        write_value(sheet, line, 1, "Cộng", self._style.total_text)
        for column, total in enumerate(totals, start=2):
            span = f"{xlsxwriter.utility.xl_rowcol_to_cell(self._first_line, column)}:"
            span += xlsxwriter.utility.xl_rowcol_to_cell(line - 1, column)
            sheet.write_formula(line, column, f"=SUM({span})", self._style.total, total)

    def _plan_cells(
        self, sheet: Any, line: int, column: int, plan: int | None, value: int, *, is_total: bool = False
    ) -> None:
        style = self._style
        whole, share = (style.total, style.total_share) if is_total else (style.whole, style.share)
        write_value(sheet, line, column, plan, whole)
        write_value(sheet, line, column + 1, value, whole)
        write_value(sheet, line, column + 2, percent(value, plan) if plan else None, share)

    def _heading(self, key: str) -> str:
        figure = self._snapshot.figures[key]
        label = f"{figure.label} ({figure.unit})"
        return f"{label}, ngày ra quân" if key.endswith(LAUNCH_MARK) else label


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]
