"""recordlinkage 0.16: block, compare, and the unlabelled classifier by expectation and maximisation."""

import warnings

import pandas as pd
import recordlinkage
from _peer_fields import Run

warnings.filterwarnings("ignore")
BLOCKS = (
    ("number",),
    ("old_number",),
    ("folded", "birth"),
    ("folded", "year", "commune"),
    ("household", "given"),
    ("household", "birth"),
    ("birth", "commune", "given"),
    ("phone", "given"),
    ("folded", "hamlet"),
)
TEXT = ("number", "old_number", "birth", "household", "hamlet", "phone")
EXACT = (*TEXT, "folded", "given", "year", "commune", "male")
LEAST = 0.01


def main() -> None:
    """Keep the best resident of each participant, by probability, then by what agrees."""
    run = Run()
    run.load()
    frames = [run.db.execute(f"FROM {table} ORDER BY rid").df().set_index("rid") for table in ("pop", "part")]
    for frame in frames:
        for name in TEXT:
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    residents, participants = frames
    pairs = None
    for keys in map(list, BLOCKS):
        index = recordlinkage.Index()
        index.block(keys)
        found = index.index(residents.dropna(subset=keys), participants.dropna(subset=keys))
        pairs = found if pairs is None else pairs.union(found)
    run.stage("block")
    compare = recordlinkage.Compare(n_jobs=1)
    for name in EXACT:
        compare.exact(name, name, missing_value=0, label=name)
    compare.string("folded", "folded", method="jarowinkler", threshold=0.92, label="near")
    features = compare.compute(pairs, residents, participants)
    run.stage("compare")
    classifier = recordlinkage.ECMClassifier(binarize=None)
    classifier.fit(features.astype(int))
    told = classifier.prob(features.astype(int)).reset_index()
    told.columns = ["pop_rid", "part_rid", "score"]
    told["agree"] = (20 * features["number"] + 20 * features["old_number"] + features.sum(axis=1)).to_numpy()
    best: pd.DataFrame = told[told.score > LEAST].sort_values(["score", "agree"], ascending=False)
    best = best.drop_duplicates("part_rid").assign(rule="ecm")
    best.drop(columns="agree").to_parquet(run.out)
    run.stage("classify")
    run.told(pairs=len(pairs))


if __name__ == "__main__":
    main()
