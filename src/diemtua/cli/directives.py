"""`diemtua directives`: read a document into its tasks, or a report into its figures; no database needed."""

import argparse
import json
from pathlib import Path

from diemtua.cli.stages import Parser, Refused, say
from diemtua.core.documents import read_document
from diemtua.core.errors import Refusal
from diemtua.directives.rules import NoOrdersFound, ReadAssignment, ReadDirective, ReadTask, read_directive
from diemtua.directives.rules.plain import Plain, plain_directive, plain_figures, plain_nothing
from diemtua.directives.rules.stated_figures import StatedFigure, stated_figures


def main(arguments: list[str]) -> int:
    """Read a file; 0 when it could be read (also "no orders found"), 1 when it was refused."""
    asked = _parser().parse_args(arguments)
    try:
        text = read_document(asked.file.name, asked.file.read_bytes())
    except OSError as error:
        raise Refused(f"Không mở được {asked.file}: {error.strerror}.") from None
    except Refusal as refusal:
        raise Refused(refusal.text) from None
    return _read(text, asked.json) if asked.verb == "read" else _figures(text, asked.json)


def _parser() -> argparse.ArgumentParser:
    parser = Parser("diemtua directives", "Đọc văn bản chỉ đạo thành nhiệm vụ, hoặc báo cáo thành số liệu.")
    verbs = parser.add_subparsers(
        title="Việc", dest="verb", required=True, metavar="VIỆC", parser_class=Parser
    )
    for verb, told in (
        ("read", "ai được giao việc gì, với ai, bao giờ xong; mỗi phần kèm vị trí trong văn bản"),
        ("figures", "các kết quả mà một báo cáo, bản tin nêu ra"),
    ):
        one = verbs.add_parser(verb, help=told, description=told.capitalize() + ".")
        one.add_argument("file", type=Path, metavar="TỆP", help=".docx, .pdf có chữ, .txt")
        one.option("--json", action="store_true", help="in dạng JSON cho chương trình khác")
    return parser


def _read(text: str, as_json: bool) -> int:
    try:
        directive = read_directive(text)
    except NoOrdersFound as nothing:
        say(_json(plain_nothing(text, nothing.text, nothing.code)) if as_json else nothing.text)
        return 0
    say(_json(plain_directive(directive)) if as_json else "\n".join(_in_words(directive)))
    return 0


def _figures(text: str, as_json: bool) -> int:
    if as_json:
        say(_json(plain_figures(text)))
    else:
        say("\n".join(map(_figure_line, stated_figures(text))) or "Không thấy số liệu nào.")
    return 0


def _in_words(directive: ReadDirective) -> list[str]:
    number = f"{directive.number or '…'}/{directive.symbol}" if directive.symbol else "chưa rõ số"
    issuer = directive.issuer.text if directive.issuer else "chưa rõ cơ quan ban hành"
    day = f"{directive.issued_on:%d/%m/%Y}" if directive.issued_on else "chưa rõ ngày"
    lines = [f"{issuer} · {number} · {day}", directive.subject.text if directive.subject else ""]
    if directive.addressees:
        lines.append("Kính gửi: " + "; ".join(one.text for one in directive.addressees))
    for place, assignment in enumerate(directive.assignments, start=1):
        lines += ["", f"{place}. {_owners(assignment)}"]
        lines += [line for task in assignment.tasks for line in _task_lines(task, 1)]
    if directive.gaps:
        lines += ["", "Cần xem lại:", *(f"  · {gap.text}" for gap in directive.gaps)]
    return lines


def _owners(assignment: ReadAssignment) -> str:
    leads = "; ".join(lead.text for lead in assignment.leads) or assignment.heading or "chưa rõ ai"
    helpers = "; ".join(one.text for one in assignment.coordinators)
    return leads + (f"   (phối hợp: {helpers})" if helpers else "")


def _task_lines(task: ReadTask, depth: int) -> list[str]:
    due = f"   [hạn: {task.due_text.text}]" if task.due_text else ""
    lines = [f"{'  ' * depth}- {' '.join(task.text.split())}{due}"]
    return lines + [line for part in task.subtasks for line in _task_lines(part, depth + 1)]


def _figure_line(figure: StatedFigure) -> str:
    return f"{figure.indicator or '?':<18}{figure.bound:>2} {figure.printed:>12}  {figure.label}"


def _json(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
