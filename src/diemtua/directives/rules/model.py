"""What a reader finds in a directive. Frozen values: every part knows where it stands in the source."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from diemtua.core.errors import Refusal


class NoOrdersFound(Refusal):
    code = "no_orders_found"
    text = (
        "Không tìm thấy nội dung giao nhiệm vụ nào trong văn bản. "
        "Hãy kiểm tra xem đã chọn đúng tệp chưa, hoặc dán phần giao nhiệm vụ vào ô văn bản."
    )


@dataclass(frozen=True)
class Span:
    """From `start` (inclusive) to `end` (exclusive), counted in signs of the stored source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """Words of the source, line breaks joined, and where they stand."""

    text: str
    span: Span


class BasisDocument(NamedTuple):
    """A document that the directive rests on (căn cứ); its date where the text gives one."""

    number: str
    issued_on: date | None
    span: Span


@dataclass(frozen=True)
class Signatory:
    """Who signs: on whose behalf (TM., KT.), in which position, under which name."""

    authority: Named | None
    position: Named | None
    name: Named | None


@dataclass(frozen=True)
class Goal:
    """A figure that an order asks for: "ít nhất 20 người", "trên 95 %"."""

    value: float  # a whole number but for "%"
    unit: str
    bound: str  # =, >, >=, <, ~
    span: Span


@dataclass(frozen=True)
class Due:
    """A deadline: the day where the words name one, and the words."""

    day: date | None
    words: Named


@dataclass(frozen=True)
class ReadTask:
    """One order. `due_on` is the day named in it; `due_text` its words, also where they name no one day."""

    text: str
    span: Span
    subtasks: tuple["ReadTask", ...] = ()
    due_on: date | None = None
    due_text: Named | None = None
    doers: tuple[Named, ...] = ()  # bodies told to do it one level down ("Yêu cầu UBND các xã: …")
    report_to: Named | None = None  # who is to hear the result
    goals: tuple[Goal, ...] = ()  # figures to reach
    further_dues: tuple[Due, ...] = ()  # deadlines beside the first


@dataclass(frozen=True)
class ReadAssignment:
    """One clause: who leads, who co-ordinates, what is to be done."""

    heading: str
    span: Span
    is_request: bool  # "Đề nghị X": asked of a body that is not under the issuer
    leads: tuple[Named, ...]
    coordinators: tuple[Named, ...]
    tasks: tuple[ReadTask, ...]
    is_closing: bool = False  # stands in the closing paragraph, outside the numbered clauses


@dataclass(frozen=True)
class Gap:
    """Something an officer should look at before publishing; `text` is a Vietnamese sentence.

    `pattern` % `parts` is `text`: a page looks the pattern up in the catalogue of its language.
    """

    code: str
    text: str
    span: Span | None = None
    pattern: str = ""
    parts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadDirective:
    """A directive as read. `text` is the source in NFC: spans count in it, so it is what is to be stored."""

    text: str
    kind: str
    issuer: Named | None
    number: str | None
    symbol: str | None
    issued_on: date | None
    issued_text: Named | None
    place: str | None
    subject: Named | None
    addressees: tuple[Named, ...]
    basis: tuple[BasisDocument, ...]
    assignments: tuple[ReadAssignment, ...]
    signatory: Signatory | None
    copies: tuple[Named, ...]
    gaps: tuple[Gap, ...]
    kind_words: str | None = None  # the kind as offices say it: "công văn", "kế hoạch liên tịch", "công điện"
