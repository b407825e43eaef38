"""The law's figures as a page shows them: titled, with units, in the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diemtua.core.text import fold
from diemtua.insurance.models import Decree, DecreeRow
from diemtua.insurance.rules.answers import show
from diemtua.insurance.rules.law import Law, Parameter, Row

_SWAP = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Line:
    """One row: the case it is for, its figure with the unit, and the row itself."""

    case: str
    figure: str
    row: Row


@dataclass(frozen=True)
class Figure:
    """One parameter with all its rows, newest first within a case."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class DecreeLine:
    """One row of a decree, with what held on its first day before."""

    title: str
    figure: str
    before: str
    entered: DecreeRow


def figures_of(law: Law, words: str, language: str) -> list[Figure]:
    """Return the figures whose title or texts hold `words` (without tones)."""
    wanted = fold(words)
    figures = []
    for parameter in law.parameters.values():
        rows = [row for row in law.rows if row.parameter == parameter.name]
        title = _title(parameter, language)
        if wanted and wanted not in fold(" ".join([title, *(row.basis for row in rows)])):
            continue
        rows.sort(key=lambda row: (row.place, row.key.zfill(4), -row.valid_from.toordinal()))
        figures.append(Figure(title, [_line(parameter, row, language) for row in rows]))
    return figures


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


def _line(parameter: Parameter, row: Row, language: str) -> Line:
    case = parameter.key_title(row.key, language)
    if row.place:
        case = " · ".join(filter(None, [case, _("tỉnh %(code)s") % {"code": row.place}]))
    return Line(case, printed(parameter, row.value, language), row)


def _decree_lines(law: Law, decree: Decree, language: str) -> Iterable[DecreeLine]:
    for entered in decree.rows.all():
        parameter = law.parameters[entered.parameter]
        held = law.on(entered.valid_from).find(entered.parameter, entered.key, entered.place_code)
        case = parameter.key_title(entered.key, language)
        title = _title(parameter, language) + (f": {case}" if case else "")
        before = printed(parameter, held.value, language) if held and decree.is_draft else ""
        yield DecreeLine(title, printed(parameter, entered.value, language), before, entered)
