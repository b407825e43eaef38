"""Two invented registers with known truth: who of the residents also stands among the participants.

Everything is drawn in SQL from hashes of (seed, person, question): the same seed gives the same people on any
number of cores, millions within seconds. No value belongs to a person. `generate` writes CSV files with the
columns that `diemtua registers match` reads, and keeps who is who beside them.
"""

import sys
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

NAMES = tomllib.loads((Path(__file__).with_name("registers_names.toml")).read_text(encoding="utf-8"))
COLUMNS = ("rid", "ho_ten", "ngay_sinh", "gioi_tinh", "cccd", "ma_ho", "ma_xom", "ma_xa", "dia_chi", "sdt")
TODAY = 2026
POOR = 0.12  # of records gather most of the defects, where these are not strewn evenly
SLOTS = 997  # a name is drawn from so many slots, filled by how usual it is
#: Households with one to seven members among a hundred; together 353 people.
SIZES = {1: 11, 2: 17, 3: 20, 4: 27, 5: 14, 6: 7, 7: 4}
PER_COMMUNE, HAMLETS = 33_700, 27
HOUSEHOLD = "3800000000 + (hh * 7919) % 199999991"
_AT = "(1 + within(k, 93, length(name) - 1))::INT"
_LETTER = "substr('abcdeghiklmnopqrstuvxy', 1 + within(k, 94, 22)::INT, 1)"
#: A slip of the fingers: a letter left out, doubled, another, or two that changed places.
TYPED = f"""CASE WHEN NOT typed OR u(k, 91) < 0.25 THEN name
    WHEN u(k, 92) < 0.25 THEN left(name, {_AT}) || substr(name, {_AT} + 2)
    WHEN u(k, 92) < 0.5 THEN left(name, {_AT}) || substr(name, {_AT})
    WHEN u(k, 92) < 0.75 THEN left(name, {_AT}) || {_LETTER} || substr(name, {_AT} + 2)
    ELSE left(name, {_AT} - 1) || reverse(substr(name, {_AT}, 2)) || substr(name, {_AT} + 2) END"""


@dataclass(frozen=True)
class Noise:
    """How often each defect strikes, as a share of records; `gathered` puts them on the poor records."""

    gathered: bool = True
    number_missing: float = 0.15
    number_old: float = 0.08
    number_typed: float = 0.005
    phone_missing: float = 0.40
    phone_new: float = 0.25
    moved: float = 0.05
    outside: float = 0.02
    repeated: float = 0.01
    household_missing: float = 0.40
    household_other: float = 0.05
    hamlet_missing: float = 0.20
    hamlet_slip: float = 0.03
    middle: float = 0.03
    name_typed: float = 0.02
    bare: float = 0.10
    decomposed: float = 0.04
    crossed: float = 0.03
    birth_typed: float = 0.015
    year_only: float = 0.03
    sex: float = 0.005

    def times(self, factor: float) -> "Noise":
        """Return every share multiplied, none above 0.95."""
        shares = {name: min(0.95, value * factor) for name, value in vars(self).items() if name != "gathered"}
        return replace(self, **shares)

    def chance(self, defect: str, poor: str, by: float = 4.0) -> str:
        """Return the SQL of a defect's chance: overall its share, `by` times likelier on poor records."""
        share = getattr(self, defect)
        if not self.gathered:
            return str(share)
        high = min(0.9, by * share)
        return f"CASE WHEN {poor} THEN {high:.6f} ELSE {max(0.0, (share - POOR * high) / (1 - POOR)):.6f} END"


PROFILES = {
    "default": Noise(),
    "indep": Noise(gathered=False),
    "heavy": Noise(
        number_missing=0.35,
        number_old=0.15,
        number_typed=0.02,
        moved=0.12,
        outside=0.06,
        household_missing=0.6,
    ),
}


@dataclass(frozen=True)
class Files:
    """Where two registers and their truth (rid to person) were written."""

    population: Path
    participants: Path
    population_truth: Path
    participants_truth: Path


@dataclass(frozen=True)
class Quality:
    """What a set of links is worth: of residents who participate, of those who do not, in numbers."""

    participates: tuple[float, float]
    prospects: tuple[float, float]
    false: int
    missed: int


def files_in(folder: Path) -> Files:
    """Return where `generate` writes in a folder."""
    truths = (folder / f"{name}.parquet" for name in ("pop_truth", "part_truth"))
    return Files(folder / "pop.csv", folder / "part.csv", *truths)


def generate(
    population: int,
    folder: Path,
    *,
    seed: int = 1,
    noise: float = 1.0,
    coverage: float = 0.92,
    profile: str = "default",
    provinces: int = 1,
) -> Files:
    """Write two registers of so many residents; `noise` multiplies every defect of the profile."""
    folder.mkdir(parents=True, exist_ok=True)
    files, defects = files_in(folder), PROFILES[profile].times(noise)
    with duckdb.connect() as db:
        db.execute(f"SET temp_directory = '{folder}/spill'; SET preserve_insertion_order = true")
        _draws(db, seed)
        _words(db)
        outside = int(population * coverage * defects.outside / (1 - defects.outside))
        _people(db, population, population + outside, provinces)
        _population(db, defects)
        _participants(db, defects, coverage)
        for table, register, truth in (
            ("pop", files.population, files.population_truth),
            ("part", files.participants, files.participants_truth),
        ):
            db.execute(f"COPY (SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY rid) TO '{register}'")  # noqa: S608
            db.execute(f"COPY (SELECT rid, person FROM {table}) TO '{truth}' (FORMAT parquet)")  # noqa: S608
    return files


def quality(files: Files, links: Path) -> Quality:
    """Compare who has a link with who truly participates."""
    both, linked, true, neither, unlinked, untrue = (
        duckdb.connect()
        .execute(
            f"""WITH t AS (SELECT person IN (SELECT person FROM '{files.participants_truth}') AS truly,
                              rid IN (SELECT pop_rid FROM '{links}') AS said
                       FROM '{files.population_truth}')
            SELECT count(*) FILTER (truly AND said), count(*) FILTER (said), count(*) FILTER (truly),
                   count(*) FILTER (NOT truly AND NOT said), count(*) FILTER (NOT said),
                   count(*) FILTER (NOT truly) FROM t"""  # noqa: S608
        )
        .fetchall()[0]
    )
    return Quality(
        participates=(both / max(1, linked), both / max(1, true)),
        prospects=(neither / max(1, unlinked), neither / max(1, untrue)),
        false=unlinked - neither,
        missed=untrue - neither,
    )


def prospects_precision_recall(files: Files, links: Path) -> tuple[float, float]:
    """Return precision and recall of the residents without a link as those who do not participate."""
    return quality(files, links).prospects


def _draws(db: duckdb.DuckDBPyConnection, seed: int) -> None:
    """u: even in [0, 1) for a number and a question; within: a whole number below n; bell: a normal draw."""
    salt = seed * 1_000_000_000_000_000
    db.execute(f"CREATE MACRO u(i, k) AS (hash(i * 128 + k + {salt}) >> 11) / 9007199254740992.0")
    db.execute("CREATE MACRO within(i, k, n) AS floor(u(i, k) * n)::BIGINT")
    db.execute("CREATE MACRO bell(i, k) AS sqrt(-2 * ln(1 - u(i, k))) * cos(6.283185307 * u(i, k + 1))")


def _words(db: duckdb.DuckDBPyConnection) -> None:
    """Variables with every word in five forms, and with slots of words by how usual they are."""
    kinds = ("families", "middles_male", "middles_female", "given_male", "given_female")
    words = sorted({word for kind in kinds for word in NAMES[kind]} - {""})
    places = {"": 1} | {word: place for place, word in enumerate(words, start=2)}
    forms = {
        "plain": words,
        "placed": [NAMES["other_spellings"].get(word, word) for word in words],
        "bare": [_bare(word) for word in words],
        "decomposed": [unicodedata.normalize("NFD", word) for word in words],
        "slipped": [_slipped(word) for word in words],
    }
    for form, spelled in forms.items():
        db.execute(f"SET VARIABLE {form} = ?", [["", *spelled]])
    db.execute("SET VARIABLE families = ?", [_slots(NAMES["families"], places, first=0.36)])
    for cohort in range(3):
        for sex, first in (("male", (0.36, 0.2, 0.06)), ("female", (0.62, 0.36, 0.1))):
            slots = _slots(NAMES[f"middles_{sex}"], places, first=first[cohort], turn=3 * cohort)
            db.execute(f"SET VARIABLE middles_{sex}_{cohort} = ?", [slots])
            slots = _slots(NAMES[f"given_{sex}"], places, turn=17 * cohort)
            db.execute(f"SET VARIABLE given_{sex}_{cohort} = ?", [slots])


def _slots(words: list[str], places: dict[str, int], *, first: float = 0.0, turn: int = 0) -> list[int]:
    """Return SLOTS places of words, rarer down the list; `turn` lets another generation prefer others."""
    head, rest = (words[:1], words[1:]) if first else ([], words)
    rest = rest[turn % len(rest) :] + rest[: turn % len(rest)]
    weights = [1 / (rank + 1.5) ** 0.65 for rank in range(len(rest))]
    slots = [places[word] for word in head for _ in range(round(first * SLOTS))]
    share = (SLOTS - len(slots)) / sum(weights)
    for word, weight in zip(rest, weights, strict=True):
        slots += [places[word]] * max(1, round(weight * share))
    return (slots + slots[-1:] * SLOTS)[:SLOTS]


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _slipped(word: str) -> str:
    """Return the word with another tone: what a slip of the typing method leaves."""
    tones = dict(zip("\u0300\u0301\u0303\u0309\u0323", "\u0301\u0309\u0323\u0303\u0300", strict=True))
    return unicodedata.normalize("NFC", "".join(tones.get(s, s) for s in unicodedata.normalize("NFD", word)))


def _picked(slots: str, person: str, question: int) -> str:
    return f"getvariable('{slots}')[1 + within({person}, {question}, {SLOTS})]"


def _by_cohort(kind: str, person: str, question: int) -> str:
    arms = " ".join(
        f"WHEN {'male' if sex == 'male' else 'NOT male'} AND cohort = {cohort} "
        f"THEN {_picked(f'{kind}_{sex}_{cohort}', person, question)}"
        for cohort in range(3)
        for sex in ("male", "female")
    )
    return f"CASE {arms} END"


def _people(db: duckdb.DuckDBPyConnection, residents: int, total: int, provinces: int) -> None:
    """Make the people as they are; those from number `residents` on live elsewhere in truth."""
    houses = sorted((size for size, n in SIZES.items() for _ in range(n)), key=lambda size: size * 37 % 11)
    rows = [(house, place) for house, size in enumerate(houses) for place in range(size)]
    db.execute("SET VARIABLE house_of = ?", [[row[0] for row in rows]])
    db.execute("SET VARIABLE place_of = ?", [[row[1] for row in rows]])
    slot = f"[1 + range % {len(rows)}]"
    lineage = _picked("families", "commune * 100 + hamlet", 9)
    communes = min(333, max(3, round(residents / PER_COMMUNE / provinces)))
    db.execute(f"SET VARIABLE communes = {communes}; SET VARIABLE provinces = {provinces}")
    db.execute(f"""
        CREATE TABLE people AS
        WITH a AS (SELECT range AS n, range // {len(rows)} * 100 + getvariable('house_of'){slot} AS hh,
                          getvariable('place_of'){slot} AS place FROM range({total})),
        b AS (SELECT *, u(hh, 1) < 0.72 AS head_male,
                     greatest(21, least(90, 47 + 14 * bell(hh, 2)))::INT AS head_age,
                     (10 + within(hh, 4, {provinces})) * 1000
                         + 3 * floor({communes} * pow(u(hh, 5), 1.25))::INT AS commune,
                     1 + floor({HAMLETS} * pow(u(hh, 6), 1.15))::INT AS hamlet,
                     CASE WHEN place = 0 THEN 'head' WHEN place = 1 AND u(n, 20) < 0.82 THEN 'spouse'
                          WHEN place > 2 AND u(n, 21) < 0.18 THEN 'parent'
                          WHEN place > 2 AND u(n, 21) < 0.33 THEN 'grandchild' ELSE 'child' END AS role
              FROM a),
        c AS (SELECT *, CASE role WHEN 'head' THEN head_male WHEN 'spouse' THEN NOT head_male
                                  ELSE u(n, 22) < 0.503 END AS male,
                     CASE WHEN role = 'child' AND place > 2 AND u(n, 23) < 0.022 THEN n - 1 ELSE n END 
                          AS twin,
                     CASE WHEN place > 2 AND u(n, 24) < 0.2 THEN n - 1 ELSE n END AS sibling FROM b),
        d AS (SELECT *, CASE role
                WHEN 'head' THEN head_age
                WHEN 'spouse' THEN greatest(19, head_age + (3.5 * bell(n, 25))::INT)
                WHEN 'parent' THEN head_age + greatest(18, least(40, 26 + 4 * bell(n, 25)))::INT
                WHEN 'grandchild' THEN head_age - greatest(38, least(70, 51 + 6 * bell(n, 25)))::INT
                ELSE head_age - greatest(17, least(45, 27 + 5 * bell(twin, 25)))::INT END AS reckoned FROM c),
        e AS (SELECT *, if(reckoned < 0, within(n, 27, 17), least(101, reckoned)) AS age FROM d),
        f AS (SELECT *, {TODAY} - age AS year,
                     CASE WHEN age > 61 THEN 0 WHEN age > 35 THEN 1 ELSE 2 END AS cohort,
                     DATE '2001-01-01' + within(twin, 28, 365)::INT AS day FROM e)
        SELECT n, hh, commune, hamlet, male, age, year, month(day) AS m, day(day) AS d,
               n >= {residents} AS stranger,
               CASE WHEN role = 'spouse' OR (role = 'parent' AND NOT male) THEN {_picked("families", "n", 29)}
                    WHEN u(commune * 100 + hamlet, 7) < 0.25 AND u(hh, 8) < 0.45 THEN {lineage}
                    ELSE {_picked("families", "hh", 10)} END AS family,
               {_by_cohort("middles", "sibling", 30)} AS middle, {_by_cohort("given", "n", 31)} AS given,
               1 + within(hh, 11, 400) AS house,
               CASE WHEN age < 15 OR (age > 65 AND u(n, 32) < 0.5) OR u(n, 33) < 0.06
                    THEN within(hh, 12, 100000000) ELSE within(n, 34, 100000000) END + 900000000 AS phone,
               CASE WHEN u(n, 35) < 0.88 THEN 30 + commune // 1000 ELSE 1 + within(n, 36, 96) END AS born_in,
               u(n, 37) < CASE WHEN age > 71 THEN 0.16 WHEN age > 51 THEN 0.06 ELSE 0.008 END AS day_unknown,
               100000000 + (n * 104729 + 31) % 899999969 AS old_number
        FROM f""")  # noqa: S608
    # The last six digits tell apart those of one province, sex and year; no two people share a number.
    db.execute("""
        CREATE TABLE numbers AS
        WITH a AS (SELECT n, year % 100 + 100 * (born_in * 10 + if(male, 0, 1) + if(year >= 2000, 2, 0))
                          AS head
                   FROM people)
        SELECT n, head * 1000000 + (row_number() OVER (PARTITION BY head ORDER BY n) * 611953
                                    + (hash(head) % 1000000)::BIGINT) % 1000000 AS number FROM a""")


def _number(defects: Noise, key: str, first: int) -> str:
    """Return the SQL of the identity number as a register has it: missing, old, mistyped or right."""
    missing = f"({defects.chance('number_missing', 'poor', 3.6)}) * CASE WHEN age < 14 THEN 1.9 ELSE 0.8 END"
    sign = f"(2 + within({key}, {first + 3}, 11))::INT"
    text = "lpad(number::VARCHAR, 12, '0')"
    slip = f"(ascii(substr({text}, {sign}, 1)) - 48 + 1 + within({key}, {first + 4}, 9)) % 10"
    typed = f"left({text}, {sign} - 1) || {slip} || substr({text}, {sign} + 1)"
    crossed = (
        f"left({text}, {sign} - 2) || reverse(substr({text}, {sign} - 1, 2)) || substr({text}, {sign} + 1)"
    )
    return f"""CASE WHEN u({key}, {first}) < {missing} THEN NULL
        WHEN age >= 35 AND u({key}, {first + 1}) < {defects.number_old / 0.55} THEN old_number::VARCHAR
        WHEN u({key}, {first + 2}) < {defects.number_typed}
            THEN CASE WHEN u({key}, {first + 5}) < 0.4 THEN {crossed} ELSE {typed} END
        ELSE {text} END"""


def _birth(year: str, month: str, day: str, unknown: str, key: str, question: int) -> str:
    whole = "printf('%02d/%02d/%d', {}, {}, {})"
    first = whole.format("1", "1", year)
    written = f"CASE WHEN u({key}, {question}) < 0.4 THEN ({year})::VARCHAR ELSE {first} END"
    return f"CASE WHEN {unknown} THEN {written} ELSE {whole.format(day, month, year)} END"


def _name(form: str, middle: str = "getvariable('{0}')[middle]", spoken: str = "") -> str:
    middle = middle.format(form)
    family, given = (f"getvariable('{form}')[{part}]" for part in ("family", "given"))
    return (
        f"{family} || CASE WHEN {middle} = '' THEN ' ' ELSE ' ' || {middle} || ' ' END || {spoken or given}"
    )


def _population(db: duckdb.DuckDBPyConnection, defects: Noise) -> None:
    no_phone = f"u(n, 70) < {defects.chance('phone_missing', 'poor', 2)}"
    db.execute(f"""
        CREATE TABLE pop AS
        WITH a AS (SELECT *, u(n, 61) < {POOR} AS poor FROM people JOIN numbers USING (n) WHERE NOT stranger)
        SELECT row_number() OVER (ORDER BY hash(n * 128 + 62), n) - 1 AS rid, n AS person,
               CASE WHEN u(n, 60) < 0.35 THEN {_name("placed")} ELSE {_name("plain")} END AS ho_ten,
               {_birth("year", "m", "d", "day_unknown", "n", 63)} AS ngay_sinh,
               if(male, 'Nam', 'Nữ') AS gioi_tinh,
               {_number(defects, "n", 64)} AS cccd,
               {HOUSEHOLD} AS ma_ho,
               commune * 1000 + hamlet AS ma_xom,
               commune AS ma_xa,
               'Số ' || house || ', xóm ' || hamlet AS dia_chi,
               CASE WHEN {no_phone} THEN NULL ELSE '0' || phone END AS sdt
        FROM a""")  # noqa: S608


def _participants(db: duckdb.DuckDBPyConnection, defects: Noise, coverage: float) -> None:
    """Choose who is listed, how often, and which defects strike each row."""
    base = "CASE WHEN age < 18 THEN 0.985 WHEN age >= 65 THEN 0.965 ELSE 0.88 END + 0.07 * bell(hh, 14)"

    def hit(defect: str, question: int, by: float = 4.0) -> str:
        return f"u(k, {question}) < {defects.chance(defect, 'poor', by)}"

    db.execute(f"""
        CREATE TABLE listed AS
        WITH a AS (SELECT *, CASE WHEN u(n, 71) >= {defects.repeated} OR stranger THEN 1
                                  WHEN u(n, 72) < 0.02 THEN 5 ELSE 2 END AS times
                   FROM people JOIN numbers USING (n)
                   WHERE stranger OR u(n, 73) < {base} + {coverage - 0.904:.4f}),
        b AS (SELECT *, n * 8 + unnest(range(times)) AS k FROM a),
        c AS (SELECT *, u(k, 80) < {POOR} AS poor FROM b)
        SELECT *, {hit("middle", 81, 3)} AS other_middle,
               {hit("name_typed", 82, 3)} AS typed,
               {hit("bare", 83)} AS bare,
               {hit("moved", 84)} AND NOT stranger AS moved,
               {hit("crossed", 85, 3)} AND d <= 12 AS crossed,
               CASE WHEN {hit("birth_typed", 86)} THEN 1 + within(k, 99, 3) ELSE 0 END AS birth_typed,
               {hit("year_only", 87, 5)} AS year_only,
               {hit("household_missing", 104, 2.2)} AS no_household,
               {hit("hamlet_missing", 105)} AS no_hamlet,
               {hit("phone_missing", 124, 2)} AS no_phone,
               u(k, 106) < {defects.hamlet_slip} AS slipped FROM c""")  # noqa: S608
    _participants_rows(db, defects)


def _participants_rows(db: duckdb.DuckDBPyConnection, defects: Noise) -> None:
    """Write the participants as their register has them."""
    birth = _birth("y2", "m2", "d2", "day_unknown OR year_only", "k", 114)
    db.execute(f"""
        CREATE TABLE part AS
        WITH a AS (SELECT *, {_spelled(defects)} AS name,
                     CASE WHEN crossed THEN d WHEN birth_typed = 2 THEN 1 + within(k, 101, 12)
                          ELSE m END AS m2,
                     CASE WHEN crossed THEN m WHEN birth_typed = 3 THEN 1 + within(k, 102, 28)
                          ELSE d END AS d2,
                     year + if(birth_typed = 1, [-10, -2, -1, 1, 2, 10][1 + within(k, 100, 6)], 0) AS y2,
                     moved AND u(k, 103) < 0.25 AS far FROM listed),
        b AS (SELECT *, {TYPED} AS written,
                     CASE WHEN far AND getvariable('provinces') = 1 THEN 20000 + within(k, 107, 20000)
                          WHEN far THEN (10 + within(k, 107, getvariable('provinces'))) * 1000
                                        + 3 * within(k, 108, getvariable('communes'))
                          WHEN moved THEN commune // 1000 * 1000 + 3 * within(k, 108, getvariable('communes'))
                          ELSE commune END AS commune2,
                     if(moved OR slipped, 1 + within(k, 109, {HAMLETS}), hamlet) AS hamlet2 FROM a),
        c AS (SELECT *, CASE WHEN u(k, 110) < 0.3 THEN upper(written)
                             WHEN u(k, 110) < 0.33 THEN lower(written) ELSE written END AS cased FROM b)
        SELECT row_number() OVER (ORDER BY hash(k * 128 + 111), k) - 1 AS rid, n AS person,
               CASE WHEN u(k, 112) < 0.02 THEN replace(cased, ' ', '  ')
                    WHEN u(k, 113) < 0.005 THEN replace(cased, 'Đ', 'Ð') ELSE cased END AS ho_ten,
               {birth} AS ngay_sinh,
               if(male = (u(k, 115) >= {defects.sex}), 'Nam', 'Nữ') AS gioi_tinh,
               {_number(defects, "k", 116)} AS cccd,
               CASE WHEN no_household THEN NULL
                    WHEN moved OR u(k, 122) < {defects.household_other}
                    THEN 7700000000 + within(k, 123, 100000000) ELSE {HOUSEHOLD} END AS ma_ho,
               CASE WHEN NOT no_hamlet THEN commune2 * 1000 + hamlet2 END AS ma_xom,
               commune2 AS ma_xa,
               'xóm ' || hamlet2 AS dia_chi,
               CASE WHEN no_phone THEN NULL
                    WHEN u(k, 125) < {defects.phone_new} THEN '0' || (900000000 + within(k, 126, 100000000))
                    ELSE '0' || phone END AS sdt
        FROM c""")  # noqa: S608


def _spelled(defects: Noise) -> str:
    """Return the SQL of a participant's name: bare, decomposed, tones elsewhere, another middle name."""
    own = "getvariable('{0}')[middle]"
    slots = "if(male, getvariable('middles_male_2'), getvariable('middles_female_2'))"
    other = f"getvariable('{{0}}')[{slots}[1 + within(k, 89, {SLOTS})]]"
    middle = (
        f"CASE WHEN NOT other_middle OR {own} = '' THEN {own} "
        f"WHEN u(k, 90) < 0.33 THEN left({own}, 1) || '.' WHEN u(k, 90) < 0.67 THEN '' ELSE {other} END"
    )
    slip = "CASE WHEN typed AND u(k, 91) < 0.25 THEN getvariable('slipped')[given] ELSE {0} END"
    bare, decomposed, placed, plain = (
        _name(form, middle, slip.format(f"getvariable('{form}')[given]"))
        for form in ("bare", "decomposed", "placed", "plain")
    )
    return f"""CASE WHEN bare THEN {bare} WHEN u(k, 95) < {defects.decomposed} THEN {decomposed}
        WHEN u(k, 96) < 0.35 THEN {placed} ELSE {plain} END"""


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]), profile=sys.argv[3] if len(sys.argv) > 3 else "default")
