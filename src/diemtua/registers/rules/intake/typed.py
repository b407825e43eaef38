"""The SQL that makes typed, checked rows of raw ones, a chunk at a time.

A typed row holds the columns of a snapshot and, beside them, `errors` and `warnings` (column:code, joined
by |), and `fold` (hash of the folded name) for telling who stands there twice.
"""

from collections.abc import Mapping

from diemtua.core.sheets.identifiers import BIRTH_PLACES
from diemtua.registers.rules.intake.dictionaries import PLACED, bare, tidy
from diemtua.registers.rules.intake.whereabouts import NO_COMMUNE, OTHER_PLACE, SEVERAL
from diemtua.registers.rules.schema import SCHEMA

_BIRTH_PLACES = ", ".join(f"'{code}'" for code in sorted(BIRTH_PLACES))
#: What a row cannot do without, by kind: a day or number that cannot be read keeps it out.
_DECISIVE = {"HEALTH": ("valid_to",), "EXPIRING": ("valid_to",), "VOLUNTARY": ("valid_to",), "RESERVED": ()}


def typed_sql(mapping: Mapping[str, int], kind: str, first: int, last: int, above: int) -> str:
    """Return the SQL of the typed rows with rid from `first` to `last`; `above` lines stand over the data."""
    select = _Selection(mapping, kind)
    return f"""
        WITH r AS (SELECT line - {above} AS rid, * FROM raw
                   WHERE line BETWEEN {first + above} AND {last + above}),
        told AS (SELECT {select.told()} FROM r {select.joins()}),
        known AS (SELECT *, {_KNOWN} FROM told)
        SELECT {_final(kind)} FROM known ORDER BY rid"""


class _Selection:
    """The expressions of the first step, by what the file has."""

    def __init__(self, mapping: Mapping[str, int], kind: str) -> None:
        self._mapping = mapping
        self._kind = kind

    def joins(self) -> str:
        """Return the joins with every dictionary."""
        joined = []
        for key in (*_DICTIONARIES, *_IDENTIFIERS):
            if key in self._mapping:
                text = bare(self._cell(key)) if key in _IDENTIFIERS else self._cell(key)
                joined.append(f"LEFT JOIN d_{key} ON d_{key}.text = {text}")
        cells = [self._cell(key) for key in PLACED]
        section = (
            f"CASE WHEN {cells[0]} IS NULL THEN r.section END" if "hamlet" in self._mapping else "r.section"
        )
        pairs = zip(PLACED, cells, strict=True)
        same = [f"d_place.w_{key} IS NOT DISTINCT FROM {cell}" for key, cell in pairs]
        joined.append(
            f"LEFT JOIN d_place ON {' AND '.join(same)} AND d_place.w_section IS NOT DISTINCT FROM {section}"
        )
        return " ".join(joined)

    def told(self) -> str:
        """Return what the dictionaries and the cells give."""
        given = {
            "rid": "r.rid",
            "line": "r.line",
            "fault": "r.fault",
            "fold": "d_full_name.fold",
            "household": f"regexp_replace({self._text('household')}, '\\.0$', '')",
            "address": self._text("address"),
            "school": self._text("school"),
            "hamlet": "d_place.hamlet",
            "commune": "d_place.commune",
            "place_path": "d_place.place_path",
            "place_problem": "d_place.problem",
            "relation": self._text("relation"),
            "occupation": self._text("occupation"),
            "segment": self._value("occupation"),
            "group_code": self._value("group"),
            "hardship": self._value("hardship"),
            "section": "r.section",
            "is_head_told": self._is_head(),
        }
        for key in ("full_name", "birth", "sex", "months", "valid_from", "valid_to", "stopped_on"):
            given[key] = self._value(key)
        for key in _IDENTIFIERS:
            given[f"{key}_bare"] = bare(self._cell(key)) if key in self._mapping else "NULL::VARCHAR"
            given[f"{key}_odd"] = self._value(key)
        columns = [f"{sql} AS {name}" for name, sql in given.items()]
        return ", ".join(
            [*columns, f"{self._said('error')} AS d_errors", f"{self._said('warning')} AS d_warnings"]
        )

    def _cell(self, key: str) -> str:
        return f"r.c{self._mapping[key]}" if key in self._mapping else "NULL::VARCHAR"

    def _text(self, key: str) -> str:
        cell = self._cell(key)
        if cell.startswith("NULL"):
            return cell
        return tidy(cell)

    def _value(self, key: str) -> str:
        return f"d_{key}.value" if key in self._mapping else "NULL::VARCHAR"

    def _is_head(self) -> str:
        related = "d_relation.value = 'true'" if "relation" in self._mapping else "NULL::BOOLEAN"
        if "is_head" not in self._mapping:
            return related
        cell = self._cell("is_head")
        named = f"lower(nfc_normalize({cell})) = lower(d_full_name.value)"
        return f"coalesce(d_is_head.value::BOOLEAN, {related}, {named})"

    def _said(self, what: str) -> str:
        """Return what the dictionaries have against the row; a day that decides nothing only warns."""
        decisive = (*_DECISIVE.get(self._kind, ()), "birth", "full_name", "personal_id")
        parts = []
        for key in (*_DICTIONARIES, *_IDENTIFIERS):
            if key not in self._mapping:
                continue
            is_grave = key in decisive
            if what == "error" and is_grave:
                parts.append(f"d_{key}.error")
            elif what == "warning":
                parts.append(f"d_{key}.warning")
                if not is_grave:
                    parts.append(f"d_{key}.error")
        return f"concat_ws('|', {', '.join(parts)})" if parts else "''"


_DICTIONARIES = (
    "full_name", "birth", "sex", "is_head", "relation", "group", "hardship", "occupation", "months",
    "valid_from", "valid_to", "stopped_on",
)  # fmt: skip
_IDENTIFIERS = ("personal_id", "insurance_number", "card_number", "phone")

_YEAR = "try_cast(left(birth, 4) AS INTEGER)"
_PADDED = "lpad(personal_id_bare, 12, '0')"


def _id_year(digits: str) -> str:
    return f"(1900 + 100 * (substr({digits}, 4, 1)::INTEGER // 2) + substr({digits}, 5, 2)::INTEGER)"


def _id_sex(digits: str) -> str:
    return f"CASE WHEN substr({digits}, 4, 1)::INTEGER % 2 = 0 THEN 'M' ELSE 'F' END"


# A lost zero is put back only where place, year and sex then fit the row.
_FITS = f"""(left({_PADDED}, 3) IN ({_BIRTH_PLACES}) AND {_id_year(_PADDED)} IS NOT DISTINCT FROM
    coalesce({_YEAR}, {_id_year(_PADDED)}) AND {_id_sex(_PADDED)} = coalesce(sex, {_id_sex(_PADDED)}))"""
_SHORT = "length(personal_id_bare) IN (10, 11)"
_PHONE_OK = "regexp_full_match(phone_bare, '0[35789]\\d{8}')"
_PHONE_SHORT = "regexp_full_match(phone_bare, '[35789]\\d{8}')"

_KNOWN = f"""
    CASE WHEN personal_id_odd IS NOT NULL THEN personal_id_odd
         WHEN NOT regexp_full_match(personal_id_bare, '\\d{{9,12}}') THEN NULL
         WHEN length(personal_id_bare) IN (9, 12) THEN personal_id_bare
         WHEN {_FITS} THEN {_PADDED} END AS own_id,
    CASE WHEN insurance_number_odd IS NOT NULL THEN insurance_number_odd
         WHEN regexp_full_match(insurance_number_bare, '\\d{{9}}') THEN '0' || insurance_number_bare
         WHEN regexp_full_match(insurance_number_bare, '\\d{{10}}|\\d{{12}}') THEN insurance_number_bare
    END AS own_number,
    CASE WHEN card_number_odd IS NOT NULL THEN card_number_odd
         WHEN regexp_full_match(card_number_bare, '[A-Z]{{2}}[1-5]\\d{{12}}') THEN card_number_bare
         WHEN regexp_full_match(card_number_bare, '\\d{{9,10}}') THEN lpad(card_number_bare, 10, '0')
    END AS own_card,
    CASE WHEN {_PHONE_OK} THEN phone_bare WHEN {_PHONE_SHORT} THEN '0' || phone_bare
         ELSE phone_odd END AS own_phone"""


def _final(kind: str) -> str:
    shaped = {
        "personal_id": "coalesce(own_id, CASE WHEN length(own_number) = 12 THEN own_number END)",
        "insurance_number": (
            "coalesce(CASE WHEN length(own_number) = 10 THEN own_number END, "
            "CASE WHEN length(own_card) >= 10 THEN right(own_card, 10) END)"
        ),
        "card_number": "CASE WHEN length(own_card) = 15 THEN own_card END",
        "phone": "own_phone",
        "is_head": "is_head_told",
        "group_code": "coalesce(group_code, CASE WHEN length(own_card) = 15 THEN left(own_card, 2) END)",
        "hardship": _hardship(kind),
        "valid_from": "try_cast(valid_from AS DATE)",
        "valid_to": "try_cast(valid_to AS DATE)",
        "stopped_on": "try_cast(stopped_on AS DATE)",
        "months": "try_cast(months AS BIGINT)",
    }
    columns = [f"{shaped.get(name, name)}::{kind_of} AS {name}" for name, kind_of in SCHEMA.items()]
    return f"{', '.join(columns)}, fold, {_errors(kind)} AS errors, {_warnings(kind)} AS warnings"


def _hardship(kind: str) -> str:
    by_group = "CASE group_code WHEN 'HN' THEN 'POOR' WHEN 'CN' THEN 'NEAR_POOR' END"
    if kind != "POOR":
        return f"coalesce(hardship, {by_group})"
    folded = "lower(strip_accents(section))"
    by_section = f"CASE WHEN contains({folded}, 'can ngheo') THEN 'NEAR_POOR' END"
    return f"coalesce(hardship, {by_group}, {by_section}, 'POOR')"


def _errors(kind: str) -> str:
    grave = f"place_problem IN ('{OTHER_PLACE}', '{SEVERAL}')"
    parts = [
        "'row:' || fault",
        "CASE WHEN fault IS NULL AND full_name IS NULL THEN 'full_name:missing' END",
        "nullif(d_errors, '')",
        f"CASE WHEN {grave} THEN 'commune:' || place_problem END",
    ]
    return f"CASE WHEN fault IS NOT NULL THEN {parts[0]} ELSE concat_ws('|', {', '.join(parts[1:])}) END"


def _warnings(kind: str) -> str:
    twelve = "length(own_id) = 12"
    parts = [
        "nullif(d_warnings, '')",
        "CASE WHEN birth IS NULL AND d_errors = '' THEN 'birth:missing' END"
        if kind == "POPULATION"
        else "NULL",
        "CASE WHEN length(own_id) = 9 THEN 'personal_id:id_old' END",
        f"CASE WHEN {_SHORT} AND own_id IS NOT NULL THEN 'personal_id:zero_restored' END",
        f"CASE WHEN {_SHORT} AND own_id IS NULL THEN 'personal_id:id_wrong_length' END",
        f"CASE WHEN {twelve} AND left(own_id, 3) NOT IN ({_BIRTH_PLACES}) THEN 'personal_id:id_place' END",
        f"CASE WHEN {twelve} AND {_id_year('own_id')} <> {_YEAR} THEN 'personal_id:id_birth_differs' END",
        f"CASE WHEN {twelve} AND {_id_sex('own_id')} <> sex THEN 'personal_id:id_sex_differs' END",
        f"CASE WHEN {_PHONE_SHORT} THEN 'phone:phone_zero' END",
        "CASE WHEN place_problem = 'unknown_hamlet' THEN 'hamlet:unknown_hamlet' END",
        f"CASE WHEN place_problem = '{NO_COMMUNE}' THEN 'commune:{NO_COMMUNE}' END",
    ]
    return f"concat_ws('|', {', '.join(part for part in parts if part != 'NULL')})"
