"""The words of the report. Every number comes from the snapshot; a sentence about nothing is left out.

Numbers enter a sentence only through `Teller`, which remembers them: that list is the traceability sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from diemtua.core.numbers import decimal_comma, grouped
from diemtua.reports.rules.letterhead import day_in_words
from diemtua.reports.rules.snapshot import Snapshot, StatedFigure, at_launch


@dataclass(frozen=True)
class Statement:
    """A number as the report prints it, and the figure it is."""

    printed: str
    key: str


@dataclass(frozen=True)
class Section:
    """A numbered section: its title (empty: the part's own text) and paragraphs."""

    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Part:
    """A Roman-numbered part of the body."""

    title: str
    sections: list[Section]


@dataclass(frozen=True)
class Body:
    """The body of a report and the numbers stated in it, in the order of the text."""

    subject: str
    opening: str
    parts: list[Part]
    closing: str
    statements: list[Statement] = field(default_factory=list)


class Teller:
    """Prints figures of a snapshot and remembers which."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.statements: list[Statement] = []

    def has(self, key: str) -> bool:
        """Say whether there is anything to tell of a figure."""
        return self.snapshot.value(key) > 0

    def number(self, key: str) -> str:
        """Print a figure: '1.403'; 'hơn 300' when it is only known to be more."""
        found = self.snapshot.figure(key)
        return self._told(key, bounded(found.value or 0, found.is_lower_bound))

    def counted(self, key: str, words: str) -> str:
        """Print a figure with the words that follow it, or nothing when it is zero or unknown."""
        return f"{self.number(key)} {words}" if self.has(key) else ""

    def out_of(self, key: str) -> str:
        """Print a ratio as its parts: '21/21'."""
        found = self.snapshot.figure(key)
        return self._told(key, f"{grouped(found.value or 0)}/{grouped(found.denominator or 0)}")

    def achieved(self, key: str) -> str:
        """Print ', đạt 92,32% …' with the plan it is measured by, or nothing without a plan."""
        found = self.snapshot.figure(key)
        if found.percent is None or found.plan_number is None:
            return ""
        told = self._told(key, f"{decimal_comma(found.percent)}%")
        return f", đạt {told} {_plan(found.plan_title)} ({grouped(found.plan_number)} người)"

    def _told(self, key: str, printed: str) -> str:
        self.statements.append(Statement(printed, key))
        return printed


def bounded(number: int, is_lower_bound: bool) -> str:
    """Print a number, with 'hơn' when it is only known to be more."""
    return f"hơn {grouped(number)}" if is_lower_bound else grouped(number)


def body_of(snapshot: Snapshot) -> Body:
    """Return the body of the report: results, difficulties, proposals."""
    tell = Teller(snapshot)
    parts = [
        Part("Kết quả thực hiện", list(_results(tell))),
        Part("Khó khăn, vướng mắc", [Section("", list(_difficulties(tell)))]),
        Part("Đề xuất, kiến nghị", [Section("", list(_proposals(snapshot)))]),
    ]
    subject = f"Kết quả {_lower_first(snapshot.campaign)}"
    if snapshot.place.lower() not in subject.lower():
        subject += f" trên địa bàn {_lower_first(snapshot.place)}"
    closing = f"Trên đây là báo cáo {_lower_first(subject)}, {snapshot.agency} kính trình./."
    return Body(subject, _opening(snapshot), parts, closing, tell.statements)


def _opening(snapshot: Snapshot) -> str:
    theme = f" với chủ đề “{snapshot.theme}”" if snapshot.theme else ""
    return (
        f"{snapshot.campaign} được triển khai từ ngày {day_in_words(snapshot.first_day)} đến ngày "
        f"{day_in_words(snapshot.last_day)}{theme}. {snapshot.agency} tổng hợp kết quả, số liệu chốt lúc "
        f"{snapshot.frozen_at:%H:%M} ngày {day_in_words(snapshot.frozen_at.date())}, như sau:"
    )


def _results(tell: Teller) -> Iterator[Section]:
    for title, paragraphs in (
        ("Công tác chỉ đạo", _direction(tell)),
        ("Ra quân", _launch(tell)),
        ("Truyền thông trực tiếp", _direct(tell)),
        ("Truyền thông trên phương tiện thông tin đại chúng", _mass(tell)),
        ("Kết quả phát triển người tham gia", _participation(tell)),
        ("Tặng sổ BHXH, thẻ BHYT", _gifts(tell)),
    ):
        told = [paragraph for paragraph in paragraphs if paragraph]
        if told:
            yield Section(title, told)


def _direction(tell: Teller) -> Iterator[str]:
    snapshot = tell.snapshot
    if snapshot.orders:
        orders = [_order(order.title, order.issued_on, order.issuer) for order in snapshot.orders]
        yield f"Chiến dịch được tổ chức theo {_listed(orders)}."
    total = sum(snapshot.tasks.values())
    if total:
        done = [
            f"{grouped(snapshot.tasks[status])} {words}"
            for status, words in (
                ("DONE", "đã hoàn thành"),
                ("IN_PROGRESS", "đang thực hiện"),
                ("NOT_STARTED", "chưa thực hiện"),
            )
            if snapshot.tasks.get(status)
        ]
        if len(done) == 1:
            yield f"{grouped(total)} nhiệm vụ được giao cho các cơ quan đều {done[0].split(' ', 1)[1]}."
        else:
            yield f"Trong {grouped(total)} nhiệm vụ được giao cho các cơ quan, {_listed(done)}."


def _order(title: str, issued_on: str, issuer: str) -> str:
    day = f" ngày {issued_on}" if issued_on else ""
    return f"{title}{day} của {issuer}" if issuer else f"{title}{day}"


def _launch(tell: Teller) -> Iterator[str]:
    snapshot = tell.snapshot
    teams, points, reached = (at_launch(code) for code in ("EV.TEAMS", "EV.POINTS", "EV.REACHED"))
    if snapshot.launch_on and tell.has(teams):
        told = f"{tell.number(teams)} tổ tư vấn tại {tell.number(points)} điểm tuyên truyền"
        reach = tell.counted(reached, "người dân được tiếp cận, tư vấn")
        told += f"; {reach}" if reach else ""
        yield f"Ngày {snapshot.launch_on}, {snapshot.everywhere} ra quân với {told}."
    won = [
        tell.counted(at_launch("SI.VOL.NEW"), "người tham gia BHXH tự nguyện"),
        tell.counted(at_launch("HI.HH.NEW"), "người tham gia BHYT hộ gia đình"),
    ]
    if any(won):
        yield f"Ngay trong ngày ra quân đã vận động được {_listed(won)}."
    for called in snapshot.called_off:
        instead = [f"{grouped(count)} {kind}" for kind, count in called.instead.items()]
        turned = f"; đã chuyển sang hình thức khác, gồm {_listed(instead)}" if instead else ""
        cause = f"không tổ chức được do {_lower_first(called.reason)}"
        yield f"Có {grouped(called.count)} {called.kind} theo kế hoạch {cause}{turned}."


def _direct(tell: Teller) -> Iterator[str]:
    meetings = [
        _with_people(tell, "CO.CONF.COUNT", "hội nghị truyền thông", "CO.CONF.ATT", "người dự"),
        _with_people(tell, "CO.SG.COUNT", "cuộc tư vấn nhóm nhỏ", "CO.SG.ATT", "người được tư vấn"),
    ]
    if any(meetings):
        yield f"Trong kỳ đã tổ chức {'; '.join(one for one in meetings if one)}."
    if tell.has("CO.ENT.COUNT"):
        told = _with_people(tell, "CO.ENT.COUNT", "buổi", "CO.ENT.ATT", "người dự")
        places = "; ".join(_workplaces(tell.snapshot))
        named = f", cụ thể: {places}" if places else ""
        yield f"Truyền thông lồng ghép tại doanh nghiệp, trường học được {told}{named}."
    visits = [
        tell.counted("CO.HOME.COUNT", "đợt đến từng nhà"),
        tell.counted("PR.CONTACTS", "lần gặp người thuộc danh sách tiềm năng"),
    ]
    if any(visits):
        yield f"Vận động tại hộ gia đình có {_listed(visits)}."


def _with_people(tell: Teller, count_key: str, what: str, people_key: str, who: str) -> str:
    if not tell.has(count_key):
        return ""
    held = f"{tell.number(count_key)} {what}"
    people = tell.counted(people_key, who)
    return f"{held} với {people}" if people else held


def _workplaces(snapshot: Snapshot) -> Iterator[str]:
    """Yield one piece per area; several sessions known only as 'more than' are told by their sum."""
    for area, found in groupby(snapshot.workplaces, key=lambda one: one.area):
        sessions = list(found)
        loose = [one for one in sessions if one.is_lower_bound]
        told = [f"{one.title} {grouped(one.people)} người" for one in sessions if not one.is_lower_bound]
        if len(loose) > 1:
            places = _listed(list(dict.fromkeys(_lower_first(one.place) for one in loose)))
            told.append(
                f"{len(loose)} buổi tại {places} {bounded(sum(one.people for one in loose), True)} người"
            )
        else:
            told += [f"{one.title} {bounded(one.people, True)} người" for one in loose]
        yield f"{_lower_first(area)} ({', '.join(told)})"


def _mass(tell: Teller) -> Iterator[str]:
    if tell.has("CO.RADIO.ALL"):
        aired = f"Hệ thống truyền thanh phát {tell.number('CO.RADIO.ALL')} lượt"
        if tell.snapshot.value("CO.RADIO.VSI") == tell.snapshot.value("CO.RADIO.ALL"):
            yield f"{aired}, đều về BHXH tự nguyện."
        elif about := tell.counted("CO.RADIO.VSI", "lượt về BHXH tự nguyện"):
            yield f"{aired}, trong đó {about}."
        else:
            yield f"{aired}."
    posts = [
        tell.counted("CO.WEB.ITEMS", "tin bài trên cổng thông tin điện tử"),
        tell.counted("CO.SOCIAL.ITEMS", "tin bài, video trên mạng xã hội"),
        tell.counted("CO.SOCIAL.SHARES", "lượt chia sẻ trên trang cá nhân của cán bộ, viên chức"),
    ]
    if any(posts):
        yield f"Trên môi trường mạng có {_listed(posts)}."
    if tell.has("EV.UNITS_DONE"):
        yield (
            f"Tuyên truyền trực quan (băng rôn, pano, phướn) được thực hiện ở "
            f"{tell.out_of('EV.UNITS_DONE')} địa phương, {tell.number('EV.VISUAL')} vị trí."
        )


def _participation(tell: Teller) -> Iterator[str]:
    health = tell.counted("HI.NEW", "người tham gia BHYT")
    household = tell.counted("HI.HH.NEW", "người tham gia BHYT hộ gia đình")
    if health and household and tell.snapshot.value("HI.HH.NEW") < tell.snapshot.value("HI.NEW"):
        health += f" (trong đó {household})"
    won = [
        tell.counted("SI.VOL.NEW", "người tham gia BHXH tự nguyện"),
        health,
        tell.counted("SI.COMP.NEW", "người tham gia BHXH bắt buộc"),
    ]
    if any(won):
        yield f"Trong kỳ, {tell.snapshot.everywhere} phát triển mới {_listed(won)}."
    again = [
        tell.counted("SI.VOL.RETURNED", "người quay lại BHXH tự nguyện"),
        tell.counted("HI.RETURNED", "người quay lại BHYT"),
        tell.counted("SI.VOL.RENEWED", "người tái tục BHXH tự nguyện"),
        tell.counted("HI.RENEWED", "người tái tục BHYT"),
    ]
    if any(again):
        yield f"Ngoài ra có {_listed(again)}."
    stocks = [figure for key in _STOCKS if (figure := tell.snapshot.figures.get(key)) and figure.value]
    for figure in stocks:
        yield _stock(tell, figure)
    given = [tell.snapshot.figures.get("SI.COMP.NEW"), *stocks]
    sources = list(dict.fromkeys(one.source for one in given if one and one.value and one.source))
    if sources:
        yield f"Số liệu của cơ quan BHXH trong mục này lấy từ: {'; '.join(sources)}."


_STOCKS = {
    "ALL.TOTAL": "người tham gia BHXH, BHYT, BHTN (mỗi người tính một lần)",
    "SI.VOL.TOTAL": "người tham gia BHXH tự nguyện",
    "SI.COMP.TOTAL": "người tham gia BHXH bắt buộc",
    "UI.TOTAL": "người tham gia bảo hiểm thất nghiệp",
    "HI.TOTAL": "người tham gia BHYT",
}


def _stock(tell: Teller, figure: StatedFigure) -> str:
    told = f"{tell.number(figure.code)} {_STOCKS[figure.code]}{tell.achieved(figure.code)}"
    return f"Tính đến ngày {figure.as_of}, {tell.snapshot.everywhere} có {told}."


def _plan(title: str) -> str:
    """Return a plan's name as it stands in a sentence: 'kế hoạch BHXH Việt Nam tạm giao năm 2024'."""
    said = _lower_first(title)
    return said if said.startswith(("kế hoạch", "chỉ tiêu")) else f"kế hoạch {said}"


def _gifts(tell: Teller) -> Iterator[str]:
    pledged = [tell.counted("GI.BOOKS.PLEDGED", "sổ BHXH"), tell.counted("GI.CARDS.PLEDGED", "thẻ BHYT")]
    given = [tell.counted("GI.BOOKS", "sổ BHXH"), tell.counted("GI.CARDS", "thẻ BHYT")]
    if any(pledged):
        yield f"Các tổ chức, cá nhân cam kết tặng {_listed(pledged)}."
    if any(given):
        yield f"Đã trao {_listed(given)} cho người có hoàn cảnh khó khăn chưa tham gia."


def _difficulties(tell: Teller) -> Iterator[str]:
    snapshot = tell.snapshot
    if not snapshot.difficulties:
        yield "Trong kỳ, cơ sở không nêu khó khăn, vướng mắc."
        return
    answered = sum(one.is_answered for one in snapshot.difficulties)
    yield (
        f"Cơ sở nêu {grouped(len(snapshot.difficulties))} khó khăn, vướng mắc, "
        f"đã trả lời {grouped(answered)}:"
    )
    for one in snapshot.difficulties:
        answered_too = " Đã trả lời." if one.is_answered else ""
        yield f"- {one.place} ({one.category}): {_sentence(one.text)}{answered_too}"


def _proposals(snapshot: Snapshot) -> Iterator[str]:
    waiting = [one for one in snapshot.difficulties if one.proposal and not one.is_answered]
    if not waiting:
        yield "Không có kiến nghị."
    for one in waiting:
        yield f"- Theo đề nghị của {_lower_first(one.place)}: {_sentence(_lower_first(one.proposal))}"


def _sentence(text: str) -> str:
    bare = " ".join(text.split())
    return bare if bare.endswith((".", "!", "?")) else f"{bare}."


def _listed(items: list[str]) -> str:
    """Join what there is to tell: 'a', 'a và b', 'a, b và c'."""
    told = [item for item in items if item]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} và {told[-1]}"


def _lower_first(text: str) -> str:
    """Lower the first letter of a phrase, but leave an abbreviation or a proper name of places alone."""
    head = text.split(" ", 1)[0]
    return text if head.isupper() else text[:1].lower() + text[1:]
