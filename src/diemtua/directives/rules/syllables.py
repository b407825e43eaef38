"""Syllables of Vietnamese: which letters make one, and how a run of several glued together comes apart."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_ONSETS = re.findall(r"\w+", "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x")
_RHYMES = frozenset(
    re.findall(
        r"\w+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
        o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
        oe oen oeo oet oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
        u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôp uôt uân uâng uât uây uê uêch uênh uên uêt
        uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưp ưt ưu ươc ươi ươm ươn ương
        ươp ươt ươu y yt ynh yêm yên yêng yêt yêu
        """,
    )
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_LONGEST = 7  # letters of "nghiêng"
_ALONE = frozenset("àáảạýởôy")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether `word` is spelt as one Vietnamese syllable, with no more than one tone."""
    low = unicodedata.normalize("NFD", word.lower())
    toneless = low.translate(_TONES)
    if len(low) - len(toneless) > 1:
        return False
    letters = unicodedata.normalize("NFC", toneless)
    if letters in _RHYMES or letters == "gi":
        return True
    return any(letters.startswith(onset) and letters[len(onset) :] in _RHYMES for onset in _ONSETS)


def taken_apart(word: str, known: Collection[str]) -> list[str]:
    """Return the syllables of `word` where several are glued together; the word alone where it is one.

    Where it may be cut in several ways, the way with the most syllables out of `known` (small letters),
    then the one with the fewest syllables.
    """
    if len(word) < 4 or word.isascii() or is_syllable(word) or word.isupper():
        return [word]
    best: list[tuple[tuple[int, int], list[str]] | None] = [((0, 0), [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, part = best[start], word[start:end]
            if before is None or not _may_be_part(part):
                continue
            (found, fewer), parts = before
            score = (found + (len(part) if part.lower() in known else 0), fewer - 1)
            held = best[end]
            if held is None or score > held[0]:
                best[end] = (score, [*parts, part])
    whole = best[len(word)]
    return whole[1] if whole else [word]


def _may_be_part(part: str) -> bool:
    if len(part) == 1 and part.lower() not in _ALONE:
        return False
    if part.isupper() and len(part) > 1:
        return True  # an abbreviation: "UBNDtỉnh"
    return is_syllable(part) and (part[1:].islower() or len(part) == 1)
