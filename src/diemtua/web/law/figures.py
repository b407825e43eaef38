"""The law's figures as a page shows them: titled, with units, in the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.text import fold
from diemtua.insurance.models import Decree, DecreeRow
from diemtua.insurance.rules.answers import show
from diemtua.insurance.rules.law import Law, Parameter, Row

_SWAP = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Line:
    """One row: what it is a figure of, the figure with its unit, and the row itself."""

    title: str
    figure: str
    row: Row


@dataclass(frozen=True)
class Subject:
    """One branch of the law with its rows, in the order in which its file tells them."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class DecreeLine:
    """One row of a decree, with what held on its first day before."""

    title: str
    figure: str
    before: str
    entered: DecreeRow


SUBJECTS = {
    "base": gettext_lazy("Lương cơ sở, mức tham chiếu"),
    "voluntary": gettext_lazy("BHXH tự nguyện"),
    "health": gettext_lazy("BHYT"),
    "retirement": gettext_lazy("Tuổi nghỉ hưu"),
    "pension": gettext_lazy("Lương hưu, trợ cấp một lần"),
    "indexation": gettext_lazy("Hệ số trượt giá"),
    "benefits": gettext_lazy("Các chế độ khác"),
    "compulsory": gettext_lazy("BHXH bắt buộc"),
    "unemployment": gettext_lazy("Bảo hiểm thất nghiệp"),
}


def subjects_of(law: Law, *, words: str, since: date | None, language: str) -> list[Subject]:
    """Return the branches of the law whose rows hold `words` (without tones), on or after `since`."""
    wanted = fold(words)
    lines: dict[str, list[Line]] = {subject: [] for subject in SUBJECTS}
    order = {name: place for place, name in enumerate(law.parameters)}
    rows = sorted(law.rows, key=lambda row: (order[row.parameter], row.place, _order(row.key)))
    for row in rows:
        parameter = law.parameters[row.parameter]
        title = _title(parameter, language) + _case(parameter, row, language)
        is_old = since and row.valid_to and row.valid_to <= since
        if not is_old and wanted in fold(f"{title} {row.basis}"):
            lines.setdefault(parameter.subject, []).append(
                Line(title, printed(parameter, row.value, language), row)
            )
    return [Subject(str(SUBJECTS.get(name, name)), rows) for name, rows in lines.items() if rows]


def row_lines(law: Law, decree: Decree, language: str) -> list[DecreeLine]:
    """Return the rows of a decree; an applied one shows what it set, not what held before."""
    return list(_decree_lines(law, decree, language))


def printed(parameter: Parameter, value: object, language: str) -> str:
    """Return a figure with its unit, as one reads it."""
    from_unit = {
        "dong": _("%(figure)s đồng"),
        "percent": "%(figure)s%%",
        "months": _("%(figure)s tháng"),
        "years": _("%(figure)s năm"),
        "days": _("%(figure)s ngày"),
    }
    if parameter.unit == "yes_no":
        return _("có") if value else _("không")
    number = show(value)  # type: ignore[arg-type] # a Decimal or an int
    if language.startswith("en"):
        number = number.translate(_SWAP)
    if parameter.unit == "age_months":
        years, months = divmod(int(value), 12)  # type: ignore[call-overload]
        return _("%(years)d tuổi %(months)d tháng") % {"years": years, "months": months}
    return from_unit.get(parameter.unit, "%(figure)s") % {"figure": number}


def _title(parameter: Parameter, language: str) -> str:
    title = parameter.title_en if language.startswith("en") else parameter.title_vi
    return title[:1].upper() + title[1:]


def _case(parameter: Parameter, row: Row, language: str) -> str:
    """Return the case and the province that a row is for, to stand after its title."""
    province = _("tỉnh %(code)s") % {"code": row.place} if row.place else ""
    case = ", ".join(filter(None, [parameter.key_title(row.key, language), province]))
    return f": {case}" if case else ""


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (0, key)


def _decree_lines(law: Law, decree: Decree, language: str) -> Iterable[DecreeLine]:
    for entered in decree.rows.all():
        parameter = law.parameters[entered.parameter]
        held = law.on(entered.valid_from).find(entered.parameter, entered.key, entered.place_code)
        title = _title(parameter, language) + _case(parameter, entered.as_row(), language)
        before = printed(parameter, held.value, language) if held and decree.is_draft else ""
        yield DecreeLine(title, printed(parameter, entered.value, language), before, entered)
