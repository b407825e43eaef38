"""Orders in running text: an unnumbered dispatch, a closing paragraph, an article that reports a dispatch."""

import re
from collections.abc import Container, Iterator

from diemtua.directives.rules.agencies import Body, bodies_at
from diemtua.directives.rules.by_position import body_before_verb
from diemtua.directives.rules.model import Named, ReadAssignment, Span
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.tasks import coordinators_in, only_others, whole_task
from diemtua.directives.rules.words import STOP_WORD, starts_order

_TRIGGER = re.compile(
    r"(?<!\w)(?<!theo )(?<!được )(?<!bàn )(?<!chuyển )(?P<verb>giao|đề nghị|yêu cầu|phân công|"
    r"chỉ đạo)(?: rõ)?"
    r"(?: trách nhiệm| nhiệm vụ)?(?: cho)? (?=\S)"
)
_SUBJECT_BEGINNING = re.compile(r"(?:^|[,;:] )(?=\S)")
_CARRIED_OUT = re.compile(
    r"(?:chịu trách nhiệm|có trách nhiệm|căn cứ)[^.]{0,60}thi hành|thi hành (?:quyết định|chỉ thị|kế hoạch|"
    r"công văn) này"
)
_DUTY = re.compile(
    r"(?:được (?:giao|yêu cầu|đề nghị)|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|chủ trì|cần|phải)(?!\w)"
)
_TELLS_OTHERS = re.compile(r"yêu cầu|đề nghị|giao(?! chỉ tiêu)")
# Where a sentence may turn to somebody else.
_CUTS = re.compile(r"[;,] (?:đồng thời |và )?(?=giao |đề nghị |yêu cầu )|; (?=\S)")
# "Văn phòng thông báo để các đơn vị biết, thực hiện": the office only passes on, the others are told.
_NOTICE = re.compile(r"(?<!\w)thông báo (?:ý kiến [^,;]{0,80} )?(?:để|đến|tới|cho) ")
_LEARNS = re.compile(r" (?:được )?(?:biết|nghiêm túc thực hiện|triển khai thực hiện)(?!\w)")
_MOST_SUBJECTS = 12  # places in one sentence where its subject is looked for
_CAPTION = re.compile(r"(?<!\w)ảnh(?: tư liệu)?:? ?[\w]", re.IGNORECASE)


def orders_in_prose(
    paragraphs: list[Passage],
    issuer: str | None,
    year: int | None,
    *,
    is_closing: bool = False,
    is_told: bool = False,
    is_report: bool = False,
    marked: Container[int] = (),
) -> list[ReadAssignment]:
    """Return the orders of `paragraphs`: one for each sentence that tells a body to do something.

    A sentence behind such a one belongs to its task; a paragraph that opens with an order's verb is a
    further task for the same body. Where it `is_told` that orders follow, any order's verb tells its subject;
    in a report it does so behind the first order, and what is `marked` (by its index) is a task of it.
    """
    orders: list[_Order] = []
    for index, paragraph in enumerate(paragraphs):
        if _CAPTION.search(paragraph.text[-60:]) and not paragraph.text.endswith("."):
            continue
        known = len(orders)
        _read_paragraph(
            paragraph, orders, is_closing=is_closing, is_told=is_told or (is_report and bool(orders))
        )
        if index in marked and known == len(orders) and orders and orders[-1].tasks[-1] is not paragraph:
            orders[-1].tasks.append(paragraph)
    return [order.finish(issuer, year, is_closing) for order in orders]


def closes(passage: Passage) -> bool:
    """Say whether an order only says who carries the document out ("… thi hành Quyết định này")."""
    return bool(_CARRIED_OUT.search(passage.low))


class _Order:
    """One order while it is being read: its words may still grow."""

    def __init__(self, source: Passage, start: int, bodies: list[Body], verb: str) -> None:
        self.heading = source.part(start, bodies[-1].end)
        self.leads: list[Named] = [source.part(body.start, body.end).named() for body in bodies]
        self.is_request = verb == "đề nghị"
        self.tasks: list[Passage] = []

    def finish(self, issuer: str | None, year: int | None, is_closing: bool) -> ReadAssignment:
        return ReadAssignment(
            heading=self.heading.text,
            span=Span(self.heading.span.start, self.tasks[-1].span.end),
            is_request=self.is_request,
            leads=tuple(self.leads),
            coordinators=tuple(
                coordinators_in(self._told_apart(), [lead.text for lead in self.leads], issuer)
            ),
            tasks=tuple(only_others(whole_task(passage, year), self.leads) for passage in self._own()),
            is_closing=is_closing or closes(self.tasks[-1]),
        )

    def _own(self) -> list[Passage]:
        """Return the tasks without the words that only introduce them ("giao Sở Y tế chủ trì:")."""
        introduces = len(self.tasks) > 1 and self.tasks[0].text.endswith(":")
        return self.tasks[1:] if introduces else self.tasks

    def _told_apart(self) -> list[Passage]:
        """Return the tasks without the heading, whose bodies lead."""
        first, *others = self.tasks
        behind = first.text.find(self.heading.text) + len(self.heading.text)
        return [first.part(behind), *others]


def _pieces(paragraph: Passage) -> Iterator[Passage]:
    """Yield the sentences, and apart the part behind a semicolon that tells another: "…; giao Sở B …"."""
    for sentence in paragraph.sentences():
        start = 0
        for cut in _CUTS.finditer(sentence.low):
            if _tells_at(sentence, cut.end(), needs_trigger=cut[0] != "; "):
                yield sentence.part(start, cut.end())
                start = cut.end()
        yield sentence.part(start)


def _tells_at(sentence: Passage, at: int, *, needs_trigger: bool) -> bool:
    trigger = _TRIGGER.match(sentence.low, at)
    bodies = bodies_at(sentence, trigger.end() if trigger else at)
    if needs_trigger and not trigger:
        return False
    if not bodies or (all(body.is_group for body in bodies) and not trigger):
        return False
    behind = sentence.low[bodies[-1].end :].lstrip(" ,")
    return starts_order(behind) and (trigger is not None or not _TELLS_OTHERS.match(behind))


def _read_paragraph(paragraph: Passage, orders: list[_Order], *, is_closing: bool, is_told: bool) -> None:
    offset = 0
    current: _Order | None = None
    begins = 0
    for sentence in _pieces(paragraph):
        at = paragraph.text.index(sentence.text, offset)
        offset = at + len(sentence.text)
        found = _order_in(sentence, is_closing, is_told=is_told)
        if found:
            start, bodies, verb = found
            current = _Order(sentence, start, bodies, verb)
            begins = at + (start if verb else 0)
            current.tasks.append(paragraph.part(begins, offset))
            orders.append(current)
        elif current:
            current.tasks[-1] = paragraph.part(begins, offset)
        elif orders and at == 0 and starts_order(sentence.low) and not is_closing:
            orders[-1].tasks.append(paragraph)
            return


def _order_in(
    sentence: Passage, is_closing: bool, *, is_told: bool = False
) -> tuple[int, list[Body], str] | None:
    """Find who is told: "giao Sở Y tế …"; else a body that is the subject of an order's verb."""
    if notice := _NOTICE.search(sentence.low):
        bodies = bodies_at(sentence, notice.end())
        if bodies and _LEARNS.match(sentence.low, bodies[-1].end):
            return bodies[0].start, bodies, ""
    for trigger in _TRIGGER.finditer(sentence.low):
        if trigger["verb"] == "chỉ đạo" and trigger.start():
            continue
        bodies = bodies_at(sentence, trigger.end())
        if trigger["verb"] == "chỉ đạo":
            continue
        if not bodies and not trigger.start() and (unknown := body_before_verb(sentence, trigger.end())):
            return trigger.start(), [unknown], trigger["verb"]
        if not bodies:
            continue
        if _is_told(sentence, bodies) or (not trigger.start() and _must_be_told(sentence, bodies)):
            return trigger.start(), bodies, trigger["verb"]
    behind_commas = is_closing or (is_told and not starts_order(sentence.low))
    beginnings = [
        match
        for match in _SUBJECT_BEGINNING.finditer(sentence.text)
        if behind_commas or match[0] in ("", ": ")
    ]
    for beginning in beginnings[:_MOST_SUBJECTS]:
        bodies = bodies_at(sentence, beginning.end())
        if bodies and _obeys(sentence, bodies, is_closing or is_told, beginning[0] == ": "):
            return bodies[0].start, bodies, ""
    return None


def _is_told(sentence: Passage, bodies: list[Body]) -> bool:
    behind = sentence.low[bodies[-1].end :].lstrip(" ,:.…")
    return (
        bool(behind)
        and (
            starts_order(behind)
            or behind.startswith(
                (
                    "trong việc",
                    "cần",
                    "phải",
                    "thực",
                    "khẩn",
                    "căn",
                    "theo",
                    "trên cơ sở",
                    "quan tâm",
                    "thường trực theo",
                    "làm đầu mối",
                )
            )
        )
    ) or sentence.text.endswith(":")


def _must_be_told(sentence: Passage, bodies: list[Body]) -> bool:
    """Say whether a sentence that opens with "Giao" and proper names goes on with some verb, known or not."""
    behind = sentence.text[bodies[-1].end :].lstrip(" ,")
    is_proper = not any(body.is_group for body in bodies)
    return is_proper and bool(behind) and behind[0].islower() and not STOP_WORD.match(behind.lower())


def _obeys(sentence: Passage, bodies: list[Body], is_closing: bool, is_topical: bool) -> bool:
    """Say whether the subject of a sentence is told to act: "Sở Y tế có trách nhiệm …".

    In a closing paragraph, and behind a topic ("Về danh sách: UBND xã lập …"), any order's verb tells;
    elsewhere a story may be told ("Bưu điện phối hợp ra quân"), and only words of duty do.
    """
    behind = sentence.low[bodies[-1].end :].lstrip(" ,")
    if _DUTY.match(behind):
        return True
    return (is_closing or is_topical) and starts_order(behind) and not _TELLS_OTHERS.match(behind)
