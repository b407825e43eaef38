"""How sure a reading is, in percent, from the shape of what was read. Plain Python.

A page asks an officer to look again at whatever is below `LOOK_AGAIN`; what an officer wrote is sure.
"""

import re

SURE, LOOK_AGAIN = 100, 70
_GROUP = re.compile(r"(?:các|mọi|toàn bộ|những) ", re.IGNORECASE)
_VERB_LATER = 4  # words; a shorter order hardly says what is to be done


def task_confidence(text: str) -> int:
    """Return how sure it is that the words are one order.

    Less sure: when they begin in the middle of a sentence, are very few or very many, end in a colon
    (what follows may be the order), or hold several sentences (perhaps several orders).
    """
    words = text.split()
    doubts = [
        (not words, 100),
        (bool(words) and words[0][:1].islower(), 20),
        (len(words) < _VERB_LATER, 45),
        (len(words) > 120, 25),
        (text.rstrip().endswith(":"), 15),
        (len(re.findall(r"[.;]\s+[A-ZĐÀ-Ỹ]", text)) >= 2, 35),
    ]
    return max(0, SURE - sum(weight for is_so, weight in doubts if is_so))


def party_confidence(text: str, *, is_ours: bool) -> int:
    """Return how sure it is that the words name an agency: ours, one of a group, or somebody unknown."""
    if is_ours:
        return SURE
    if _GROUP.match(text) or "," in text:
        return 80
    return 60 if len(text.split()) > 1 else 40
