"""How papers name an agency, and which agencies a place has. Plain Python: no database, no clock."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diemtua.core.text import fold

DATA = Path(__file__).parent / "data"

# Longer forms first; the keys are folded and stand between blanks.
_ABBREVIATIONS = {
    "ld tb xh": "lao dong thuong binh xa hoi",
    "ldtb xh": "lao dong thuong binh xa hoi",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "tt tt": "thong tin truyen thong",
    "tttt": "thong tin truyen thong",
    "kh cn": "khoa hoc cong nghe",
    "khcn": "khoa hoc cong nghe",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "pt th": "phat thanh truyen hinh",
    "ptth": "phat thanh truyen hinh",
    "ubmttq": "uy ban mat tran to quoc",
    "ub mttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "ubnd": "uy ban nhan dan",
    "bhxh": "bao hiem xa hoi",
    "ldld": "lien doan lao dong",
    "lhpn": "lien hiep phu nu",
    "nct": "nguoi cao tuoi",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
    "bql": "ban quan ly",
    "kkt": "khu kinh te",
    "ttdt": "thong tin dien tu",
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
}
_OPENINGS = ("de nghi ", "kinh de nghi ", "yeu cau ", "giao ")
_NATIONAL = " viet nam"


def agency_key(text: str, province: str) -> str:
    """Return what must agree in two names of an agency of `province` ('Tỉnh Nghệ An').

    Tones, punctuation, 'và', the province and the word 'tỉnh' go; abbreviations are written out.

    >>> agency_key("BHXH tỉnh", "Tỉnh Nghệ An") == agency_key("Bảo hiểm xã hội tỉnh Nghệ An", "Tỉnh Nghệ An")
    True
    >>> agency_key("Sở LĐ-TB&XH", "Tỉnh Nghệ An")
    'so lao dong thuong binh xa hoi'
    """
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word != "va"]
    key = f" {' '.join(words)} "
    for short, long in _ABBREVIATIONS.items():
        key = key.replace(f" {short} ", f" {long} ")
    key = key.strip()
    for opening in _OPENINGS:
        key = key.removeprefix(opening)
    if key.endswith(_NATIONAL):
        return key  # the agency of the whole nation is not the province's
    title, _, bare = fold(province).partition(" ")
    if title == "thanh":
        bare = bare.removeprefix("pho ")
    for noise in (f" thanh pho {bare} ", f" {bare} ", " tinh ", _NATIONAL + " "):
        key = f" {key} ".replace(noise, " ").strip()
    return key


@dataclass(frozen=True)
class Template:
    """One line of the data: an agency that every place of a level has, from a day to a day.

    `name` and `aliases` may hold {place} ('tỉnh Nghệ An', 'huyện Nam Đàn') and {short} ('Nghệ An').
    """

    key: str
    level: str
    chain: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def named(self, pattern: str, place_name: str) -> str:
        """Return `pattern` with the name of a place filled in: 'Huyện Nam Đàn' becomes 'huyện Nam Đàn'."""
        title, short = split_title(place_name)
        return pattern.format(place=f"{title.lower()} {short}".strip(), short=short)


_TITLE = re.compile(r"^(Thành phố|Thị xã|Thị trấn|Đặc khu|Tỉnh|Huyện|Quận|Phường|Xã) (.+)$")


def split_title(place_name: str) -> tuple[str, str]:
    """Split 'Thành phố Vinh' into 'Thành phố' and 'Vinh'; a name without title has an empty one."""
    match = _TITLE.match(place_name)
    return (match[1], match[2]) if match else ("", place_name)


def templates_of(province_code: str) -> list[Template]:
    """Return the agencies of every province, with those of data/<code>.toml put over them, key by key."""
    lines = {template.key: template for template in _read(DATA / "every-province.toml")}
    own = DATA / f"{province_code}.toml"
    if own.exists():
        lines |= {template.key: template for template in _read(own)}
    return list(lines.values())


def _read(path: Path) -> Iterator[Template]:
    with path.open("rb") as stream:
        for line in tomllib.load(stream)["agency"]:
            yield Template(
                key=line["key"],
                level=line.get("level", "PROVINCE"),
                chain=line["chain"],
                name=line["name"],
                aliases=tuple(line.get("aliases", ())),
                valid_from=line.get("from"),
                valid_to=line.get("until"),
                successor=line.get("successor", ""),
            )


def clipped(template: Template, valid_from: date, valid_to: date | None) -> tuple[date, date | None] | None:
    """Return the period of an agency within its place's period; None when they never meet."""
    first = max(valid_from, template.valid_from) if template.valid_from else valid_from
    ends = [day for day in (valid_to, template.valid_to) if day is not None]
    last = min(ends) if ends else None
    return None if last is not None and last <= first else (first, last)
