"""`diemtua registers`: `match` links two files without a database, `import` takes one into the site."""

import argparse
from pathlib import Path

from diemtua.cli import serve
from diemtua.cli.stages import Parser, Refused, complain, decimal, say
from diemtua.core.errors import Refusal
from diemtua.core.numbers import grouped
from diemtua.registers.rules import Report, match_registers
from diemtua.registers.rules.buckets import BucketReport, bucketing, match_in_buckets


def main(arguments: list[str]) -> int:
    """Match two files and print what was found, or take one in; 0 done, 1 refused, 2 misread."""
    if arguments[:1] == ["import"]:
        return serve.manage(["registers_import", *arguments[1:]])
    asked = _parser().parse_args(arguments)
    try:
        words = _by_buckets(asked) if asked.buckets else _at_once(asked)
    except Refusal as refusal:
        raise Refused(refusal.text) from None
    say("\n".join(words))
    return 0


def _at_once(asked: argparse.Namespace) -> list[str]:
    report = match_registers(
        asked.population,
        asked.participants,
        asked.out,
        successors=asked.successors,
        memory=asked.memory,
        progress=_progress,
    )
    return _in_words(report)


def _by_buckets(asked: argparse.Namespace) -> list[str]:
    report = match_in_buckets(
        asked.population,
        asked.participants,
        asked.out,
        by=asked.buckets,
        workers=asked.workers,
        successors=asked.successors,
        memory=asked.memory,
        progress=_progress,
    )
    return _buckets_in_words(report)


def _progress(name: str, links: int) -> None:
    complain(f"  {name:<24} {grouped(links):>12}")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "diemtua registers", "Nhận sổ vào kho; ghép sổ dân cư với sổ người tham gia: ai đã tham gia, ai chưa."
    )
    verbs = parser.add_subparsers(
        title="Việc", dest="verb", required=True, metavar="VIỆC", parser_class=Parser
    )
    told = "nhận một tệp sổ cỡ nào cũng được vào kho của trang này, đọc và kiểm tra từng dòng"
    verbs.add_parser("import", help=told, description=told.capitalize() + ".")
    told = "ghép hai tệp CSV hoặc Parquet thành các cặp pop_rid, part_rid, score, rule"
    match = verbs.add_parser("match", help=told, description=told.capitalize() + ".")
    for name, said in (
        ("population", "sổ dân cư"),
        ("participants", "sổ người tham gia"),
        ("out", "tệp Parquet nhận các cặp"),
    ):
        match.option(f"--{name}", type=Path, required=True, metavar="TỆP", help=said)
    match.option(
        "--successors", type=Path, metavar="TỆP", help="CSV old_code, new_code: mã xã cũ sang mã mới"
    )
    match.option("--memory", default="1600MB", metavar="CỠ", help="bộ nhớ được dùng (mặc định 1600MB)")
    told = "ghép từng phần: theo tỉnh (province) hay chia N phần theo xã; bị dừng thì chạy lại là làm tiếp"
    match.option("--buckets", type=bucketing, metavar="province|N", help=told)
    match.option("--workers", type=int, default=1, metavar="K", help="số phần ghép cùng lúc (mặc định 1)")
    return parser


def _in_words(report: Report) -> list[str]:
    lines = [f"{'Bước':<24} {'Số cặp':>12} {'Độ đúng':>9} {'Giây':>7}"]
    for step in report.steps:
        precision = f"{step.precision:.4f}".replace(".", ",") if step.name != "read" else "–"
        lines.append(f"{step.name:<24} {grouped(step.links):>12} {precision:>9} {decimal(step.seconds):>7}")
    return [
        *lines,
        "",
        f"Dân cư {grouped(report.population)}, người tham gia {grouped(report.participants)}.",
        f"Đã tham gia {grouped(report.links - report.review)}, cần xem lại {grouped(report.review)}.",
        f"Chưa tham gia: {grouped(report.prospects)}.",
        f"Người tham gia được ghi nhiều dòng: {grouped(report.repeats)} dòng lặp.",
        f"{decimal(report.seconds)} giây, bộ nhớ cao nhất {grouped(report.peak_bytes // 1_000_000)} MB.",
    ]


def _buckets_in_words(report: BucketReport) -> list[str]:
    lines = [f"{'Phần':<12} {'Dân cư':>12} {'Người tham gia':>15} {'Số cặp':>12} {'Giây':>7} {'MB':>6}"]
    for one in report.buckets:
        counts = f"{grouped(one.population):>12} {grouped(one.participants):>15} {grouped(one.links):>12}"
        memory = grouped(one.peak_bytes // 1_000_000)
        lines.append(f"{one.name:<12} {counts} {decimal(one.seconds):>7} {memory:>6}")
    if report.resumed:
        lines.append(f"Làm tiếp lần trước: {grouped(report.resumed)} phần đã xong từ trước.")
    return [
        *lines,
        "",
        f"Dân cư {grouped(report.population)}, người tham gia {grouped(report.participants)}.",
        f"Đã tham gia {grouped(report.links - report.review)}, cần xem lại {grouped(report.review)}.",
        f"Trong đó {grouped(report.across)} cặp khác phần (chuyển nơi ở).",
        f"Chưa tham gia: {grouped(report.prospects)}.",
        f"{decimal(report.seconds)} giây, mỗi tiến trình tới {grouped(report.peak_bytes // 1_000_000)} MB.",
    ]
