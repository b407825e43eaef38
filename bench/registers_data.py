"""Two invented registers with known truth: who of the residents also stands among the participants.

Names, codes and defects are drawn from a seed; no value belongs to a person. `generate` writes CSV files
with the columns that `diemtua registers match` reads, and keeps who is who beside them.
"""

import csv
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

COLUMNS = ("rid", "ho_ten", "ngay_sinh", "gioi_tinh", "cccd", "ma_ho", "ma_xom", "ma_xa", "dia_chi", "sdt")
FAMILIES = ["Nguyễn"] * 38 + ["Trần"] * 11 + ["Lê"] * 10 + ["Phạm"] * 7 + ["Hoàng", "Phan", "Võ", "Đặng"] * 4
FAMILIES += ["Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đinh", "Trương", "Cao", "Thái", "Lương", "Vi", "Lô", "Kha"]
MIDDLES = {
    True: ["Văn"] * 8
    + ["Đức", "Hữu", "Công", "Quang", "Minh", "Ngọc", "Xuân", "Đình", "Bá", "Trọng", "Duy", ""],
    False: ["Thị"] * 10 + ["Thị Thu", "Thị Hồng", "Thị Kim", "Ngọc", "Thanh", "Khánh", "Hoài", "Thị Mai", ""],
}
GIVEN = {
    True: [
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Đức",
        "Giang",
        "Hải",
        "Hậu",
        "Hiếu",
        "Hòa",
        "Hùng",
        "Huy",
        "Kiên",
        "Lâm",
        "Long",
        "Lộc",
        "Mạnh",
        "Nam",
        "Nghĩa",
        "Phong",
        "Phúc",
        "Quân",
        "Quý",
        "Sơn",
        "Sỹ",
        "Tài",
        "Tâm",
        "Thành",
        "Thắng",
        "Thịnh",
        "Tiến",
        "Toàn",
        "Trung",
        "Tuấn",
        "Tùng",
        "Việt",
        "Vinh",
    ],
    False: [
        "An",
        "Ánh",
        "Bích",
        "Chi",
        "Dung",
        "Duyên",
        "Hà",
        "Hạnh",
        "Hằng",
        "Hiền",
        "Hoa",
        "Hồng",
        "Huệ",
        "Hương",
        "Lan",
        "Lệ",
        "Liên",
        "Linh",
        "Loan",
        "Lý",
        "Mai",
        "Mỹ",
        "Nga",
        "Ngọc",
        "Nhung",
        "Oanh",
        "Phương",
        "Quyên",
        "Quỳnh",
        "Tâm",
        "Thảo",
        "Thơm",
        "Thu",
        "Thủy",
        "Thúy",
        "Trang",
        "Tuyết",
        "Vân",
        "Yến",
    ],
}
OTHER_TONES = {"Hòa": "Hoà", "Thủy": "Thuỷ", "Thúy": "Thuý", "Quý": "Quí", "Mỹ": "Mĩ", "Sỹ": "Sĩ", "Lý": "Lí"}
POOR = 0.12  # of records gather most of the defects


@dataclass(frozen=True)
class Files:
    """Where two registers and their truth (rid to person) were written."""

    population: Path
    participants: Path
    population_truth: Path
    participants_truth: Path


@dataclass
class Person:
    """One invented person, as they are."""

    number: int
    family: str
    middle: str
    given: str
    male: bool
    year: int
    month: int
    day: int
    cccd: str
    household: int
    commune: int
    hamlet: int
    phone: str


def generate(
    population: int, folder: Path, *, seed: int = 1, noise: float = 1.0, coverage: float = 0.92
) -> Files:
    """Write two registers of so many residents; `noise` multiplies every defect."""
    dice = random.Random(seed)  # noqa: S311 -- invented people need no secrecy
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(*(folder / f"{name}.csv" for name in ("pop", "part", "pop_truth", "part_truth")))
    residents = list(_residents(population, dice))
    listed = [person for person in residents if dice.random() < coverage]
    listed += dice.choices(listed, k=len(listed) // 100)
    listed += _residents(len(listed) // 50, dice, first=population * 10)
    dice.shuffle(listed)
    _write(files.population, files.population_truth, residents, dice, noise=noise, damaged=False)
    _write(files.participants, files.participants_truth, listed, dice, noise=noise, damaged=True)
    return files


def prospects_precision_recall(files: Files, links: Path) -> tuple[float, float]:
    """Return precision and recall of the residents without a link as those who do not participate."""
    right, listed, true = (
        duckdb.connect()
        .execute(
            f"""WITH t AS (SELECT person NOT IN (SELECT person FROM '{files.participants_truth}') AS truly,
                              rid NOT IN (SELECT pop_rid FROM '{links}') AS said
                       FROM '{files.population_truth}')
            SELECT count(*) FILTER (truly AND said), count(*) FILTER (said), count(*) FILTER (truly) FROM t"""  # noqa: S608
        )
        .fetchall()[0]
    )
    return right / max(1, listed), right / max(1, true)


def _residents(count: int, dice: random.Random, first: int = 0) -> list[Person]:
    people: list[Person] = []
    communes = max(2, count // 30_000)
    while len(people) < count:
        commune = 17_000 + 3 * dice.randrange(communes)
        household, hamlet = first + len(people), commune * 1000 + dice.randrange(1, 28)
        family, phone = dice.choice(FAMILIES), _phone(dice)
        for _ in range(min(dice.choice((1, 2, 2, 3, 3, 4, 4, 4, 5, 6)), count - len(people))):
            number, male, year = (
                first + len(people),
                dice.random() < 0.5,
                2026 - min(95, int(dice.triangular(0, 95, 28))),
            )
            century = (0 if male else 1) + (2 if year >= 2000 else 0)
            people.append(
                Person(
                    number, family if dice.random() < 0.7 else dice.choice(FAMILIES),
                    dice.choice(MIDDLES[male]),
                    dice.choice(GIVEN[male]), male, year, dice.randint(1, 12), dice.randint(1, 28),
                    f"040{century}{year % 100:02}{dice.randrange(1_000_000):06}", household, commune, hamlet,
                    phone if dice.random() < 0.4 else _phone(dice),
                )
            )  # fmt: skip
    return people


def _phone(dice: random.Random) -> str:
    return f"09{dice.randrange(100_000_000):08}"


def _write(
    register: Path, truth: Path, people: list[Person], dice: random.Random, *, noise: float, damaged: bool
) -> None:
    with register.open("w", encoding="utf-8", newline="") as rows, truth.open("w", encoding="utf-8") as known:
        writer = csv.writer(rows)
        writer.writerow(COLUMNS)
        known.write("rid,person\n")
        for rid, person in enumerate(people):
            writer.writerow((rid, *_row(person, dice, noise, damaged)))
            known.write(f"{rid},{person.number}\n")


def _row(one: Person, dice: random.Random, noise: float, damaged: bool) -> tuple[str, ...]:
    weight = noise * (3.5 if dice.random() < POOR else 0.65)

    def hit(share: float) -> bool:
        return dice.random() < share * weight

    cccd = (
        "" if hit(0.15) else f"{100_000_000 + one.number:09}" if one.year < 1990 and hit(0.12) else one.cccd
    )
    if not damaged:
        birth = (
            f"{one.day:02}/{one.month:02}/{one.year}" if one.year > 1960 or not hit(0.1) else str(one.year)
        )
        name, commune, hamlet, household = _name(one), one.commune, str(one.hamlet), str(one.household)
    else:
        day, month = (one.month, one.day) if hit(0.03) and one.day < 13 else (one.day, one.month)
        year = one.year + dice.choice((-10, -1, 1, 10)) if hit(0.01) else one.year
        birth = str(year) if hit(0.03) else f"01/01/{year}" if hit(0.02) else f"{day:02}/{month:02}/{year}"
        name, moved = _damaged_name(one, dice, hit), hit(0.05)
        commune = one.commune + 3 if moved else one.commune
        hamlet = "" if moved or hit(0.2) else str(one.hamlet)
        household = "" if moved or hit(0.4) else str(one.household)
        if cccd and hit(0.005):
            place = dice.randrange(1, len(cccd))
            cccd = f"{cccd[:place]}{dice.randrange(10)}{cccd[place + 1 :]}"
    phone = "" if hit(0.4) else _phone(dice) if damaged and hit(0.25) else one.phone
    return name, birth, "Nam" if one.male else "Nữ", cccd, household, hamlet, str(commune), "", phone


def _name(one: Person) -> str:
    return " ".join(part for part in (one.family, one.middle, one.given) if part)


def _damaged_name(one: Person, dice: random.Random, hit: Callable[[float], bool]) -> str:
    middle = one.middle
    if middle and hit(0.03):
        middle = dice.choice(("", middle[0] + ".", dice.choice(MIDDLES[one.male])))
    name = " ".join(part for part in (one.family, middle, OTHER_TONES.get(one.given, one.given)) if part)
    if hit(0.02):
        place = dice.randrange(1, len(name))
        name = name[:place] + dice.choice(("", "h", name[place - 1])) + name[place + dice.randrange(2) :]
    if hit(0.1):
        bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
        name = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return name.upper() if dice.random() < 0.3 else unicodedata.normalize("NFD", name) if hit(0.04) else name
