"""Clauses: from the outline of a directive to who is ordered to do what.

A heading may name a body or a task; which it is, its words decide. See docs/algorithms/reading-a-dispatch.md.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from diemtua.directives.rules.agencies import Body, bodies_at, is_same, members_of
from diemtua.directives.rules.by_position import HEADS, body_before_verb
from diemtua.directives.rules.fields import fielded_clause
from diemtua.directives.rules.model import Named, ReadAssignment, ReadTask, Span
from diemtua.directives.rules.outline import Item
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.prose import closes, orders_in_prose
from diemtua.directives.rules.tasks import coordinators_in, only_others, passages_in, tasks_of
from diemtua.directives.rules.words import STOP_WORD, UPPER, starts_order

_PREFIX = re.compile(
    r"(?:(?:về phía|đối với|trách nhiệm của|nhiệm vụ của|vai trò của) |"
    r"(?:(?:ủy ban nhân dân|ubnd) (?:tỉnh|thành phố|huyện|xã|phường) )?"
    r"(?:(?P<request>(?:trân trọng |kính )?đề nghị|(?:kính )?mời|mong)|giao|yêu cầu|phân công)"
    r"(?: nhiệm vụ| trách nhiệm)?(?: cho)? )*"
)
_BEHIND_HEADING = re.compile(r"\s*(?:\([^()]{2,80}\))?\s*(?:[:.;]|[-–](?= ))?\s*")
_BACKGROUND = re.compile(
    r"(?:mục đích|yêu cầu|mục tiêu|căn cứ|kết quả|đánh giá|tình hình|đặc điểm|sự cần thiết|quan điểm|"
    r"khẩu hiệu|"
    r"phạm vi|đối tượng|chủ đề|thông điệp|kinh phí|thời gian)"
)
_ENACTS = re.compile(
    r"(?:ban hành|phê duyệt|giao chỉ tiêu|thành lập|sửa đổi|bổ sung|công bố|kiện toàn)(?!\w)"
)
_NAME_GOES_ON = re.compile(rf"(?: và| -| –|,) (?=[{UPPER}])[^:.;]{{3,60}}(?=:|$)|(?: [^\W\d_]+){{1,4}}(?=:$)")
_TELLS_ANOTHER = re.compile(r"(?:giao|yêu cầu|đề nghị)(?: nhiệm vụ)?(?: cho)? ")
_BESIDE_NAME = re.compile(r"^ ?\([^()]{2,40}\)")  # what stands for the name from here on: "(LĐTBXH)"
# What stands before a colon and names no body.
_TOPIC = re.compile(
    r"(?:về|thời gian|địa điểm|kinh phí|mục|nội dung|chỉ tiêu|công tác|nhiệm vụ|giải pháp|đối với|"
    r"yêu cầu|hình thức|"
    r"thành phần|phương|tiến độ|sản phẩm|kết quả|lưu ý|khẩu hiệu|chủ đề|đối tượng|phạm vi|số lượng|từ |"
    r"ngày |trong )"
)
_BARE_NAME = re.compile(r"[^:.;]{2,60}$")
_BESIDE_NAME_END = re.compile(r" ?\([^()]*\)$")
_IS_TOLD = re.compile(r"(?:cần|phải|được giao|là (?:cơ quan|đơn vị|đầu mối|thường trực|chủ trì))(?!\w)")
_CLOSING_START = re.compile(
    r"(?:căn cứ (?:nhiệm vụ|nội dung|chức năng)|trên đây|nhận được|trong quá trình|quá trình|yêu cầu|"
    r"đề nghị|giao|ubnd|"
    r"ủy ban|các (?:sở|cơ quan|đơn vị|địa phương|đồng chí|ngành|xã)|thủ trưởng|giám đốc|chủ tịch|"
    r"người đứng đầu|văn phòng|nếu |mọi |"
    r"thừa lệnh|công văn này|hướng dẫn này|"
    r"(?:sở|bhxh|bảo hiểm xã hội|phòng|ban|cục|chi cục|bưu điện|hội|trung tâm)[^.;]{2,60}? "
    r"(?:đề nghị|yêu cầu|thông báo|trân trọng)|"
    r"quyết định này|chỉ thị này|kế hoạch này)"
)
_LETTERS = ("CONG_VAN", "CHI_THI", "THONG_BAO", "OTHER")


@dataclass(frozen=True)
class Context:
    """What the rest of the document says that a clause may need."""

    kind: str
    issuer: str | None
    year: int | None
    addressees: tuple[Passage, ...]


@dataclass(frozen=True)
class Clauses:
    """The assignments in the order of the text, and the items in which no owner was found."""

    assignments: tuple[ReadAssignment, ...]
    unowned: tuple[Span, ...]

    def with_those_of(self, other: "Clauses") -> "Clauses":
        """Return both, in the order of the text."""
        both = sorted([*self.assignments, *other.assignments], key=lambda one: one.span.start)
        return Clauses(tuple(both), (*self.unowned, *other.unowned))


def clauses_of(roots: list[Item], context: Context) -> Clauses:
    """Read the outline of a body into assignments."""
    closing = _take_closing(roots)
    marked = [item for item in roots if item.kind]
    if not marked:
        prose = orders_in_prose([item.passage for item in [*roots, *closing]], context.issuer, context.year)
        return Clauses(tuple(prose), ())
    unowned: list[Item] = []
    found = [clause for item in marked for clause in _visit(item, context, unowned)]
    found = _with_siblings(marked, found, unowned, context)
    if not found and context.kind in _LETTERS:
        found = _ordered_by_introduction(roots, unowned, context)
        unowned = [] if found else unowned
    found += orders_in_prose(
        [item.passage for item in closing], context.issuer, context.year, is_closing=True
    )
    return Clauses(tuple(found), tuple(item.passage.span for item in unowned))


def _with_siblings(
    items: list[Item], found: list[ReadAssignment], unowned: list[Item], context: Context
) -> list[ReadAssignment]:
    """Add the headings that stand among names of bodies and hence name one: "6. Các nhà mạng"."""
    starts = sorted(clause.span.start for clause in found)
    owned = [
        item for item in items if _any_within(starts, item.passage.span.start, item.passage.span.start + 1)
    ]
    added = []
    for item in items:
        below = [child for child in item.children if child.kind]
        if below:
            found = _with_siblings(below, found, unowned, context)
        is_owner = (
            bool(owned)
            and item.kind in ("arabic", "decimal", "letter", "roman")
            and (_is_heading_of_names(item) or _names_before_colon(item.passage))
            and not _any_within(starts, item.passage.span.start, _last(item))
        )
        spoken = _spoken_by_position(item, context) if owned and not is_owner else None
        if spoken and not _any_within(starts, item.passage.span.start, _last(item)):
            added.append(spoken)
            unowned[:] = [one for one in unowned if one is not item]
        if is_owner:
            added.append(_clause_headed(item, context))
            unowned[:] = [one for one in unowned if one is not item]
    return sorted([*found, *added], key=lambda clause: clause.span.start) if added else found


def _spoken_by_position(item: Item, context: Context) -> ReadAssignment | None:
    """Read "5. Trạm Hồ Đá vận hành …" among items with owners: what stands before the verb owns it."""
    body = body_before_verb(item.passage, 0)
    if body is None or not item.kind:
        return None
    lead = item.passage.part(body.start, body.end).named()
    tasks = tasks_of(item.passage, item.children, context.year)
    return ReadAssignment(
        heading=lead.text,
        span=Span(item.passage.span.start, max(_end(task) for task in tasks)),
        is_request=False,
        leads=(lead,),
        coordinators=tuple(
            coordinators_in(
                passages_in(item.passage.part(body.end), item.children), [lead.text], context.issuer
            )
        ),
        tasks=tuple(only_others(task, [lead]) for task in tasks),
    )


def _is_heading_of_names(item: Item) -> bool:
    text = item.passage.text
    is_short = 1 < len(text.split()) < 16 and text[0].isupper() and text[-1] != "."
    return is_short and bool(item.children) and bool(HEADS.match(item.passage.low))


def _names_before_colon(passage: Passage) -> bool:
    """Say whether a name stands before a colon and an order behind it: "Điện lực Sơn Tây: khảo sát …"."""
    name, colon, rest = passage.low.partition(": ")
    is_short = 1 < len(name.split()) < 15 and passage.text[0].isupper()
    return (
        is_short and bool(colon) and not _TOPIC.match(name) and starts_order(rest) and not starts_order(name)
    )


def _any_within(starts: list[int], first: int, last: int) -> bool:
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < last


def _last(item: Item) -> int:
    return max([item.passage.span.end, *(child.passage.span.end for child in item.descendants())])


def _visit(item: Item, context: Context, unowned: list[Item]) -> Iterator[ReadAssignment]:
    spoken = orders_in_prose([item.passage], context.issuer, context.year)
    if _is_background(item) and not spoken:
        return
    if behind := _told_behind(item.passage):
        head = Item(item.kind, item.label, item.passage.part(0, behind), item.children)
        yield from _visit(head, context, unowned)
        yield from orders_in_prose([item.passage.part(behind)], context.issuer, context.year)
        return
    own = _clause_of(item, context)
    if own and item.kind == "body" and _only_says_who_issues(item, own.bodies, context):
        return
    if own and own.is_bare and _is_shared_out(item):
        for child in item.children:
            yield _clause_headed(child, context)
        return
    if own and item.kind == "body" and not own.assignment.tasks:
        return
    if own and not (all(body.is_group for body in own.bodies) and _has_owned_children(item)):
        yield own.assignment
        return
    if fielded := fielded_clause(item, context.year):
        yield fielded
        return
    marked = [child for child in item.children if child.kind]
    if item.children and item.kind in ("part", "roman") and not item.children[0].kind:
        told = [child.passage for child in item.children if not child.kind]
        yield from orders_in_prose(told, context.issuer, context.year, is_told=True)
    inside = [clause for child in marked for clause in _visit(child, context, unowned)]
    if spoken and not inside:
        yield _with_children(spoken[0], item, context)
        yield from spoken[1:]
        return
    yield from inside
    if not inside and item.kind in ("arabic", "decimal", "article", "letter") and _is_order(item):
        unowned[:] = [known for known in unowned if known not in item.children] + [item]


def _only_says_who_issues(item: Item, bodies: list[Body], context: Context) -> bool:
    """Say whether a line names the issuer over what it rests on: "UBND TỈNH …" above "Căn cứ …"."""
    names = [item.passage.text[body.start : body.end] for body in bodies]
    issues = bool(context.issuer) and any(is_same(name, context.issuer or "") for name in names)
    return (
        issues and bool(item.children) and item.children[0].passage.low.startswith(("căn cứ", "theo", "xét"))
    )


def _told_behind(passage: Passage) -> int:
    """Return where a later sentence of an item tells somebody else ("… . Giao Hiệu trưởng …"), 0 for none."""
    at = 0
    for sentence in passage.sentences():
        at = passage.text.index(sentence.text, at)
        telling = _TELLS_ANOTHER.match(sentence.low)
        if at and telling and bodies_at(sentence, telling.end()):
            return at
    return 0


@dataclass(frozen=True)
class _Headed:
    bodies: list[Body]
    assignment: ReadAssignment
    is_bare: bool  # nothing but names


def _clause_of(item: Item, context: Context) -> _Headed | None:
    """Read an item that opens with its owners: a heading ("Sở Y tế:") or a sentence ("Sở Y tế chủ trì")."""
    passage = item.passage
    prefix = _PREFIX.match(passage.low)
    start = prefix.end() if prefix else 0
    bodies = bodies_at(passage, start)
    if not bodies:
        return None
    end = _heading_end(passage, bodies, is_over=bool(item.children))
    behind = _BEHIND_HEADING.match(passage.text, end)
    rest = passage.part(behind.end() if behind else end)
    is_headed = (
        not rest or rest.text[0].isupper() or rest.text[0] in "-+“" or ":" in passage.text[end : end + 3]
    )
    if not is_headed and not start and not _is_subject(passage, bodies):
        return None
    task_part = rest if is_headed else passage
    leads = [passage.part(body.start, body.end).named() for body in bodies]
    if end > bodies[-1].end:
        leads = [passage.part(bodies[0].start, end).named()]
    only_leads_in = (
        not is_headed and passage.text.endswith(":") and any(child.kind for child in item.children)
    )
    tasks = tasks_of(passage.part(0, 0) if only_leads_in else task_part, item.children, context.year)
    heading = passage.part(0, end)
    return _Headed(
        bodies,
        ReadAssignment(
            heading=heading.text,
            span=Span(heading.span.start, max([passage.span.end, *(_end(task) for task in tasks)])),
            is_request=bool(prefix and prefix["request"]),
            leads=tuple(leads),
            coordinators=tuple(_coordinators(task_part, item, leads, context)),
            tasks=tuple(only_others(task, leads) for task in tasks),
            is_closing=closes(passage),
        ),
        is_bare=not rest.text.strip(".: "),
    )


def _clause_headed(item: Item, context: Context) -> ReadAssignment:
    """Read an item whose heading, or what stands before its colon, is a name: "2. Phòng Quản lý Thu"."""
    colon = item.passage.text.find(": ")
    heading = (item.passage.part(0, colon) if colon > 0 else item.passage).stripped(".: ")
    rest = item.passage.part(colon + 1) if colon > 0 else item.passage.part(0, 0)
    own = _clause_of(item, context)
    if own and own.is_bare:
        return own.assignment
    lead = heading.part(0, len(_BESIDE_NAME_END.split(heading.text)[0])).named()
    tasks = tasks_of(rest, item.children, context.year)
    return ReadAssignment(
        heading=heading.text,
        span=Span(heading.span.start, max(_end(task) for task in tasks)),
        is_request="đề nghị" in heading.low,
        leads=(lead,),
        coordinators=tuple(coordinators_in(passages_in(rest, item.children), [lead.text], context.issuer)),
        tasks=tuple(only_others(task, [lead]) for task in tasks),
    )


def _is_shared_out(item: Item) -> bool:
    """Say whether all that stands below a body's name are names of its own parts, with orders below each."""
    return bool(item.children) and all(
        child.children and child.kind and _names_only(child.passage) for child in item.children
    )


def _names_only(passage: Passage) -> bool:
    """Say whether a heading is a name and no more; the name may go on behind what is known of it."""
    bodies = bodies_at(passage, (match.end() if (match := _PREFIX.match(passage.low)) else 0))
    if not bodies:
        return False
    rest = passage.low[bodies[-1].end :].strip(" .:,-–")
    return not rest or (len(rest) < 40 and not starts_order(rest) and not STOP_WORD.match(rest))


def _heading_end(passage: Passage, bodies: list[Body], *, is_over: bool) -> int:
    """Return where the name in a heading ends: it may go on to the colon, or to the end of a bare heading.

    "Phòng Thanh tra - Kiểm tra:" and "Phòng Tuyên truyền và Hỗ trợ người tham gia:" are one body each.
    """
    end = bodies[-1].end
    more = _NAME_GOES_ON.match(passage.text, end) or (is_over and _BARE_NAME.match(passage.text, end)) or None
    if not more or len(more[0].split()) > 9 or starts_order(passage.low, more.start() + 1):
        return end
    return more.end()


def _is_subject(passage: Passage, bodies: list[Body]) -> bool:
    """Say whether the bodies that open an item are told to act by the words behind them."""
    behind = _BESIDE_NAME.sub("", passage.low[bodies[-1].end :]).lstrip(" ,")
    is_proper = not any(body.is_group for body in bodies)
    return (
        starts_order(behind)
        or bool(_IS_TOLD.match(behind))
        or (is_proper and bool(behind) and behind[0].isalpha() and not STOP_WORD.match(behind))
    )


def _end(task: ReadTask) -> int:
    return max([task.span.end, *(_end(subtask) for subtask in task.subtasks)])


def _coordinators(rest: Passage, item: Item, leads: list[Named], context: Context) -> list[Named]:
    return coordinators_in(passages_in(rest, item.children), [lead.text for lead in leads], context.issuer)


def _has_owned_children(item: Item) -> bool:
    return any(_opens_with_owner(child) for child in item.children)


def _opens_with_owner(item: Item) -> bool:
    prefix = _PREFIX.match(item.passage.low)
    bodies = bodies_at(item.passage, prefix.end() if prefix else 0)
    if not bodies:
        return False
    behind = item.passage.text[bodies[-1].end :].lstrip()
    return not behind or behind[0] == ":" or starts_order(item.passage.low[bodies[-1].end :].lstrip(" ,"))


def _is_background(item: Item) -> bool:
    """Say whether a section only tells aims or results: its words order nothing to anybody."""
    title = item.passage.low
    return (
        item.kind != "body"
        and len(title) < 90
        and bool(_BACKGROUND.match(title))
        and not bodies_at(item.passage, (match.end() if (match := _PREFIX.match(title)) else 0))
    )


def _is_order(item: Item) -> bool:
    if item.kind == "article" and _ENACTS.match(item.passage.low):
        return False
    return starts_order(item.passage.low) or any(starts_order(child.passage.low) for child in item.children)


def _with_children(spoken: ReadAssignment, item: Item, context: Context) -> ReadAssignment:
    """Give an order spoken inside a heading ("2. Về truyền thông: giao Sở Y tế …:") the items below it."""
    if not item.children:
        return spoken
    below = tasks_of(Passage.of(""), item.children, context.year)
    only_opens = item.passage.text.endswith(":")
    tasks = tuple(below) if only_opens else (*spoken.tasks, *below)
    return ReadAssignment(
        heading=spoken.heading,
        span=Span(spoken.span.start, max(_end(task) for task in tasks)),
        is_request=spoken.is_request,
        leads=spoken.leads,
        coordinators=tuple(_coordinators(item.passage, item, list(spoken.leads), context)),
        tasks=tasks,
        is_closing=spoken.is_closing,
    )


def _ordered_by_introduction(
    roots: list[Item], unowned: list[Item], context: Context
) -> list[ReadAssignment]:
    """Where no item names an owner, the sentence before them does ("đề nghị các đơn vị:"), or Kính gửi."""
    items = [item for item in roots if item.kind and not _is_background(item)]
    if not items or not (unowned or all(item.is_bullet for item in items)):
        return []
    before = next((item.passage for item in reversed(roots[: roots.index(items[0])]) if not item.kind), None)
    spoken = orders_in_prose([before], context.issuer, context.year) if before else []
    leads = [lead for lead in spoken[-1].leads if not _is_loose(lead)] if spoken else []
    leads = leads or [member for line in context.addressees for member in members_of(line)]
    if not leads:
        return []
    tasks = tasks_of(Passage.of(""), items, context.year)
    first = spoken[-1].span.start if spoken else items[0].passage.span.start
    return [
        ReadAssignment(
            heading=spoken[-1].heading if spoken else "",
            span=Span(first, max(_end(task) for task in tasks)),
            is_request=bool(spoken and spoken[-1].is_request),
            leads=tuple(leads),
            coordinators=tuple(
                coordinators_in(passages_in(None, items), [lead.text for lead in leads], context.issuer)
            ),
            tasks=tuple(tasks),
        )
    ]


def _is_loose(named: Named) -> bool:
    bodies = bodies_at(Passage.of(named.text), 0)
    return bool(bodies) and bodies[0].is_group


def _take_closing(roots: list[Item]) -> list[Item]:
    """Take the closing paragraphs off the last branch of the outline and return them."""
    siblings = roots
    while siblings and siblings[-1].kind:
        siblings = siblings[-1].children
    taken: list[Item] = []
    is_all_prose = siblings is roots and not any(item.kind for item in roots)
    while (
        not is_all_prose
        and siblings
        and not siblings[-1].kind
        and (_CLOSING_START.match(siblings[-1].passage.low) or _opens_with_owner(siblings[-1]))
    ):
        taken.insert(0, siblings.pop())
    return taken
