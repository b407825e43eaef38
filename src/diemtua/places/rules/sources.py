"""The files that places come from, read as they are. Plain Python.

`data/README.md` says what each file is, as of when and from where. The package `vietnamadminunits` is read
as files and never imported: importing it is slow, and one of its functions sends addresses to an outside
service.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


class PlacesPackageMissing(RuntimeError):
    """The package that brings the official tables is not installed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One place on one map: `path` lists the codes from the province down."""

    path: str
    kind: str
    name: str
    lat: float | None = None
    lon: float | None = None

    @property
    def code(self) -> str:
        return self.path.rstrip(".").rpartition(".")[2]

    @property
    def parent_path(self) -> str:
        return self.path[: -len(self.code) - 1]


@dataclass(frozen=True, slots=True)
class Joined:
    """A line of the table from old to new: what `old` passed into on a day, by paths."""

    old: str
    new: str
    on: date
    is_whole: bool
    is_default: bool
    legal_basis: str = ""


def listed_units(file_name: str) -> Iterator[Unit]:
    """Read a list `code, name, level, parent_code` of one province; it has no co-ordinates."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as stream:
        rows = {row["code"]: row for row in csv.DictReader(stream)}
    for row in rows.values():
        codes = [row["code"]]
        while parent := rows[codes[0]]["parent_code"]:
            codes.insert(0, parent)
        yield Unit(".".join(codes) + ".", row["level"].upper(), row["name"])


def same_names() -> set[tuple[str, str, str]]:
    """Return (code, earlier, later) of the spellings that name one and the same place."""
    return {(row["code"], row["earlier"], row["later"]) for row in _table("same-names.csv")}


def published_successions() -> Iterator[tuple[str, str, str, date, bool, str]]:
    """Yield (province, old code, new code, day, whole, legal basis) as published texts state them."""
    for row in _table("successions.csv"):
        day, is_whole = date.fromisoformat(row["on"]), row["share"] == "whole"
        yield row["province"], row["old_code"], row["new_code"], day, is_whole, row["legal_basis"]


def _table(file_name: str) -> Iterator[dict[str, str]]:
    with (DATA / file_name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def package_file(name: str) -> Path:
    """Return the path of a data file of `vietnamadminunits` without importing it.

    :raises PlacesPackageMissing: when it is not installed
    """
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise PlacesPackageMissing("vietnamadminunits is not installed: install requirements/base.txt")
    return Path(spec.submodule_search_locations[0]) / "data" / name


def units_before_july_2025() -> list[Unit]:
    """Return the 63 provinces, 696 districts and 10,035 communes that stood on 30/06/2025."""
    units: dict[str, Unit] = {}
    for row in _rows("admin_units_legacy"):
        top = f"{row['provinceCode']}."
        middle = f"{top}{row['districtCode']}."
        units.setdefault(top, Unit(top, "PROVINCE", row["province"], row["provinceLat"], row["provinceLon"]))
        units.setdefault(
            middle, Unit(middle, "DISTRICT", row["district"], row["districtLat"], row["districtLon"])
        )
        if row["wardCode"]:
            path = f"{middle}{row['wardCode']}."
            units[path] = Unit(path, "COMMUNE", row["ward"], row["wardLat"], row["wardLon"])
    return list(units.values())


def units_since_july_2025() -> list[Unit]:
    """Return the 34 provinces and 3,321 communes that stand since 01/07/2025."""
    units: dict[str, Unit] = {}
    for row in _rows("admin_units"):
        top = f"{row['provinceCode']}."
        path = f"{top}{row['wardCode']}."
        units.setdefault(top, Unit(top, "PROVINCE", row["province"], row["provinceLat"], row["provinceLon"]))
        units[path] = Unit(path, "COMMUNE", row["ward"], row["wardLat"], row["wardLon"])
    return list(units.values())


def joined_in_july_2025(day: date) -> list[Joined]:
    """Return the table from the old to the new communes (and provinces), its folded names turned into paths.

    A commune passed whole into one (9,569 lines, five of them islands that were districts only), or was split
    between several (471), exactly one of them the default that takes what cannot be told apart.
    """
    old_paths = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": _path(
            row["provinceCode"], row["districtCode"], row["wardCode"]
        )
        for row in _rows("admin_units_legacy")
    }
    new_rows = _rows("admin_units")
    new_paths = {
        (row["provinceKey"], row["wardKey"]): _path(row["provinceCode"], row["wardCode"]) for row in new_rows
    }
    table = json.loads(package_file("converter_2025.json").read_text(encoding="utf-8"))
    joined = [
        Joined(old_paths[old], new_paths[province, ward], day, is_whole=True, is_default=True)
        for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, olds in wards.items()
        for old in olds
    ]
    joined += [
        Joined(old_paths[old], new_paths[province, part["newWardKey"]], day, False, part["isDefaultNewWard"])
        for province, olds in table["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old, parts in olds.items()
        for part in parts
    ]
    old_tops = {key.split("_", 1)[0]: path.split(".", 1)[0] + "." for key, path in old_paths.items()}
    new_tops = {province: path.split(".", 1)[0] + "." for (province, _), path in new_paths.items()}
    joined += [
        Joined(old_tops[old], new_tops[new], day, is_whole=True, is_default=True)
        for new, olds in table["DICT_PROVINCE"].items()
        for old in olds
    ]
    return joined


def _path(*codes: str | None) -> str:
    return "".join(f"{code}." for code in codes if code)


def _rows(table: str) -> list[sqlite3.Row]:
    address = f"file:{package_file('dataset.db')}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our two table names
