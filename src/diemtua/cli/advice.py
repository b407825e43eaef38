"""`diemtua advice`: questions of the consulting desk, answered on the command line."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from diemtua.cli.stages import Parser, Refused
from diemtua.core.periods import parse_day
from diemtua.insurance.rules.answers import Step, show
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.insurance.rules.topics import TOPICS, work_out
from diemtua.insurance.rules.topics.cases import Worked

COLUMNS = ("id", "topic", "date", "inputs_json", "published_result")


def main(arguments: list[str]) -> int:
    """Answer `examples FILE.csv`, `quote TOPIC --on DAY name=value…` or `topics`; see --help."""
    parser = Parser("diemtua advice", "Hỏi bộ tính theo luật: từng trường hợp, hoặc cả một tệp.")
    verbs = parser.add_subparsers(
        title="Việc", dest="verb", required=True, metavar="VIỆC", parser_class=Parser
    )
    told = "tính lại từng dòng của một tệp trường hợp đã công bố"
    examples = verbs.add_parser("examples", help=told, description=told.capitalize() + ".")
    examples.add_argument("file", type=Path, metavar="TỆP.csv", help="cột: " + ", ".join(COLUMNS))
    told = "trả lời một trường hợp bằng lời, kèm các bước tính"
    quote = verbs.add_parser("quote", help=told, description=told.capitalize() + ".")
    quote.add_argument("topic", metavar="LOẠI", help="loại câu hỏi, xem: diemtua advice topics")
    quote.add_argument("inputs", nargs="*", metavar="TÊN=GIÁ_TRỊ", help="như income=3000000 group=poor")
    quote.option("--on", default="", metavar="NGÀY", help="ngày áp dụng luật (mặc định: hôm nay)")
    quote.option("--language", choices=["vi", "en"], default="vi", help="tiếng Việt hoặc tiếng Anh")
    told = "kể các loại câu hỏi"
    verbs.add_parser("topics", help=told, description=told.capitalize() + ".")
    asked, more = parser.parse_known_args(arguments)
    if unknown := [word for word in more if word.startswith("-") or "=" not in word]:
        parser.error(f"không hiểu: {' '.join(unknown)}")
    if asked.verb == "quote":
        asked.inputs += more  # those that stand after --on
    if asked.verb == "topics":
        print("\n".join(sorted(TOPICS)))
        return 0
    return _examples(asked.file) if asked.verb == "examples" else _quote(asked)


def _examples(file: Path) -> int:
    """Print id, topic, computed, published, equal for every row, and a count at the end."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "topic", "computed", "published", "equal"])
    rows, equal, refused = 0, 0, 0
    for row in _read(file):
        try:
            given = _inputs(row["inputs_json"])
            computed = _written(work_out(bundled_law(), row["topic"], _day(row["date"]), given).result)
        except Unanswerable as refusal:
            given, computed = {}, f"{refusal.code}: {refusal.text}"
            refused += 1
        same = is_equal(computed, row["published_result"], rounded=given.get("_quality") == "approx")
        rows, equal = rows + 1, equal + same
        out.writerow([row["id"], row["topic"], computed, row["published_result"], str(same).lower()])
    print(f"# {equal}/{rows} equal, {rows - equal - refused} different, {refused} refused")
    return 0


def _quote(asked: argparse.Namespace) -> int:
    inputs = {name: _value(text) for name, _, text in (word.partition("=") for word in asked.inputs)}
    day = _day(asked.on) if asked.on else date.today()  # noqa: DTZ011 -- the user's own day
    try:
        worked = work_out(bundled_law(), asked.topic, day, inputs)
    except Unanswerable as refusal:
        raise Refused(refusal.text) from None
    print("\n".join(_in_words(worked, asked.language)))
    return 0


def is_equal(computed: str, published: str, *, rounded: bool = False) -> bool:
    """Say whether two results are the same figure; `rounded` ones are compared at the precision published."""
    if computed == published:
        return True
    try:
        ours, theirs = Decimal(computed), Decimal(published)
    except InvalidOperation:
        return False
    if rounded and theirs:
        digits = len(theirs.normalize().as_tuple().digits)
        ours = round(ours, digits - 1 - ours.adjusted())
    return ours == theirs


def _read(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise Refused(f"Tệp {file.name} thiếu cột: {', '.join(missing)}.")
            yield from reader
    except OSError as error:
        raise Refused(f"Không mở được {file}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"Tệp {file.name} không phải văn bản UTF-8.") from None


def _inputs(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text or "{}", parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise Refused(f"inputs_json không phải JSON (cột {error.colno}): {text}") from None
    return given if isinstance(given, dict) else {}


def _day(text: str) -> date:
    if day := parse_day(text):
        return day
    raise Refused(f"Không đọc được ngày “{text}”.")


def _value(text: str) -> object:
    """Read a value as JSON where it is such (numbers, lists), else keep the word."""
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError:
        return text


def _written(result: Decimal | str) -> str:
    return result if isinstance(result, str) else f"{result.normalize():f}"


def _in_words(worked: Worked, language: str) -> Iterator[str]:
    for number, step in enumerate(worked.steps, start=1):
        line = f"{step.formula_in(language)} = {step.value_in(language)}"
        yield f"{number}. {step.title.speak(language)}: {line}"
        yield from (f"   {source}" for source in _sources(step))
    result = worked.result if isinstance(worked.result, str) else show(worked.result)
    yield f"= {result}"


def _sources(step: Step) -> Iterator[str]:
    for row in step.rows:
        mark = " (?)" if row.is_uncertain else ""
        yield f"[{row.basis}, từ {row.valid_from:%d/%m/%Y}]{mark}"
