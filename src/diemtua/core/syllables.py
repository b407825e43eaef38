"""How a Vietnamese syllable is spelt: an onset, a rhyme, one tone. Plain Python."""

import re
import unicodedata
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
_HATLESS = frozenset(re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", rhyme)) for rhyme in _RHYMES)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether `word` is spelt as one Vietnamese syllable, with no more than one tone."""
    low = unicodedata.normalize("NFD", word.lower())
    toneless = low.translate(_TONES)
    if len(low) - len(toneless) > 1:
        return False
    return _is_spelt(unicodedata.normalize("NFC", toneless), _RHYMES)


@lru_cache(maxsize=8192)
def is_syllable_without_marks(word: str) -> bool:
    """Say whether `word`, in ASCII, is a syllable that lost its marks: "thuc"."""
    return _is_spelt(word.lower(), _HATLESS)


def _is_spelt(letters: str, rhymes: frozenset[str]) -> bool:
    if letters in rhymes or letters == "gi":
        return True
    return any(letters.startswith(onset) and letters[len(onset) :] in rhymes for onset in _ONSETS)
