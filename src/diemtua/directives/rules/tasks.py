"""Tasks of a clause, and the bodies that take part in them without leading."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from diemtua.directives.rules.agencies import bodies_at, bodies_in, is_same, level
from diemtua.directives.rules.deadlines import deadline_in, further_deadlines
from diemtua.directives.rules.goals import goals_in, report_to_in
from diemtua.directives.rules.model import Named, ReadTask
from diemtua.directives.rules.outline import Item
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import STOP_WORD, UPPER, starts_order

_TELLING = re.compile(r"(?:yêu cầu|đề nghị|giao|phân công|đôn đốc)(?: nhiệm vụ| trách nhiệm)?(?: cho)? ")
_TOGETHER = re.compile(
    r"(?:phối hợp|liên hệ|hiệp đồng|thống nhất)(?: chặt chẽ| thường xuyên)?(?:,? (?:với|cùng|"
    r"cùng với))? (?=\S)|(?<!\w)(?<!thời )(?:cùng(?: với)?|kết hợp với) (?=\S)"
)
# A body that only hears the result, or owns what is spoken of, does not take part.
_ONLY_HEARS = re.compile(
    r"(?:báo cáo|gửi|trình|tham mưu|đề xuất|xin ý kiến|kiến nghị|phản ánh)[^,;.:]{0,60}$|"
    r"(?:báo cáo|gửi|nộp|chuyển|bàn giao)[^;.:]{0,80} (?:về|cho|đến|tới|sang) (?:các |cơ quan )?$|"
    r"(?:thành lập|kiện toàn|củng cố|tham gia)(?: các)? $|(?:của|thông qua|"
    r"qua|từ|trên) (?:các )?$"
)
# Who is told to do it one level down: own parts, and committees below ("Chỉ đạo UBND các xã …").
_TELLS_DOWN = re.compile(
    r"(?:chỉ đạo|giao|yêu cầu|đôn đốc|hướng dẫn|kiểm tra|quán triệt)(?: cho| đến| tới)?(?: [^,;.:]{0,20})? $"
)
_INNER = re.compile(r"(?:các )?(?:ubnd|ủy ban nhân dân) (?:cấp |các )?(?:huyện|xã|phường|thị)|phòng ")
_PARTNER = re.compile(
    r"(?:các )?(?:doanh nghiệp|hợp tác xã|siêu thị|ngành|vnpt|viettel|mobifone|hộ |ấp trưởng|nghệ nhân|"
    r"chủ |trường |"
    r"nhà tài trợ|nhà thầu|hiệp hội|câu lạc bộ)(?!\w)"
)
_WORDS = re.compile(r"[^\W_]\w*")
_LONGEST_TASK = 20_000  # signs in which bodies are looked for
_ONLY_INTRODUCES = re.compile(r"(?:sau|sau đây|nội dung|nhiệm vụ|trách nhiệm|việc)\s*:$")
_GLUED_BULLET = re.compile(rf"(?:^|\s)[-–+•]\s+(?=[{UPPER}])")


def tasks_of(rest: Passage, children: list[Item], year: int | None) -> list[ReadTask]:
    """Return the tasks of a clause: `rest` stands behind its heading, `children` under it.

    Each bullet is a task and bullets under it are its sub-tasks; each paragraph without a mark is one task,
    however many sentences it has.
    """
    if children and rest and rest.text.endswith(":") and not _ONLY_INTRODUCES.search(rest.low):
        return [_task(rest, [child for child in children if child.kind], year), *_paragraphs(children, year)]
    if rest and (glued := _glued_bullets(rest)):
        return [_task(part, [], year) for part in glued] + [
            _task(item.passage, item.children, year) for item in children
        ]
    own = [_task(rest, [], year)] if rest and not (children and rest.text.endswith(":")) else []
    return own + [_task(item.passage, item.children, year) for item in children]


def whole_task(passage: Passage, year: int | None) -> ReadTask:
    """Return a task that is all of `passage`."""
    return _task(passage, [], year)


def only_others(task: ReadTask, leads: Iterable[Named]) -> ReadTask:
    """Return `task` without its leads among the doers: a doer stands one level down."""
    names = [lead.text for lead in leads]
    others = tuple(doer for doer in task.doers if not any(is_same(doer.text, name) for name in names))
    return replace(task, doers=others)


def passages_in(rest: Passage | None, children: Iterable[Item]) -> Iterator[Passage]:
    """Yield every passage of a clause: the words behind its heading and all items under it."""
    if rest:
        yield rest
    for item in children:
        yield item.passage
        for inner in item.descendants():
            yield inner.passage


def coordinators_in(passages: Iterable[Passage], leads: Iterable[str], issuer: str | None) -> list[Named]:
    """Return the bodies that `passages` name as taking part, each once, in the order of the text.

    Left out are the leads themselves, the issuer, who only hears a report, who owns a thing spoken of,
    and who is told to do the task one level down.
    """
    apart = [*leads, *([issuer] if issuer else [])]
    found: list[Named] = []
    for passage in passages:
        told = _told(passage)
        for start, end in _taking_part(passage):
            if any(first <= start < last for first, last in told):
                continue
            named = passage.part(start, end).named()
            if not any(is_same(named.text, name) for name in apart):
                _add(found, named)
    return found


def _task(passage: Passage, children: list[Item], year: int | None) -> ReadTask:
    due_on, due_text = deadline_in(passage, year)
    return ReadTask(
        text=passage.text,
        span=passage.span,
        subtasks=tuple(_task(child.passage, child.children, year) for child in children),
        due_on=due_on,
        due_text=due_text,
        doers=tuple(passage.part(start, end).named() for start, end in _told(passage)),
        report_to=report_to_in(passage),
        goals=goals_in(passage),
        further_dues=further_deadlines(passage, due_text, year),
    )


def _paragraphs(children: list[Item], year: int | None) -> list[ReadTask]:
    return [_task(item.passage, item.children, year) for item in children if not item.kind]


def _glued_bullets(rest: Passage) -> list[Passage]:
    """Take apart "- Chủ trì …; - Xây dựng …" where a copy has lost the line breaks behind the heading."""
    starts = [match.end() for match in _GLUED_BULLET.finditer(rest.text)]
    if not starts or not re.match(r"[-–+•]\s", rest.text):
        return []
    ends = [*[match.start() for match in _GLUED_BULLET.finditer(rest.text)][1:], len(rest.text)]
    return [rest.part(start, end) for start, end in zip(starts, ends, strict=True)]


def _told(passage: Passage) -> list[tuple[int, int]]:
    """Return where the bodies stand that the order opens with ("Yêu cầu UBND các xã:", "UBND xã giao")."""
    telling = _TELLING.match(passage.low)
    bodies = bodies_at(passage, telling.end() if telling else 0)
    if not bodies:
        return []
    behind = passage.low[bodies[-1].end :].lstrip(" ,:")
    if not telling and not starts_order(behind):
        return []
    return [(body.start, body.end) for body in bodies]


def _partner_end(passage: Passage, at: int) -> int:
    """Return where a partner's name ends that is no known body ("ngành Y tế"); 0 for none."""
    begin = _PARTNER.match(passage.low, at)
    if not begin:
        return 0
    end = begin.end()
    for word in _WORDS.finditer(passage.text, end):
        behind = passage.text[end : word.start()]
        is_listed = behind == ", " and passage.text[word.start()].isupper()
        if (behind != " " and not is_listed) or starts_order(passage.low, word.start()):
            break
        if STOP_WORD.match(passage.low, word.start()) or len(passage.text[at:end].split()) > 7:
            break
        end = word.end()
    return end


def _taking_part(passage: Passage) -> list[tuple[int, int]]:
    passage = passage.part(0, _LONGEST_TASK)
    places: dict[int, int] = {}
    for together in _TOGETHER.finditer(passage.low):
        listed = bodies_at(passage, together.end())
        for body in listed:
            places[body.start] = body.end
        if not listed and (end := _partner_end(passage, together.end())):
            places[together.end()] = end
    for body in bodies_in(passage):
        if not any(start <= body.start < end for start, end in places.items()):
            places[body.start] = body.end
    taking: list[tuple[int, int]] = []
    heard = -1  # where the last body that only hears ends
    for start, end in sorted(places.items()):
        before = passage.low[max(0, start - 90) : start]
        if _ONLY_HEARS.search(before) or (
            heard >= 0 and passage.low[heard:start] in (", ", " và ", ", các ")
        ):
            heard = end
        elif not (_TELLS_DOWN.search(before) and _INNER.match(passage.low, start)):
            taking.append((start, end))
    return taking


def _add(found: list[Named], named: Named) -> None:
    """Add a body unless it is known; of two names for one body the fuller stays ("BHXH huyện")."""
    for index, known in enumerate(found):
        if is_same(known.text, named.text):
            if level(known.text) is None and level(named.text) is not None:
                found[index] = named
            return
    found.append(named)
