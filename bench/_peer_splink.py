"""Splink 5 on DuckDB: trained on these registers without labels, then run; `--taken` leaves it a remainder.

`_peer_splink.py POPULATION PARTICIPANTS OUT [--taken LINKS --among whole|rest] [--model FILE] [--save FILE]`
"""

import json
import logging
import warnings

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from _peer_fields import Run
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

warnings.filterwarnings("ignore")
logging.getLogger("splink").setLevel(logging.ERROR)
THRESHOLD = 0.05  # the usual 0.9 more than doubles the false prospects
MONTHS = "substr(birth_{0}, 5, 2)"
DAYS = "substr(birth_{0}, 7, 2)"
SAME = {
    "year": "(year_l = year_r)::INT",
    "month": f"({MONTHS.format('l')} = {MONTHS.format('r')})::INT",
    "day": f"({DAYS.format('l')} = {DAYS.format('r')})::INT",
}
CROSSED = (
    f"{MONTHS.format('l')} = {DAYS.format('r')} AND {DAYS.format('l')} = {MONTHS.format('r')} "
    "AND year_l = year_r"
)
KNOWN = "birth_l IS NOT NULL AND birth_r IS NOT NULL"
NO_NUMBER = "(number_l IS NULL OR number_r IS NULL) AND (old_number_l IS NULL OR old_number_r IS NULL)"


def _level(condition: str, label: str) -> levels.CustomLevel:
    return levels.CustomLevel(condition, label_for_charts=label)


def _compared(name: str, *found: object) -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        output_column_name=name, comparison_levels=[*found, levels.ElseLevel()]
    )


COMPARED = [
    _compared(
        "name",
        levels.NullLevel("folded"),
        levels.ExactMatchLevel("spelled", term_frequency_adjustments=True),
        levels.ExactMatchLevel("folded", term_frequency_adjustments=True),
        levels.JaroWinklerLevel("folded", 0.94),
        _level("given_l = given_r AND family_l = family_r", "family and given"),
        levels.JaroWinklerLevel("folded", 0.88),
        _level("given_l = given_r", "given"),
    ),
    _compared(
        "birthday",
        levels.NullLevel("year"),
        _level("birth_l = birth_r", "same day"),
        _level(f"{KNOWN} AND {CROSSED}", "day and month crossed"),
        _level(f"{KNOWN} AND {' + '.join(SAME.values())} = 2", "two of three"),
        _level(f"NOT ({KNOWN}) AND year_l = year_r", "year alone, the same"),
        _level("abs(year_l - year_r) <= 1", "a year apart"),
    ),
    _compared(
        "place",
        levels.NullLevel("commune"),
        _level("hamlet_l = hamlet_r", "hamlet"),
        _level("commune_l = commune_r AND (hamlet_l IS NULL OR hamlet_r IS NULL)", "commune, hamlet unknown"),
        _level("commune_l = commune_r", "commune"),
    ),
    _compared(
        "identity",
        _level(NO_NUMBER, "unknown").configure(is_null_level=True),
        _level("number_l = number_r OR old_number_l = old_number_r", "same"),
        _level("hamming(number_l, number_r) <= 2 OR hamming(old_number_l, old_number_r) <= 2", "two digits"),
    ),
    comparisons.ExactMatch("male"),
    comparisons.ExactMatch("household"),
    comparisons.ExactMatch("phone"),
]
BLOCKS = [
    ("number",),
    ("old_number",),
    ("folded", "birth"),
    ("folded", "year", "commune"),
    ("household", "given"),
    ("household", "birth"),
    ("birth", "commune", "given"),
    ("birth", "commune", "family"),
    ("phone", "given"),
    ("folded", "hamlet"),
]
#: The remainder is small: it may be blocked wider.
WIDER = [("folded", "year"), ("birth", "given"), ("folded", "commune"), ("household",), ("phone",)]
TRAINED_ON = (("folded", "commune"), ("birth", "male"), ("number",))


def main() -> None:
    """Train, predict, keep the best resident of each participant."""
    run = Run()
    run.load()
    remainder = "--taken" in run.options
    settings: SettingsCreator | dict = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rid",
        comparisons=COMPARED,
        blocking_rules_to_generate_predictions=[block_on(*keys) for keys in BLOCKS],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    if "--model" in run.options:
        settings = _remembered(run, wider=remainder)
    api = DuckDBAPI(run.db)
    linker = Linker([api.register(table, dataset_display_name=table) for table in ("pop", "part")], settings)
    if "--model" not in run.options:
        _train(linker)
        if "--save" in run.options:
            linker.misc.save_model_to_json(run.options["--save"], overwrite=True)
    run.stage("train")
    threshold = 0.005 if remainder else THRESHOLD
    pairs = linker.inference.predict(threshold_match_probability=threshold).physical_name
    run.stage("predict")
    _write(run, pairs, remainder)
    run.stage("write")
    run.told()


def _remembered(run: Run, *, wider: bool) -> dict:
    with open(run.options["--model"], encoding="utf-8") as file:
        settings: dict = json.load(file)
    if wider:
        rules = [block_on(*keys).get_blocking_rule("duckdb").as_dict() for keys in WIDER]
        settings["blocking_rules_to_generate_predictions"] += rules
        (residents,) = run.db.execute("SELECT count(*) FROM pop").fetchall()[0]
        settings["probability_two_random_records_match"] = 0.9 / max(1, residents)
    return settings


def _train(linker: Linker) -> None:
    known = [block_on("number"), block_on("folded", "birth", "commune")]
    linker.training.estimate_probability_two_random_records_match(known, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for keys in TRAINED_ON:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*keys), max_pairs=3e6)


def _write(run: Run, pairs: str, remainder: bool) -> None:
    side = "CASE WHEN source_dataset_l = '{0}' THEN rid_l ELSE rid_r END AS {0}_rid"
    taken = ""
    if remainder:
        taken = f"UNION ALL SELECT pop_rid, part_rid, score, rule FROM '{run.options['--taken']}'"  # noqa: S608
    run.db.execute(
        f"""COPY (
            WITH l AS (SELECT {side.format("pop")}, {side.format("part")}, match_probability AS score,
                              match_weight AS weight FROM {pairs})
            SELECT pop_rid, part_rid, score, 'splink' AS rule FROM l
            QUALIFY row_number() OVER (PARTITION BY part_rid ORDER BY weight DESC, pop_rid) = 1
            {taken}) TO '{run.out}' (FORMAT parquet)"""  # noqa: S608
    )


if __name__ == "__main__":
    main()
