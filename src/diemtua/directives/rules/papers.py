"""Papers about tasks: the annex, the reminder (công văn đôn đốc), an agency's plan. Plain Python.

All are drafts with a blank number, in the layout of `core.official_paper`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diemtua.core import official_paper as paper
from diemtua.core.numbers import grouped
from diemtua.core.official_paper import Head


@dataclass(frozen=True)
class TaskLine:
    """One task, or one place of a task, as a paper states it."""

    clause: str
    text: str
    unit: str  # the agency or the place
    due_on: date | None
    due_text: str
    standing: str
    done_on: date | None
    evidence: str
    together: str = ""
    procedure: str = ""
    product: str = ""
    responsibility: str = ""

    @property
    def due(self) -> str:
        """Return the deadline as a paper writes it."""
        return day_of(self.due_on) if self.due_on else self.due_text


def day_of(day: date | None) -> str:
    """Return '06/5/2024', empty where there is no day: a zero before days below ten and months 1 and 2."""
    if day is None:
        return ""
    return (
        f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
    )


def annex_document(head: Head, lines: Sequence[TaskLine], *, subject: str, today: date) -> bytes:
    """Return the annex clause × unit × status × evidence as a .docx on its side."""
    document = paper.begin(head, title="PHỤ LỤC", subject=subject, is_wide=True)
    paper.text(document, f"(Tính đến ngày {day_of(today)})")
    rows = [
        (str(number), line.text, line.unit, line.due, _standing_of(line), line.evidence)
        for number, line in enumerate(lines, start=1)
    ]
    headings = ("TT", "Nhiệm vụ", "Nơi thực hiện", "Thời hạn", "Tình trạng", "Minh chứng")
    paper.grid(document, headings, rows, (1.2, 9.5, 4.6, 2.6, 3.6, 3.8))
    return paper.finish(document, head, title=subject)


def reminder_dispatch(
    head: Head, lines: Sequence[TaskLine], *, directive: str, answer_by: date, today: date
) -> bytes:
    """Return the draft of a dispatch that reminds those whose tasks are due or late, agency by agency."""
    by_unit: dict[str, list[TaskLine]] = {}
    for line in lines:
        by_unit.setdefault(line.unit, []).append(line)
    document = paper.begin(head)
    paper.addressed(document, list(by_unit))
    paper.text(
        document,
        f"Thực hiện {directive}, qua theo dõi đến ngày {day_of(today)} còn {grouped(len(lines))} nhiệm vụ "
        f"sắp đến hạn hoặc quá hạn. {head.agency} đề nghị các cơ quan, đơn vị khẩn trương thực hiện:",
    )
    for number, (unit, own) in enumerate(by_unit.items(), start=1):
        paper.heading(document, f"{number}. {unit}")
        for line in own:
            paper.text(document, f"- {line.text.rstrip('.;')} (hạn {line.due}; {line.standing}).")
    paper.text(
        document,
        f"Đề nghị các cơ quan, đơn vị hoàn thành và cập nhật kết quả, minh chứng trước ngày "
        f"{day_of(answer_by)}; nêu rõ lý do nếu cần gia hạn./.",
    )
    return paper.finish(document, head, title="Đôn đốc thực hiện nhiệm vụ")


def detailed_plan(head: Head, lines: Sequence[TaskLine], *, directive: str, campaign: str) -> bytes:
    """Return the draft of an agency's plan for its tasks, in the columns of "6 rõ"."""
    subject = f"Thực hiện {campaign}"
    document = paper.begin(head, title="KẾ HOẠCH", subject=subject, is_wide=True)
    paper.text(
        document, f"Thực hiện {directive}, {head.agency} xây dựng kế hoạch thực hiện các nhiệm vụ được giao:"
    )
    paper.heading(document, "I. MỤC ĐÍCH, YÊU CẦU")
    paper.text(
        document,
        "Thực hiện đầy đủ, đúng hạn các nhiệm vụ được giao; rõ người, rõ việc, rõ thời gian, rõ quy trình, "
        "rõ sản phẩm, rõ trách nhiệm; mỗi kết quả có minh chứng.",
    )
    paper.heading(document, f"II. NHIỆM VỤ ({grouped(len(lines))} nhiệm vụ)")
    rows = [
        (
            str(number),
            line.text,
            "; ".join(one for one in (line.unit, line.together) if one),
            line.due,
            line.procedure,
            line.product or line.evidence,
            line.responsibility,
        )
        for number, line in enumerate(lines, start=1)
    ]
    headings = ("TT", "Việc", "Người", "Thời gian", "Quy trình", "Sản phẩm", "Trách nhiệm")
    paper.grid(document, headings, rows, (1.1, 8.0, 4.4, 2.6, 3.2, 3.2, 3.2))
    paper.heading(document, "III. TỔ CHỨC THỰC HIỆN")
    paper.text(
        document,
        "Các phòng, đơn vị được phân công chủ động thực hiện, báo cáo kết quả kèm minh chứng; khó khăn, "
        "vướng mắc báo cáo kịp thời để được giải quyết./.",
    )
    return paper.finish(document, head, title=f"Kế hoạch: {subject}")


def _standing_of(line: TaskLine) -> str:
    done = f" ({day_of(line.done_on)})" if line.done_on else ""
    return f"{line.standing}{done}"
