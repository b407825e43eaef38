"""`diemtua registers match`: link a register of residents with one of participants; no database needed."""

import argparse
from pathlib import Path

from diemtua.cli.stages import Parser, Refused, complain, decimal, say
from diemtua.core.errors import Refusal
from diemtua.core.numbers import grouped
from diemtua.registers.rules import Report, match_registers


def main(arguments: list[str]) -> int:
    """Match two files and print what was found; 0 done, 1 refused, 2 misread."""
    asked = _parser().parse_args(arguments)
    try:
        report = match_registers(
            asked.population,
            asked.participants,
            asked.out,
            successors=asked.successors,
            memory=asked.memory,
            progress=lambda name, links: complain(f"  {name:<24} {grouped(links):>12}"),
        )
    except Refusal as refusal:
        raise Refused(refusal.text) from None
    say("\n".join(_in_words(report)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser("diemtua registers", "Ghép sổ dân cư với sổ người tham gia: ai đã tham gia, ai chưa.")
    verbs = parser.add_subparsers(
        title="Việc", dest="verb", required=True, metavar="VIỆC", parser_class=Parser
    )
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
