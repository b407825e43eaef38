"""How several syllables glued together come apart."""

from collections.abc import Collection

from diemtua.core.syllables import is_syllable

_LONGEST = 7  # letters of "nghiêng"
_ALONE = frozenset("àáảạýởôy")


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
