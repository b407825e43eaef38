"""The registers of a demonstration: who lives in one commune, who has a card, who pays, as offices write it.

Invented people, without telephones: any number could be somebody's. The registers of participants are written
by other hands than that of residents: names without tones, a year for a birthday, day and month exchanged,
numbers left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from random import Random

from diemtua.core.sheets import OutColumn, write_sheet
from diemtua.core.text import fold
from diemtua.demo.names import FAMILIES, full_name
from diemtua.people.enums import Sex
from diemtua.places.models import Place

HOUSEHOLDS = 14  # in a hamlet
COVERED = 0.86  # of residents have a card
NAMESAKES = 4  # people whose name and year are also those of …
ALIKE = 9  # … so many in other hamlets
OCCUPATIONS = (
    "Nông dân", "Nông dân", "Nông dân SXKD giỏi", "Tiểu thương chợ", "Thợ xây", "Lao động tự do",
    "Lao động tự do", "Chủ nhà trọ", "Thợ mộc làng nghề", "Xã viên HTX", "Nội trợ",
)  # fmt: skip

RESIDENT_HEADINGS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ", "Quan hệ với chủ hộ", "Xóm", "Xã",
    "Nghề nghiệp",
)  # fmt: skip
CARD_HEADINGS = (
    "STT", "Mã số BHXH", "Họ tên", "Năm sinh", "Giới tính", "CCCD", "Mã hộ", "Thôn", "Mã nhóm đối tượng",
    "Giá trị từ", "Giá trị đến",
)  # fmt: skip
PAYER_HEADINGS = ("STT", "Mã số BHXH", "Họ tên", "Ngày sinh", "CCCD", "Xóm", "Đóng từ", "Đóng đến")


@dataclass
class Resident:
    """One invented resident."""

    number: int
    name: str
    born: date
    sex: Sex
    personal_id: str
    household: str
    relation: str
    hamlet: Place
    occupation: str

    def age_on(self, day: date) -> int:
        """Return the age in years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass
class Registers:
    """The registers of one commune as of a day, each as headings and lines of cells."""

    as_of: date
    residents: list[Resident] = field(default_factory=list)
    cards: list[list[object]] = field(default_factory=list)
    payers: list[list[object]] = field(default_factory=list)

    def resident_lines(self) -> Iterator[list[object]]:
        """Yield the lines of the register of residents."""
        for one in self.residents:
            commune = one.hamlet.parent
            yield [
                one.number, one.name, f"{one.born:%d/%m/%Y}", one.sex.label.capitalize(), one.personal_id,
                one.household, one.relation, one.hamlet.name, commune.name if commune else "",
                one.occupation,
            ]  # fmt: skip


def commune_registers(hamlets: Sequence[Place], chance: Random, as_of: date) -> Registers:
    """Invent the registers of the hamlets of one commune; the same `chance` gives the same people."""
    found = Registers(as_of)
    for hamlet in hamlets:
        for _ in range(HOUSEHOLDS):
            found.residents += _household(hamlet, chance, as_of, len(found.residents))
    alike = _namesakes(found.residents, as_of)
    for one in found.residents:
        if one.number in alike:  # one of them has a card, and it hardly says which
            if alike[one.number]:
                found.cards.append([len(found.cards) + 1, *_vague(_card(one, chance, as_of), one)])
        elif chance.random() < COVERED:
            found.cards.append([len(found.cards) + 1, *_card(one, chance, as_of)])
        if 25 <= one.age_on(as_of) <= 54 and chance.random() < 0.06:
            found.payers.append([len(found.payers) + 1, *_payer(one, chance, as_of)])
    return found


def workbook(headings: Sequence[str], lines: Iterable[list[object]], title: str) -> bytes:
    """Return an .xlsx with a title above the headings, every cell as text."""
    target = BytesIO()
    columns = [OutColumn(heading) for heading in headings]
    cells = (["" if cell is None else str(cell) for cell in line] for line in lines)
    write_sheet(target, columns, cells, title=title)
    return target.getvalue()


def _household(hamlet: Place, chance: Random, as_of: date, before: int) -> Iterator[Resident]:
    family = chance.choice(FAMILIES)
    code = f"{hamlet.path.replace('.', '')[-7:]}{chance.randint(100, 999)}{before:04d}"
    head_age = chance.randint(28, 72)
    ages = [("Chủ hộ", head_age, chance.choice([Sex.MALE, Sex.MALE, Sex.FEMALE]))]
    if chance.random() < 0.85:
        other = Sex.FEMALE if ages[0][2] == Sex.MALE else Sex.MALE
        ages.append(("Vợ" if other == Sex.FEMALE else "Chồng", head_age - chance.randint(-3, 6), other))
    for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
        age = max(0, head_age - chance.randint(21, 34))
        ages.append(("Con", age, chance.choice([Sex.MALE, Sex.FEMALE])))
    for place, (relation, age, sex) in enumerate(ages):
        born = date(as_of.year - age - 1, chance.randint(1, 12), chance.randint(1, 28)) + timedelta(days=120)
        number = before + place + 1
        name = full_name(chance, sex)
        if relation != "Vợ":
            name = " ".join([family, *name.split()[1:]])
        yield Resident(
            number=number,
            name=name,
            born=born,
            sex=sex,
            personal_id=_number(number, sex, born),
            household=code,
            relation=relation,
            hamlet=hamlet,
            occupation=chance.choice(OCCUPATIONS) if 18 <= age <= 65 else "",
        )


def _namesakes(residents: Sequence[Resident], as_of: date) -> dict[int, bool]:
    """Give some residents of the last hamlets the name and year of one of the first: it happens.

    Return their numbers, and for whom of them there is a card.
    """
    alike: dict[int, bool] = {}
    grown = [one for one in residents if 25 <= one.age_on(as_of) <= 60]
    half = len(grown) // 2
    for first in grown[3:half:7][:NAMESAKES]:
        others = [one for one in grown[half:] if one.sex == first.sex and one.number not in alike]
        for other in others[:ALIKE]:
            other.name = first.name
            other.born = other.born.replace(year=first.born.year, day=min(other.born.day, 28))
            other.personal_id = _number(other.number, other.sex, other.born)
            alike[other.number] = False
        alike[first.number] = True
    return alike


def _number(number: int, sex: Sex, born: date) -> str:
    """Return a personal id that nobody has: there is no place 000."""
    return f"000{_sign(sex, born)}{born.year % 100:02d}{700_000 + number:06d}"


def _vague(card: list[object], one: Resident) -> list[object]:
    """Leave of what a card says of its holder hamlet, year, sex and the name, its middle cut short."""
    first, *middle, last = one.name.split()
    card[1:3] = [" ".join([first, *(f"{word[0]}." for word in middle), last]), str(one.born.year)]
    card[4:6] = ["", ""]
    return card


def _sign(sex: Sex, born: date) -> int:
    """Return the digit of century and sex of a personal id."""
    return (2 if born.year >= 2000 else 0) + (1 if sex == Sex.FEMALE else 0)


def _card(one: Resident, chance: Random, as_of: date) -> list[object]:
    ends = as_of + timedelta(days=chance.choice([-70, -40, -12, 9, 20, 33, *range(90, 360, 8)]))
    group = "TE" if one.age_on(as_of) < 6 else "GD"
    return [
        f"40{one.number:08d}", _name(one, chance), _birth(one, chance), one.sex.label.capitalize(),
        _id(one, chance), one.household if chance.random() < 0.55 else "", one.hamlet.name, group,
        f"{ends - timedelta(days=364):%d/%m/%Y}", f"{ends:%d/%m/%Y}",
    ]  # fmt: skip


def _payer(one: Resident, chance: Random, as_of: date) -> list[object]:
    ends = as_of + timedelta(days=chance.choice([15, 31, 61, 153, 245]))
    return [
        f"40{one.number:08d}", _name(one, chance), _birth(one, chance), _id(one, chance), one.hamlet.name,
        f"{ends - timedelta(days=182):%d/%m/%Y}", f"{ends:%d/%m/%Y}",
    ]  # fmt: skip


def _name(one: Resident, chance: Random) -> str:
    first, *middle, last = one.name.split()
    kind = chance.choices(["same", "toneless", "short", "capitals"], weights=[70, 12, 6, 12])[0]
    if kind == "toneless":
        return fold(one.name).title()
    if kind == "short" and middle:
        return " ".join([first, *(f"{word[0]}." for word in middle), last])
    return one.name.upper() if kind == "capitals" else one.name


def _birth(one: Resident, chance: Random) -> str:
    kind = chance.choices(["same", "year", "crossed"], weights=[82, 12, 6])[0]
    if kind == "year":
        return str(one.born.year)
    if kind == "crossed" and one.born.day <= 12:
        return f"{one.born:%m/%d/%Y}"
    return f"{one.born:%d/%m/%Y}"


def _id(one: Resident, chance: Random) -> str:
    kind = chance.choices(["same", "absent", "typo"], weights=[72, 24, 4])[0]
    if kind == "absent":
        return ""
    return (
        one.personal_id[:-1] + str((int(one.personal_id[-1]) + 3) % 10) if kind == "typo" else one.personal_id
    )
