"""Time and memory of loading a list of prospects from a matching: `python bench/prospect_lists.py [people]`.

Prints, for a database of its own that is thrown away: the loading of a new list, the same list asked again
with a newer matching in which one in nine has joined elsewhere, and the floor: the very same rows of persons,
households and prospects copied into empty tables with the same indexes and constraints. Every loading runs
in a process of its own, so that the peak memory is its own. Needs DATABASE_URL and the right to make
databases.
"""

import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("people_household", "people_person", "prospects_prospect")
COHORT = "UNCOVERED_HEALTH"
HAMLETS = 40
JOINS = 9  # one in so many has joined when the list is asked again


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    vault = tempfile.mkdtemp(prefix="bench-vault-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "diemtua.config.settings", "DIEMTUA_VAULT": vault}
    _setup()
    from django.db import connection  # noqa: PLC0415 -- only after the settings are named

    connection.settings_dict["TEST"]["NAME"] = f"bench_lists_{os.getpid()}"
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        lists = _apart(_make, name, people)
        print(f"{people:,} people of the cohort, in households of four, {HAMLETS} hamlets")
        loaded = _apart(_load, name, lists[0])
        floor = _apart(_floor, name)
        again = _apart(_load, name, lists[1])
        _show("floor: COPY of the same rows", floor, floor)
        _show("a new list", loaded, floor)
        _show("asked again with a newer matching", again, floor)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(vault, ignore_errors=True)


def _setup(name: str = "") -> None:
    import django  # noqa: PLC0415 -- only after the settings are named

    sys.path.insert(0, str(ROOT))
    django.setup()
    if name:
        from django.db import connection  # noqa: PLC0415 -- as above

        connection.settings_dict["NAME"] = name


def _make(people: int) -> tuple[int, int]:
    """Enter a province, the register of its first commune and two matchings; return the lists asked."""
    from diemtua.accounts.enums import Role  # noqa: PLC0415 -- needs Django to be set up
    from diemtua.places.enums import Kind  # noqa: PLC0415 -- as above
    from diemtua.prospects.actions.lists import ask_for_list  # noqa: PLC0415 -- as above
    from tests.factories import make  # noqa: PLC0415 -- as above
    from tests.factories import registers as made  # noqa: PLC0415 -- as above

    province = make.small_province()
    commune = province.communes[0]
    hamlets = [make.place(Kind.HAMLET, f"{n:02}", f"Xóm {n}", commune) for n in range(10, 10 + HAMLETS)]
    lan = make.member("lan", "Lan", province.commune_committee, commune, Role.COMMUNE_OFFICER)
    days = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31), "launch_on": date(2026, 5, 6)}
    campaign = make.campaign(province, map_date=date(2026, 5, 6), **days)
    surnames, given = ("Vi Văn", "Lô Thị", "Hà Văn", "Nguyễn Thị Thanh"), ("An", "Bình", "Chi", "Dũng", "Hoà")
    rows = [
        {
            "full_name": f"{surnames[n % 4]} {given[n % 5]}",
            "birth": f"{1967 + n % 35}-{1 + n % 12:02}-{1 + n % 28:02}" if n % 6 else f"{1967 + n % 35}",
            "sex": "MF"[n % 2],
            "household": f"H{n // 4}",
            "is_head": n % 4 == 0,
            "personal_id": f"0000{(67 + n % 35) % 100:02}{n:06}" if n % 5 else None,
            "phone": f"09{n:08}" if n % 3 else None,
            "address": f"Số {n // 4}",
            "hardship": "NEAR_POOR" if n // 4 % 11 == 0 else None,
            "segment": ("FARMER", "TRADER", None, None)[n % 4],
            "place_path": hamlets[n // 4 % HAMLETS].path,
        }
        for n in range(people)
    ]
    population = made.ready_snapshot(commune, "POPULATION", rows, by=lan)
    joined = range(JOINS, people, JOINS)
    cards = made.ready_snapshot(commune, "HEALTH", [{"full_name": "thử"} for _ in joined], by=lan)
    links = [(rid, number, 0.99) for number, rid in enumerate(joined, start=1)]
    asked = [
        ask_for_list(
            campaign=campaign,
            matching=made.done_matching(population, (cards, some), by=lan),
            cohort=COHORT,
            place=place,
            purpose="thử",
            legal_basis="thử",
            by=lan,
            at=made.AT,
        )
        for some, place in ((links[:1], commune), (links, province.districts[0]))
    ]
    asked[1].place = commune  # asked for elsewhere first, since one place has one running list
    asked[1].save()
    return asked[0].pk, asked[1].pk


def _load(key: int) -> str:
    from diemtua.prospects.actions.lists import load_prospect_list  # noqa: PLC0415 -- needs Django
    from diemtua.prospects.models import ProspectList  # noqa: PLC0415 -- as above
    from tests.factories import registers as made  # noqa: PLC0415 -- as above

    load_prospect_list(prospect_list=ProspectList.objects.get(pk=key), at=made.AT)
    done = ProspectList.objects.get(pk=key)
    if done.status != "LOADED":
        raise RuntimeError(done.refusal)
    return f"{done.entered:,} entered, {done.kept:,} kept, {done.closed:,} closed"


def _floor() -> str:
    """Copy the rows of the three tables, kept in memory, into empty tables of the same make."""
    from django.db import connection, transaction  # noqa: PLC0415 -- needs Django

    rows = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                rows[table] = b"".join(copy)
            cursor.execute(f"CREATE TABLE floor_{table} (LIKE {table} INCLUDING ALL)")
        begun = time.perf_counter()
        for table in TABLES:
            with cursor.copy(f"COPY floor_{table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows[table])
        seconds = time.perf_counter() - begun
        transaction.set_rollback(True)
    return f"{sum(map(len, rows.values())) / 1e6:.0f} MB of rows;{seconds}"


def _apart(work: Callable[..., object], name: str, *given: object) -> tuple:
    """Return what `work` gives in a process of its own: as it is, or (words, seconds, peak MB) of text."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work.__name__, name, given))


def _timed(work: str, name: str, given: tuple[object, ...]) -> object:
    _setup(name)
    begun = time.perf_counter()
    answer = globals()[work](*given)
    seconds = time.perf_counter() - begun
    if not isinstance(answer, str):
        return answer
    words, _, own = answer.partition(";")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return words, float(own or seconds), peak


def _show(label: str, one: tuple, floor: tuple) -> None:
    words, seconds, peak = one
    times = f"{seconds / floor[1]:6.1f} × floor"
    print(f"{label:<36} {seconds:7.1f} s {times} {peak:7.0f} MB   {words}", flush=True)


if __name__ == "__main__":
    main()
