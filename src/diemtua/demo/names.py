"""Invented people: names of common syllables, identifiers with the place code 000, which no one has."""

from collections.abc import Iterator
from datetime import date
from random import Random

from diemtua.people.actions import NewPerson
from diemtua.people.enums import Hardship, Sex
from diemtua.places.models import Place

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Hồ",
    "Ngô",
    "Dương",
    "Lô",
    "Vi",
    "Lương",
    "Cao",
    "Đậu",
    "Thái",
    "Võ",
    "Trương",
]
MIDDLES = {
    Sex.FEMALE: ["Thị", "Thị Thu", "Thị Ngọc", "Thị Kim", "Thị Hồng", "Thanh", "Khánh"],
    Sex.MALE: ["Văn", "Đình", "Hữu", "Xuân", "Đức", "Quang", "Công"],
}
GIVENS = {
    Sex.FEMALE: [
        "Lan",
        "Hoa",
        "Hương",
        "Nga",
        "Thuý",
        "Hạnh",
        "Liên",
        "Mai",
        "Yến",
        "Oanh",
        "Tâm",
        "Hiền",
        "Nhung",
        "Thảo",
        "Vân",
        "Xuân",
        "Bích",
        "Hà",
        "Loan",
        "Duyên",
    ],
    Sex.MALE: [
        "Hùng",
        "Minh",
        "Dũng",
        "Sơn",
        "Thắng",
        "Bình",
        "Hải",
        "Long",
        "Tuấn",
        "Cường",
        "Quý",
        "Tám",
        "Đạt",
        "Nam",
        "Phúc",
        "Hoà",
        "Khang",
        "Lâm",
        "Thành",
        "Vinh",
    ],
}


def full_name(chance: Random, sex: Sex) -> str:
    """Return an invented name."""
    return f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[sex])} {chance.choice(GIVENS[sex])}"


def invented_people(chance: Random, places: Iterator[Place], first_number: int = 0) -> Iterator[NewPerson]:
    """Yield one invented adult for every place, with a personal id that can belong to nobody."""
    for number, place in enumerate(places, start=first_number):
        sex = chance.choice([Sex.MALE, Sex.FEMALE])
        born = date(chance.randint(1960, 1999), chance.randint(1, 12), chance.randint(1, 28))
        yield NewPerson(
            full_name=full_name(chance, sex),
            place=place,
            birth_date=born,
            sex=sex,
            personal_id=f"000{0 if sex == Sex.MALE else 1}{born.year % 100:02d}{number:06d}",
            hardship=chance.choices(list(Hardship), weights=[90, 2, 4, 2, 2])[0],
        )
