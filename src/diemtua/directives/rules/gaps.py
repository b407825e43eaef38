"""What is missing or does not fit, said before publishing rather than found out after."""

import re
from collections.abc import Iterable, Iterator

from diemtua.directives.rules.agencies import bodies_at, core, is_same, level, members_of
from diemtua.directives.rules.agency_words import DEPARTMENTS, FIELD
from diemtua.directives.rules.header import Header
from diemtua.directives.rules.layout import faults_of_layout, gap, gettext_noop
from diemtua.directives.rules.model import Gap, Named, ReadAssignment, ReadTask, Span
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import plain

_ = gettext_noop
_DEPARTMENT = re.compile(rf"(?:giám đốc )?(?:sở|ban|chi cục|cục|ngành)(?!\w)|{FIELD}$")
_KIND = re.compile(r"phòng|trung tâm|chi cục|bệnh viện|trường")
_UNION = re.compile(r"hội|liên đoàn|tỉnh đoàn|đoàn|mặt trận|ủy ban mặt trận|ubmttq|mttq")
_ALL_DEPARTMENTS = re.compile(rf"{DEPARTMENTS}|các sở")
_COMMITTEE = re.compile(r"(?:chủ tịch )?(?:ủy ban nhân dân|ubnd)")
_BARE_NUMBER = re.compile(r"^[ \t]*Số[ \t]*:?[ \t]*\d{1,5}[ \t]*(?=$|[ \t]{3})", re.IGNORECASE | re.MULTILINE)
_LINE = 200  # signs behind the head as read, where a number without its symbol may stand
_ALL_UNIONS = re.compile(r"các (?:tổ chức|hội)[^;,]*(?:đoàn thể|chính trị)|đoàn thể")


def gaps_in(
    header: Header, assignments: tuple[ReadAssignment, ...], unowned: tuple[Span, ...], text: str
) -> list[Gap]:
    """Return the gaps: those of the head and of the layout first, then in the order of the text."""
    return [
        *_gaps_of_head(header, text),
        *(faults_of_layout(header, text) if header.is_official else ()),
        *_gaps_of_owners(header, assignments),
        *_gaps_of_addressees(header, assignments),
        *(_without_owner(text[span.start : span.end], span) for span in unowned),
        *_gaps_of_deadlines(assignments),
    ]


def _gaps_of_head(header: Header, text: str) -> Iterator[Gap]:
    if header.number is None and header.is_official:
        if bare := _BARE_NUMBER.search(text, 0, header.end + _LINE):
            yield gap("symbol_missing", _("Số văn bản chưa có ký hiệu."), Span(*bare.span()))
        else:
            yield gap("number_missing", _("Văn bản chưa có số."))
    elif header.number is None:
        yield gap("number_missing", _("Không tìm thấy số văn bản."))
    if header.issued_on is None and header.issued_text:
        yield gap("day_missing", _("Văn bản chưa ghi đủ ngày ban hành."), header.issued_text.span)
    elif header.issued_on is None:
        yield gap("day_missing", _("Không tìm thấy ngày ban hành."))


def _gaps_of_owners(header: Header, assignments: tuple[ReadAssignment, ...]) -> Iterator[Gap]:
    for assignment in assignments:
        if not assignment.leads:
            yield _without_owner(assignment.heading, assignment.span)
        if not assignment.tasks:
            words = _shortened(assignment.heading)
            yield gap(
                "clause_without_task",
                _("Mục “%(words)s” không nêu nhiệm vụ nào."),
                assignment.span,
                words=words,
            )
        if assignment.is_closing or not header.addressees:
            continue
        for lead in assignment.leads:
            if not _is_addressed(lead, header.addressees):
                yield gap(
                    "owner_not_addressed",
                    _("“%(words)s” được giao nhiệm vụ nhưng không có tên ở phần Kính gửi."),
                    lead.span,
                    words=lead.text,
                )


def _gaps_of_addressees(header: Header, assignments: tuple[ReadAssignment, ...]) -> Iterator[Gap]:
    if not assignments:
        return
    owners = [named.text for clause in assignments for named in (*clause.leads, *clause.coordinators)]
    for line in header.addressees:
        for member in members_of(line):
            bodies = bodies_at(Passage.of(member.text), 0)
            if bodies and bodies[0].is_group:
                continue
            if not any(
                _is_meant(owner, member.text) or _is_among(member, Passage.of(owner)) for owner in owners
            ):
                yield gap(
                    "addressee_without_task",
                    _("“%(words)s” có tên ở phần Kính gửi nhưng không được giao nhiệm vụ nào."),
                    member.span,
                    words=member.text,
                )


def _gaps_of_deadlines(assignments: tuple[ReadAssignment, ...]) -> Iterator[Gap]:
    if not assignments:
        yield gap("no_orders", _("Văn bản không giao nhiệm vụ cho cơ quan nào."))
    elif not any(task.due_text for assignment in assignments for task in _all(assignment.tasks)):
        yield gap("no_deadline", _("Cả văn bản không có thời hạn nào; hãy bổ sung hạn cho từng nhiệm vụ."))


def _all(tasks: Iterable[ReadTask]) -> Iterator[ReadTask]:
    for task in tasks:
        yield task
        yield from _all(task.subtasks)


def _is_addressed(lead: Named, addressees: tuple[Passage, ...]) -> bool:
    if any(_is_among(lead, line) for line in addressees):
        return True
    if any(_is_meant(lead.text, member.text) for line in addressees for member in members_of(line)):
        return True
    bodies = bodies_at(Passage.of(lead.text), 0)
    return bool(bodies) and bodies[0].is_group


def _is_among(lead: Named, line: Passage) -> bool:
    """Say whether a line such as "Các sở, ban, ngành, đoàn thể" takes the lead in without its name."""
    everybody = _ALL_DEPARTMENTS.search(line.low)
    if ":" in line.text or level(lead.text) not in (None, 1):
        return False
    low = plain(lead.text)
    if (kind := _KIND.match(low)) and re.search(rf"các (?:[^:;]* )?{kind[0]}(?!\w)", line.low):
        return True  # "Các phòng chức năng" takes in Phòng Kế hoạch
    if _UNION.match(low):
        return bool(
            _ALL_UNIONS.search(line.low) or (everybody and re.search("đơn vị|cơ quan|hội", everybody[0]))
        )
    if not everybody or _COMMITTEE.match(low):
        return False
    return bool(_DEPARTMENT.match(low)) or bool(re.search("ngành|đơn vị|cơ quan", everybody[0]))


def _is_meant(owner: str, member: str) -> bool:
    """Say whether an owner may be the addressee: "Y tế" under "Các Sở:" means Sở Y tế."""
    if is_same(owner, member):
        return True
    first, second = core(owner), core(member)
    return bool(first and second) and (first == second or re.sub(r"^(?:hội|sở) ", "", first) == second)


def _without_owner(words: str, span: Span) -> Gap:
    return gap(
        "clause_without_owner",
        _("Mục “%(words)s” không nêu cơ quan thực hiện."),
        span,
        words=_shortened(words),
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:79].rstrip() + "…"
