"""What every peer is given: the registers read from CSV, with names, days and numbers in normal form.

Runs in the environment of the peers (requirements/bench.txt), without this project's own code, so that a
peer is neither helped nor hindered by it.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

FOLD = "replace(translate(strip_accents({0}), 'đy', 'di'), '.', '')"
SPELLED = "trim(regexp_replace(replace(lower(nfc_normalize({0})), 'ð', 'đ'), '\\s+', ' ', 'g'))"


class Run:
    """The arguments of a peer, its connection, and the seconds of its stages."""

    def __init__(self) -> None:
        """Read POPULATION PARTICIPANTS OUT [--taken LINKS --among whole|rest] from the command line."""
        self.population, self.participants, self.out = map(Path, sys.argv[1:4])
        self.options = dict(zip(sys.argv[4::2], sys.argv[5::2], strict=True))
        self.began = time.monotonic()
        self.stages: dict[str, float] = {}
        self.db = duckdb.connect()
        self.db.execute("SET threads = 2; SET preserve_insertion_order = false")
        self.db.execute(f"SET temp_directory = '{self.out.parent}/spill'")

    def stage(self, name: str) -> None:
        """Note the seconds since the last stage."""
        now = time.monotonic()
        self.stages[name] = round(now - self.began - sum(self.stages.values()), 1)

    def load(self) -> None:
        """Make the tables pop and part."""
        for table, path in (("pop", self.population), ("part", self.participants)):
            self.db.execute(
                f"""CREATE TABLE {table} AS
                WITH r AS (SELECT *, {SPELLED.format("ho_ten")} AS spelled,
                                  try_cast(right(ngay_sinh, 4) AS SMALLINT) AS year FROM
                           read_csv('{path}', all_varchar = true, header = true)),
                     f AS (SELECT *, {FOLD.format("spelled")} AS folded FROM r)
                SELECT rid::INTEGER AS rid, spelled, folded, split_part(folded, ' ', 1) AS family,
                       split_part(folded, ' ', -1) AS given, year,
                       CASE WHEN length(ngay_sinh) = 10 AND left(ngay_sinh, 5) <> '01/01'
                            THEN right(ngay_sinh, 4) || substr(ngay_sinh, 4, 2) || left(ngay_sinh, 2)
                       END AS birth,
                       gioi_tinh = 'Nam' AS male, CASE WHEN length(cccd) = 12 THEN cccd END AS number,
                       CASE WHEN length(cccd) = 9 THEN cccd END AS old_number, nullif(ma_ho, '') AS household,
                       nullif(ma_xom, '') AS hamlet, nullif(ma_xa, '') AS commune, nullif(sdt, '') AS phone
                FROM f"""  # noqa: S608
            )
        taken = self.options.get("--taken")
        if taken:
            self.db.execute(f"DELETE FROM part WHERE rid IN (SELECT part_rid FROM '{taken}')")  # noqa: S608
            if self.options.get("--among") == "rest":
                self.db.execute(f"DELETE FROM pop WHERE rid IN (SELECT pop_rid FROM '{taken}')")  # noqa: S608
        self.stage("read")

    def told(self, **more: object) -> None:
        """Print what the bench reads."""
        print(json.dumps({"stages": self.stages, **more}, default=str))
