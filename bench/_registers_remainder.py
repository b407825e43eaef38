"""The strict passes of this project, then Splink on what they leave over: the other way to score a remainder.

`_registers_remainder.py PEERS_PYTHON POPULATION PARTICIPANTS OUT whole|rest MODEL`; without MODEL, Splink
is trained first on these registers as a whole and its model kept there.
"""

import subprocess
import sys
from pathlib import Path

import duckdb

from diemtua.registers.rules.matching import Matching

PEER = Path(__file__).with_name("_peer_splink.py")


class Strict(Matching):
    """A matching that leaves the remainder alone."""

    def _scored(self) -> None:
        return


def main() -> int:
    """Run the passes, then Splink, and write the links of both."""
    python, *files, among, model = sys.argv[1:]
    population, participants, out = map(Path, files)
    if not Path(model).exists():
        whole = [python, PEER, population, participants, out, "--save", model]
        subprocess.run([str(word) for word in whole], check=True, capture_output=True)
        return 0
    taken = out.with_suffix(".strict.parquet")
    with duckdb.connect() as db:
        db.execute("SET preserve_insertion_order = false; SET memory_limit = '1600MB'; SET threads = 2")
        db.execute(f"SET temp_directory = '{out.parent}/spill'; SET enable_progress_bar = false")
        matching = Strict(db, lambda name, links: None)
        matching.read(population, participants)
        matching.run()
        matching.write(taken)
    words = [
        python,
        PEER,
        population,
        participants,
        out,
        "--taken",
        taken,
        "--among",
        among,
        "--model",
        model,
    ]
    told = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)
    print(told.stdout.splitlines()[-1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
