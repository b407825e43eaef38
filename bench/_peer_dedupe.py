"""dedupe 3: a link of two registers learnt from labelled pairs, which the known truth stands in for.

`_peer_dedupe.py POPULATION PARTICIPANTS OUT --truth FOLDER`
"""

import io
import json
import random
import warnings

import dedupe
import numpy
import pandas as pd
from _peer_fields import Run

warnings.filterwarnings("ignore")
LABELS = 200
NAMED = ("folded", "given", "birth", "year", "male", "number", "household", "hamlet", "commune", "phone")
V = dedupe.variables
FIELDS = [
    V.String("folded", name="name"),
    V.Exact("given"),
    V.String("birth", has_missing=True),
    V.Exact("year"),
    V.Exact("male"),
    V.ShortString("number", has_missing=True),
    V.Exact("household", has_missing=True),
    V.Exact("hamlet", has_missing=True),
    V.Exact("commune"),
    V.Exact("phone", has_missing=True),
]


def main() -> None:
    """Learn from labels, half of them hard, and join one to one."""
    random.seed(1)
    numpy.random.seed(1)
    run = Run()
    run.load()
    residents, participants = (_records(run, table) for table in ("pop", "part"))
    linker = dedupe.RecordLink(FIELDS, num_cores=2)
    labels = io.StringIO(json.dumps(_labels(run, residents, participants)))
    linker.prepare_training(residents, participants, training_file=labels, sample_size=1500)
    linker.train(recall=0.95, index_predicates=False)
    linker.cleanup_training()
    run.stage("train")
    found = linker.join(residents, participants, threshold=0.3, constraint="one-to-one")
    rows = [(int(one[2:]), int(other[2:]), float(score), "dedupe") for (one, other), score in found]
    pd.DataFrame(rows, columns=["pop_rid", "part_rid", "score", "rule"]).to_parquet(run.out)
    run.stage("join")
    run.told()


def _records(run: Run, table: str) -> dict[str, dict[str, str | None]]:
    columns = "folded, given, birth, year::VARCHAR, male::INT::VARCHAR, coalesce(number, old_number)"
    rows = run.db.execute(f"SELECT rid, {columns}, household, hamlet, commune, phone FROM {table}").fetchall()  # noqa: S608
    return {f"{table[:2]}{rid}": dict(zip(NAMED, values, strict=True)) for rid, *values in rows}


def _labels(run: Run, residents: dict, participants: dict) -> dict[str, list]:
    truth = run.options["--truth"]
    same = run.db.execute(
        f"""SELECT p.rid, q.rid FROM '{truth}/pop_truth.parquet' p
            JOIN '{truth}/part_truth.parquet' q USING (person)
            ORDER BY hash(p.rid) LIMIT {LABELS // 2}"""  # noqa: S608
    ).fetchall()
    others = []
    for keys, unlike in (("folded, commune", "year"), ("household", "given")):
        others += run.db.execute(
            f"""SELECT pop.rid, part.rid FROM pop JOIN part USING ({keys})
                WHERE pop.{unlike} <> part.{unlike} AND pop.year <> part.year
                ORDER BY hash(pop.rid + part.rid) LIMIT {LABELS // 4}"""  # noqa: S608
        ).fetchall()

    def pair(one: int, other: int) -> dict:
        return {"__class__": "tuple", "__value__": [residents[f"po{one}"], participants[f"pa{other}"]]}

    return {"match": [pair(*row) for row in same], "distinct": [pair(*row) for row in others]}


if __name__ == "__main__":
    main()
