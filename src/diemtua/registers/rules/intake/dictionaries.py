"""Dictionaries of DuckDB: every distinct spelling of a column is read once, however many rows share it."""

from collections.abc import Iterator, Mapping
from datetime import date

import duckdb

from diemtua.core.legacy_text import old_font
from diemtua.core.sheets.old_fonts import in_unicode
from diemtua.registers.rules import normal
from diemtua.registers.rules.columns import BY_KEY
from diemtua.registers.rules.intake import readers
from diemtua.registers.rules.intake.whereabouts import Resolve, WrittenPlace

BATCH = 20_000
SAMPLED = 3_000  # texts of a column beyond ASCII that tell its font
PLACED = ("hamlet", "commune", "district")


def turn_fonts(
    db: duckdb.DuckDBPyConnection, mapping: Mapping[str, int], fonts: Mapping[int, str]
) -> dict[int, str]:
    """Put the mapped columns that are typed in an old font into Unicode, and return which they were."""
    turned = {}
    for key, column in mapping.items():
        if key in ("birth", "sex", "phone", "months", "valid_from", "valid_to", "stopped_on"):
            continue
        font = fonts.get(column) or _font_of(db, column)
        if font:
            _turn(db, column, font)
            turned[column] = font
    return turned


def _font_of(db: duckdb.DuckDBPyConnection, column: int) -> str:
    rows = db.execute(
        f"SELECT c{column} FROM raw WHERE strlen(c{column}) > length(c{column}) LIMIT {SAMPLED}"
    ).fetchall()
    return old_font("\n".join(text for (text,) in rows)) if rows else ""


def _turn(db: duckdb.DuckDBPyConnection, column: int, font: str) -> None:
    db.execute("CREATE OR REPLACE TEMP TABLE turned (text VARCHAR, value VARCHAR)")
    distinct = f"SELECT DISTINCT c{column} FROM raw WHERE strlen(c{column}) > length(c{column})"
    for texts in _batches(db, distinct):
        db.execute(
            "INSERT INTO turned SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [texts, [in_unicode(text, font) for text in texts]],
        )
    db.execute(f"UPDATE raw SET c{column} = t.value FROM turned t WHERE t.text = raw.c{column}")


def make_dictionaries(
    db: duckdb.DuckDBPyConnection, mapping: Mapping[str, int], headings: tuple[str, ...], today: date
) -> None:
    """Make d_<key> (text, value, error, warning) for every mapped column that has one, and for names."""
    _make_names(db, mapping["full_name"])
    for key, reader in _readers(mapping, headings, today).items():
        _make(db, key, f"SELECT DISTINCT c{mapping[key]} FROM raw WHERE c{mapping[key]} IS NOT NULL", reader)
    for key, (usual, reader) in _ODD.items():
        if key in mapping:
            text = bare(f"c{mapping[key]}")
            odd = f"SELECT DISTINCT {text} AS text FROM raw WHERE NOT regexp_full_match({text}, '{usual}')"
            _make(db, key, odd, reader)
    if "occupation" in mapping:
        column = mapping["occupation"]
        _make(
            db,
            "occupation",
            f"SELECT DISTINCT c{column} FROM raw WHERE c{column} IS NOT NULL",
            readers.segment,
        )


def _readers(mapping: Mapping[str, int], headings: tuple[str, ...], today: date) -> dict[str, readers.Reader]:
    known: dict[str, readers.Reader] = {
        "birth": readers.birth_reader(today),
        "sex": readers.sex,
        "is_head": readers.head,
        "relation": readers.relation,
        "group": readers.group,
        "months": readers.months,
        **{key: readers.day_reader(key, today) for key in ("valid_from", "valid_to", "stopped_on")},
    }
    if "hardship" in mapping:
        column = mapping["hardship"]
        known["hardship"] = readers.hardship_reader(headings[column] if column < len(headings) else "")
    return {key: reader for key, reader in known.items() if key in mapping}


#: Identifiers: what SQL reads by itself, and who reads the rest.
_ODD: dict[str, tuple[str, readers.Reader]] = {
    "personal_id": (r"\d{9}|\d{10,12}", readers.odd_personal_id),
    "insurance_number": (r"\d{9,10}|\d{12}", readers.odd_insurance_number),
    "card_number": (r"[A-Z]{2}[1-5]\d{12}|\d{9,10}", readers.odd_card_number),
    "phone": (r"0?[35789]\d{8}", readers.odd_phone),
}


def bare(cell: str) -> str:
    """Return the SQL of an identifier without blanks, dots and dashes, in capitals; 3.8E+10 stays."""
    cleaned = f"regexp_replace(regexp_replace(upper({cell}), '\\.0$', ''), '[\\s\\-'']', '', 'g')"
    without_dots = f"CASE WHEN contains({cleaned}, 'E+') THEN {cleaned} ELSE replace({cleaned}, '.', '') END"
    return f"CASE WHEN regexp_full_match({cell}, '[0-9]*') THEN {cell} ELSE {without_dots} END"


def tidy(text: str) -> str:
    """Return the SQL of a text in NFC, its runs of blanks made one."""
    composed = f"nfc_normalize({text})"
    plain = f"replace(replace(replace(trim({composed}), '  ', ' '), '  ', ' '), '  ', ' ')"
    return f"CASE WHEN contains({text}, '  ') THEN {plain} ELSE {composed} END"


def _make_names(db: duckdb.DuckDBPyConnection, column: int) -> None:
    db.execute(
        f"""CREATE OR REPLACE TABLE d_full_name AS
            WITH written AS (SELECT DISTINCT c{column} AS text FROM raw WHERE c{column} IS NOT NULL),
                 named AS (SELECT text, {tidy("text")} AS value FROM written)
            SELECT text, value, hash({normal.folded(normal.spelled("value"))}) AS fold,
                CASE WHEN contains(value, '\ufffd') THEN 'full_name:letters_lost'
                     WHEN length(value) > {BY_KEY["full_name"].max_length} THEN 'full_name:too_long'
                     WHEN value[1] = '#' OR NOT regexp_matches(value, '\\pL') THEN 'full_name:not_a_name'
                END AS error,
                CASE WHEN regexp_matches(value, '\\d') THEN 'full_name:name_has_digits' END AS warning
            FROM named"""
    )


def _make(db: duckdb.DuckDBPyConnection, key: str, distinct: str, reader: readers.Reader) -> None:
    db.execute(
        f"CREATE OR REPLACE TABLE d_{key} (text VARCHAR, value VARCHAR, error VARCHAR, warning VARCHAR)"
    )
    for texts in _batches(db, distinct):
        read = [reader(text) for text in texts]
        db.execute(
            f"""INSERT INTO d_{key} SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
                unnest(?::VARCHAR[]), unnest(?::VARCHAR[])""",
            [
                texts,
                [one.value for one in read],
                [f"{key}:{one.error}" if one.error else None for one in read],
                [f"{key}:{one.warning}" if one.warning else None for one in read],
            ],
        )


def make_places(db: duckdb.DuckDBPyConnection, mapping: Mapping[str, int], resolve: Resolve) -> None:
    """Make d_place: every distinct way in which rows say where somebody lives, and where that is."""
    cells = [f"c{mapping[key]}" if key in mapping else "NULL::VARCHAR" for key in PLACED]
    section = "section" if "hamlet" not in mapping else f"CASE WHEN {cells[0]} IS NULL THEN section END"
    db.execute(
        """CREATE OR REPLACE TABLE d_place (w_hamlet VARCHAR, w_commune VARCHAR, w_district VARCHAR,
           w_section VARCHAR, hamlet VARCHAR, commune VARCHAR, place_path VARCHAR, problem VARCHAR)"""
    )
    distinct = f"SELECT DISTINCT {', '.join(cells)}, {section} FROM raw WHERE fault IS NULL"
    for rows in _row_batches(db, distinct):
        found = resolve([WrittenPlace(*row) for row in rows])
        columns = [list(column) for column in zip(*rows, strict=True)]
        columns += [[one.hamlet for one in found], [one.commune for one in found]]
        columns += [[one.path for one in found], [one.problem or None for one in found]]
        marks = ", ".join(["unnest(?::VARCHAR[])"] * len(columns))
        db.execute(f"INSERT INTO d_place SELECT {marks}", columns)


def _batches(db: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[str]]:
    for rows in _row_batches(db, sql):
        yield [text for (text,) in rows]


def _row_batches(db: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[tuple[str, ...]]]:
    cursor = db.cursor()
    cursor.execute(sql)
    while rows := cursor.fetchmany(BATCH):
        yield rows
