"""Normal forms of what registers hold, as SQL of DuckDB.

Every form is worked out once per distinct spelling of a name or a day, never once per person:
three million people share some hundred thousand spellings.
"""

# A tone on the second vowel moves to the first: hoà = hòa, thuý = thúy. y counts as i: Mỹ = Mĩ.
_Y = ("yýỳỷỹỵ", "iíìỉĩị")
_TONES = [
    (plain + second, first + rest)
    for plain, rest, seconds, firsts in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "i", "ìíỉĩị", "ùúủũụ"),
    )
    for second, first in zip(seconds, firsts, strict=True)
]
_MISPLACED = "o[àáảãạèéẻẽẹ]|u[ìíỉĩịỳýỷỹỵ]"


def lowered(name: str) -> str:
    """Return the SQL of a name in NFC and lower case; few are written otherwise."""
    decomposed = f"regexp_matches({name}, '[\\x{{0300}}-\\x{{036F}}]')"
    return f"lower(CASE WHEN {decomposed} THEN nfc_normalize({name}) ELSE {name} END)"


def tidied(low: str) -> str:
    """Return the SQL of a lowered name with one blank between words and đ for its look-alike."""
    sql = f"replace(replace({low}, chr(9), ' '), chr(160), ' ')"
    return f"trim(replace(replace(replace({sql}, 'ð', 'đ'), '  ', ' '), '  ', ' '))"


def placed(low: str) -> str:
    """Return the SQL of a lowered name with its tones on their usual vowel; most have none to move."""
    sql = f"translate({low}, '{_Y[0]}', '{_Y[1]}')"
    moved = sql
    for wrong, right in _TONES:
        moved = f"replace({moved}, '{wrong}', '{right}')"
    return f"CASE WHEN regexp_matches({low}, '{_MISPLACED}') THEN {moved} ELSE {sql} END"


def spelled(name: str) -> str:
    """Return the SQL of a name in one spelling: lowered, and tones on their usual vowel."""
    return placed(tidied(lowered(name)))


def folded(spelling: str) -> str:
    """Return the SQL of a spelled name without diacritics, full stops and other signs; đ counts as d."""
    return f"trim(translate(strip_accents({spelling}), 'đ.,-''’', 'd'))"


def birth_parts(text: str) -> dict[str, str]:
    """Return the SQL of year, month and day of a birthday as people write it; month and day may be NULL.

    Read are 1960, 1/2/1960, 01-02-1960, 1960-02-01 and any of them with a time of day behind.
    """
    usual = f"regexp_full_match({text}, '\\d\\d/\\d\\d/\\d\\d\\d\\d')"
    anyhow = _written_anyhow(text)
    return {
        part: f"CASE WHEN {usual} THEN substr({text}, {at}, {size})::SMALLINT ELSE {anyhow[part]} END"
        for part, at, size in (("y", 7, 4), ("m", 4, 2), ("d", 1, 2))
    }


def _written_anyhow(text: str) -> dict[str, str]:
    year_first = (
        f"regexp_extract({text}, '^\\s*(\\d{{4}})[-/.](\\d{{1,2}})[-/.](\\d{{1,2}})', ['y', 'm', 'd'])"
    )
    day_first = (
        f"regexp_extract({text}, '^\\s*(\\d{{1,2}})[-/.](\\d{{1,2}})[-/.](\\d{{4}})', ['d', 'm', 'y'])"
    )
    alone = f"regexp_extract({text}, '(?:^|\\D)(\\d{{4}})(?:\\D|$)', 1)"
    either = "coalesce(nullif({0}.{2}, ''), nullif({1}.{2}, ''), {3})"
    fallback = {"y": alone, "m": "NULL", "d": "NULL"}
    return {
        part: f"try_cast({either.format(day_first, year_first, part, otherwise)} AS SMALLINT)"
        for part, otherwise in fallback.items()
    }


def digits(text: str) -> str:
    """Return the SQL of the digits of a number; blanks, dots and a spreadsheet's final .0 fall away."""
    return f"regexp_replace(regexp_replace({text}, '\\.0$', ''), '[^0-9]', '', 'g')"


def whole(text: str) -> str:
    """Return the SQL of a number made of digits as BIGINT, quick for the clean and careful for the rest."""
    return (
        f"CASE WHEN {text} IS NOT NULL THEN "
        f"coalesce(try_cast({text} AS BIGINT), try_cast(nullif({digits(text)}, '') AS BIGINT)) END"
    )


def code(text: str) -> str:
    """Return the SQL of a code as BIGINT: its number, or a hash of its letters."""
    hashed = f"(hash(upper(nullif(trim({text}), ''))) >> 2)::BIGINT"
    return f"CASE WHEN {text} IS NOT NULL THEN coalesce(try_cast({text} AS BIGINT), {hashed}) END"
