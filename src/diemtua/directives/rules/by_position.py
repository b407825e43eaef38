"""Names that no word list knows, taken for names by where they stand: before the verb of an order."""

import re

from diemtua.directives.rules.agencies import Body
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import STOP_WORD, starts_order

# What the name of a body of whatever kind begins with.
HEADS = re.compile(
    r"(?:các|những|cơ quan|đơn vị|bộ phận|tổ|đội|ban|phòng|văn phòng|trung tâm|trạm|hạt|đồn|chi nhánh|"
    r"công ty|công đoàn|ngân hàng|hợp tác xã|nhà máy|doanh nghiệp|trường|bệnh viện|hội|huyện đoàn|quỹ|"
    r"khối|cụm|tiểu ban|hạt trưởng|cảnh sát|vùng)(?! chức) "
)
_WORD = re.compile(r"[^\W_][\w&'’]*")
_BETWEEN = re.compile(r" (?:[-–&] )?|, (?=[^\W\d_])")
_MOST_WORDS = 14
_ENDS = re.compile(rf"(?!của |và |với ){STOP_WORD.pattern}")


def body_before_verb(passage: Passage, at: int) -> Body | None:
    """Return the name from `at` up to an order's verb; None where a stop word or a sign comes first."""
    if not HEADS.match(passage.low, at) or not passage.text[at].isupper():
        return None
    end = at
    for count, word in enumerate(_WORD.finditer(passage.text, at)):
        if end > at and not _BETWEEN.fullmatch(passage.text, end, word.start()):
            return None
        small = passage.text[word.start()].islower()
        if count > 1 and small and starts_order(passage.low, word.start()):
            return Body(at, end) if passage.text[end : word.start()] == " " else None
        if count >= _MOST_WORDS or (small and count and _ENDS.match(passage.low, word.start())):
            return None
        end = word.end()
    return None
