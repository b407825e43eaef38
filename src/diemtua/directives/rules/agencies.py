"""Names of public bodies in running text: where one begins, how far it goes, which two mean the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from diemtua.directives.rules import agency_words as lexicon
from diemtua.directives.rules.model import Named
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import STOP_WORD, UPPER, plain, starts_order

_PERSON = re.compile(rf"(?:các )?{lexicon.PERSON} (?:các )?")
_WHOLE = re.compile(rf"(?:các )?{lexicon.WHOLE}(?!\w)")
_INSURANCE = re.compile(r"(?P<lead>(?:các )?(?:cơ quan|ngành|hệ thống) )?(?:bảo hiểm xã hội|bhxh)(?!\w)")
_NOT_THE_AGENCY = re.compile(
    r"(?:,|;| và| -| –|/)? ?(?:bhyt|bhtn|bảo hiểm y tế|bảo hiểm thất nghiệp|tự nguyện|bắt buộc|toàn dân|"
    r"một lần|số\b)"
)
_BASE_OFFICE = re.compile(r" (?:các )?cơ sở(?!\w)")
_FIELD_HEAD = re.compile(rf"(?:các )?{lexicon.FIELD_HEAD} (?=\S)")
_FIELD = re.compile(rf"{lexicon.FIELD}(?!\w)")
_MASS = re.compile(rf"(?:các )?hội {lexicon.MASS_FIELD}(?!\w)")
_MASS_FIELD = re.compile(rf"{lexicon.MASS_FIELD}(?!\w)")
_PAPER = re.compile(r"báo (?=\S)")
_GROUP = re.compile(rf"(?:{lexicon.DEPARTMENTS}|{lexicon.GROUP})(?!\w)")
_LOOSE_GROUP = re.compile(rf"{lexicon.LOOSE_GROUP}(?!\w)")
_LOCAL = re.compile(rf"{lexicon.LOCAL}{lexicon.WHERE}(?!\w)")
_COMMITTEE_PURPOSE = re.compile(
    r" (?:thực hiện|phát triển|về|triển khai) [^.;:]{3,70}? (?=cấp (?:tỉnh|huyện|xã))"
)
_JOINT = re.compile(r"(?: \([^()]{2,60}\))?(?:, và |,? và các |,? và |; |, | & | – | - )")
_AND_NAME = re.compile(r" và (?=[^\W\d_])")
_PLACE_NUMBER = re.compile(r" \d{1,2}(?![\d/.,])")
_MEMBER_END = re.compile(r"[,;]|\.$| và (?=[^\W\d_])")
_MEMBER_JOINT = re.compile(r"[,;]| và | cùng ")
_WORD = re.compile(r"[^\W_][\w&]*")
_NAME_WORD = re.compile(rf" (?:[-–] (?=[{UPPER}]))?([^\W\d_][\w&]*)")
# Whose names may go on behind a field: "Phòng Chính trị tư tưởng".
_MANY_NAMED = {"phòng", "ban", "trung tâm"}
_PARENT = re.compile(
    r" (?:sở |bộ |tỉnh đoàn|thành đoàn|tỉnh ủy|thành ủy|huyện ủy|công an |ubnd |hội (?:nông|liên))"
)
_SIGN = re.compile(r" ?[,;:(.]|$")
_TOWN = re.compile(
    r"(?<!các )(?<!, )(?:thành phố|tp\.?) (?!hồ chí minh|hà nội|đà nẵng|hải phòng|cần thơ|huế)"
)
_LONGEST_RUN = 3  # small words in a row: "Trung tâm Dịch vụ nông nghiệp"
_LONGEST_LIST = 60  # of bodies; a text that lists more is no dispatch, and must not cost minutes
_BEGINNING = re.compile(r"(?<![\w/])[^\W\d_]")


@dataclass(frozen=True)
class Body:
    """A body named at `start`..`end` of a passage; `is_group` when it has no name of its own."""

    start: int
    end: int
    is_group: bool = False


def body_at(passage: Passage, at: int, *, expected: bool = True) -> Body | None:
    """Return the body named at `at`; bare "BHXH" and loose groups are one only where a body is `expected`."""
    low = passage.low
    person = _PERSON.match(low, at)
    start_of_name = person.end() if person else at
    end = _insurance_end(passage, start_of_name, expected) or _name_end(passage, start_of_name)
    if end:
        return Body(at, end)
    group = _GROUP.match(low, start_of_name)
    if (
        expected
        and (loose := _LOOSE_GROUP.match(low, start_of_name))
        and (not group or loose.end() > group.end())
    ):
        group = (
            loose
            if loose[0].startswith(("các ", "chính quyền", "nhà trường", "gia đình"))
            or "," in loose[0]
            or person
            else group
        )
    if group:
        return Body(at, group.end(), is_group=True)
    local = (_LOCAL.match(low, at) or _LOCAL.match(low, start_of_name)) if expected else None
    return Body(at, local.end()) if local else None


def bodies_at(passage: Passage, at: int) -> list[Body]:
    """Return the bodies of the list that begins at `at` ("Sở Y tế, Sở Nội vụ và các xã"), or nothing."""
    found: list[Body] = []
    enumerates = 0  # which of them only opens an enumeration
    body = body_at(passage, at)
    while body and len(found) < _LONGEST_LIST:
        found.append(body)
        if passage.low.startswith(": ", body.end) and (elided := _elided_at(passage, body.end + 2, found)):
            # "các Sở: Nội vụ, Y tế" names two bodies, and the words before the colon none
            enumerates = len(found)
            body = elided
            continue
        joint = _JOINT.match(passage.low, body.end)
        if not joint:
            break
        at = joint.end() - 4 if joint[0].endswith("các ") else joint.end()
        body = body_at(passage, at) or _elided_at(passage, at, found)
    return found[: enumerates - 1] + found[enumerates:] if enumerates else found


def bodies_in(passage: Passage) -> Iterator[Body]:
    """Yield the bodies named anywhere in `passage`."""
    at = 0
    while match := _BEGINNING.search(passage.text, at):
        body = body_at(passage, match.start(), expected=False)
        if body:
            yield body
            at = body.end
        else:
            word = _WORD.match(passage.text, match.start())
            at = word.end() if word else match.end()


def members_of(passage: Passage) -> list[Named]:
    """Take apart a line of addressees: "Các Sở, ngành: Y tế, Nội vụ, Bưu điện tỉnh" names three.

    :returns: each body in the words of the source; the whole line where it names none
    """
    start = passage.text.find(":") + 1
    found: list[Named] = []
    elided = bool(start)
    while start < len(passage.text):
        rest = passage.part(start)
        if not rest:
            break
        start = len(passage.text) - len(rest.text)
        body = None if elided and _FIELD.match(rest.low) else body_at(passage, start)
        field = _FIELD.match(passage.low, start) or _MASS_FIELD.match(passage.low, start)
        comma = _MEMBER_END.search(passage.text, start)
        end = body.end if body else field.end() if field else comma.start() if comma else len(passage.text)
        if named := passage.part(start, end):
            found.append(named.named())
        after = _MEMBER_JOINT.search(passage.text, end)
        start = after.end() if after else len(passage.text)
    return found or [passage.named()]


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """Return `name` spelt out, without title, level and place: "BHXH tỉnh" and "cơ quan BHXH" agree."""
    words = re.sub(r"[^\w&]+", " ", plain(name)).split()
    text = " ".join(lexicon.ABBREVIATIONS.get(word, word) for word in words)
    text = re.sub(
        rf"^(?:các |của )*(?:{lexicon.PERSON} (?:các )?)?(?:cơ quan |ngành |hệ thống )?(?:sở |bộ )?", "", text
    )
    text = text.replace("ủy ban mặt trận", "mặt trận").replace(" và ", " ").strip()
    cut = re.search(
        r"(?<=\S) (?:tỉnh|thành phố|huyện|thị xã|(?<!hợp tác )xã(?! hội)|phường|thị trấn|quận|các|cấp|"
        r"khu vực|"
        r"việt nam|cơ sở|trung ương|trực thuộc|trên địa bàn|địa phương)\b",
        text,
    )
    return text[: cut.start()] if cut else text


@lru_cache(maxsize=4096)
def level(name: str) -> int | None:
    """Return 0 for the centre, 1 province, 2 district, 3 commune; None where the name does not say."""
    low = " " + plain(name)
    marks = re.findall(
        rf"(?<=\s)(?:{'|'.join(sorted(lexicon.LEVELS, key=len, reverse=True))})(?! hội)(?!\w)", low
    )
    levels = [lexicon.LEVELS[mark] for mark in marks]
    return next((found for found in levels if found), levels[0] if levels else None)


def is_same(one: str, other: str) -> bool:
    """Say whether two names may mean the same body: one core begins the other, and no two levels disagree."""
    first, second = core(one), core(other)
    shorter, longer = sorted((first, second), key=len)
    if not shorter or not (longer + " ").startswith(shorter + " "):
        return False
    levels = {level(one), level(other)} - {None}
    towns = {
        bool(_TOWN.search(plain(name))) for name in (one, other) if level(name) or _TOWN.search(plain(name))
    }
    return len(levels) < 2 and len(towns) < 2


def _insurance_end(passage: Passage, at: int, expected: bool) -> int | None:
    """Return where the name of a social insurance office ends; the insurance itself is not an office."""
    match = _INSURANCE.match(passage.low, at)
    if not match:
        return None
    end = _qualified_end(passage, match.end(), takes_place=bool(match["lead"]) or expected)
    if base := _BASE_OFFICE.match(passage.low, match.end()):
        end = _place_end(passage, base.end())
    is_qualified = end > match.end() or match["lead"]
    if is_qualified:
        return end
    return match.end() if expected and not _NOT_THE_AGENCY.match(passage.low, match.end()) else None


def _name_end(passage: Passage, at: int) -> int | None:
    low, text = passage.low, passage.text
    if (whole := _WHOLE.match(low, at)) and _is_name(text, at, whole.end()):
        end = whole.end()
        if whole[0].endswith("ban chỉ đạo") and (purpose := _COMMITTEE_PURPOSE.match(low, end)):
            end = purpose.end() - 1
        if whole[0].endswith("văn phòng sở") and (field := _FIELD.match(low, end + 1)):
            end = field.end()
        return _qualified_end(passage, end)
    if (mass := _MASS.match(low, at)) and text[at].isupper():
        return _qualified_end(passage, mass.end())
    if (
        (paper := _PAPER.match(low, at))
        and not low.startswith("báo cáo", at)
        and text[paper.end()].isupper()
        and text[at].isupper()
    ):
        return _place_end(passage, at + 3)
    head = _FIELD_HEAD.match(low, at)
    if not head or not text[head.end()].isupper():
        return None
    word = head[0].strip().removeprefix("các ")
    if field := _FIELD.match(low, head.end()):
        longer = _free_name_end(passage, head.end()) if word in _MANY_NAMED else 0
        if longer > field.end() and _SIGN.match(low, longer):
            return longer
        return _qualified_end(passage, field.end())
    if word in {"tổ", "bộ", "viện", "quỹ", "đội"} and not text[at].isupper():
        return None
    if word in {"trường", "hội", "ban", "cục"} and text[at].islower():  # "môi trường Internet" is no school
        return None
    return _qualified_end(passage, _free_name_end(passage, head.end()))


def _head_begins(passage: Passage, at: int) -> bool:
    """Say whether another body's name begins here. Asked while one name is followed, so it follows none."""
    low, text = passage.low, passage.text
    head = _FIELD_HEAD.match(low, at)
    return bool(
        (head and text[head.end()].isupper())
        or _WHOLE.match(low, at)
        or _MASS.match(low, at)
        or _INSURANCE.match(low, at)
        or _PERSON.match(low, at)
    )


def _is_name(text: str, start: int, end: int) -> bool:
    """Say whether a name stands here and not the common words: some letter of it is a capital."""
    return any(sign.isupper() for sign in text[start:end])


def _free_name_end(passage: Passage, at: int) -> int:
    """Follow a name of free form: capitals, few small words between, up to a verb, a stop word or a sign."""
    first = _WORD.match(passage.text, at)
    end = first.end() if first else at
    small_run = 0
    while word := _NAME_WORD.match(passage.text, end):
        begin = word.start(1)
        if starts_order(passage.low, begin) or _is_level_word(passage.low, word.start()):
            return end
        if passage.text[begin].isupper():
            small_run, end = 0, word.end()
            continue
        joins = _AND_NAME.match(passage.low, word.start())
        if joins and passage.text[joins.end()].isupper() and not _head_begins(passage, joins.end()):
            small_run, end = 0, joins.end() - 1
            continue
        small_run += 1
        if STOP_WORD.match(passage.low, begin):
            return end
        if small_run > _LONGEST_RUN:
            return end
        end = word.end()
    return end


def _is_level_word(low: str, at: int) -> bool:
    return bool(lexicon.ONE_UNIT.match(low, at) or lexicon.MANY_UNITS.match(low, at))


def _qualified_end(passage: Passage, at: int, *, takes_place: bool = True) -> int:
    """Follow the level and the place behind a name: "tỉnh Nghệ An", "các xã, phường", "khu vực VII"."""
    end = _place_end(passage, at) if takes_place else at
    while True:
        low = passage.low
        many = lexicon.MANY_UNITS.match(low, end)
        one = lexicon.ONE_UNIT.match(low, end)
        other = lexicon.PLAIN_QUALIFIER.match(low, end)
        step = max((match.end() for match in (many, one, other) if match), default=end)
        if step == end:
            return _parent_end(passage, end)
        end = _place_end(passage, step)


def _parent_end(passage: Passage, at: int) -> int:
    """Follow the body that a part belongs to: "Ban Tuyên giáo Tỉnh đoàn", "Phòng Nghiệp vụ Y Sở Y tế"."""
    parent = _PARENT.match(passage.low, at)
    if not parent or not passage.text[at + 1].isupper():
        return at
    low = passage.low
    if whole := _WHOLE.match(low, at + 1):
        return _place_end(passage, whole.end())
    head = _FIELD_HEAD.match(low, at + 1) or _MASS.match(low, at + 1)
    field = head and _FIELD.match(low, head.end())
    return field.end() if field else head.end() if head and low[at + 1 :].startswith("hội") else at


def _place_end(passage: Passage, at: int) -> int:
    """Follow a place name: capitals that are no order's verb, and no new line that begins a sentence."""
    end = at
    while word := _NAME_WORD.match(passage.text, end):
        begin = word.start(1)
        if not passage.text[begin].isupper() or _begins_order(passage, begin):
            break
        if lexicon.MANY_UNITS.match(passage.low, end):  # "UBND CÁC XÃ" in capitals
            break
        if _head_begins(passage, begin):
            break
        end = word.end()
    if end > at and (number := _PLACE_NUMBER.match(passage.text, end)):
        return number.end()
    return end


def _begins_order(passage: Passage, at: int) -> bool:
    """Say whether the capital at `at` begins an order ("Chỉ đạo …") and is not a place ("Chi Lăng")."""
    word = _WORD.match(passage.text, at)
    after = _NAME_WORD.match(passage.text, word.end()) if word else None
    if not after or not passage.text[after.start(1)].islower():
        return False
    if starts_order(passage.low, at):
        return True
    return passage.starts_line(at) and not _is_level_word(passage.low, after.start())


def _elided_at(passage: Passage, at: int, found: list[Body]) -> Body | None:
    """Return a body that borrows its head from the first of the list: "các Sở Y tế, Nội vụ"."""
    head = passage.low[found[0].start : found[0].end]
    field = None
    if re.search(r"(?:sở|phòng)(?!\w)", head):
        field = _FIELD.match(passage.low, at)
    elif re.match(r"(?:các )?hội(?!\w)", head):
        field = _MASS_FIELD.match(passage.low, at)
    if not field or not passage.text[at].isupper():
        return None
    return Body(at, _qualified_end(passage, field.end()))
