"""Which counter the words of a task suggest, and which places they mean. Plain Python; an officer confirms.

See `docs/algorithms/following-a-task.md`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diemtua.core.numbers import parse_whole
from diemtua.core.text import fold


@dataclass(frozen=True)
class Suggestion:
    """A counter and a number to reach, and the words that suggest them."""

    indicator: str
    goal: int
    words: str


_UNITS = r"(?:luot|cuoc|buoi|lan|hoi nghi|tin|bai|so|the|dot)"
_NUMBER = r"(?P<number>\d[\d.]*)"
#: Words without tones, the counter that they suggest, and the goal where they name no number.
_WORDS: tuple[tuple[str, str, int], ...] = (
    (r"le ra quan|ra quan", "EV.LAUNCH", 1),
    (r"nhom nho", "CO.SG.COUNT", 1),
    (r"hoi nghi(?: truyen thong| tuyen truyen| khach hang| doi thoai)?", "CO.CONF.COUNT", 1),
    (r"phat thanh|truyen thanh|loa (?:phuong|truyen thanh|phat thanh)", "CO.RADIO.ALL", 1),
    (r"mang xa hoi|facebook|zalo|fanpage", "CO.SOCIAL.ITEMS", 1),
    (r"tin,? bai|cong thong tin|trang thong tin dien tu", "CO.WEB.ITEMS", 1),
    (r"bang ron|pano|ap phich|truc quan", "EV.VISUAL", 1),
    (r"(?:giao|phan bo) chi tieu", "TA.SHARED.PLACES", 1),
    (r"(?:lap|ra soat|xay dung|lap va gui) danh sach", "PR.LISTED.PLACES", 1),
    (r"tang the|the bhyt", "GI.CARDS", 1),
    (r"tang so|so bhxh", "GI.BOOKS", 1),
    (r"tung nha|tung ho|den tan ho", "CO.HOME.COUNT", 1),
    (r"doanh nghiep|cong nhan|don vi su dung lao dong", "CO.ENT.COUNT", 1),
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("HAMLET", r"(?:thon|xom|khoi|to dan pho|khu pho|ban)(?!\w)"),
    ("COMMUNE", r"(?:xa|phuong|thi tran|cap xa)(?!\w)"),
    ("DISTRICT", r"(?:huyen|thi xa|cap huyen)(?!\w)"),
)


def suggest(text: str) -> Suggestion | None:
    """Return the first counter that the words of a task suggest, with the number beside them; else None."""
    low = fold(text)
    for words, indicator, usual in _WORDS:
        if found := re.search(words, low):
            return Suggestion(indicator, _number_near(low, found) or usual, found[0])
    return None


def kind_meant(text: str, among: Sequence[str]) -> str:
    """Return the kind of places that words mean ("UBND các xã": COMMUNE); the first of `among` when none."""
    low = fold(text)
    found = [
        (match.start(), kind)
        for kind, words in _KINDS
        if kind in among and (match := re.search(rf"(?:cac|moi|tung) (?:[^;.]{{0,20}} )?{words}", low))
    ]
    return min(found)[1] if found else next(iter(among), "")


def _number_near(low: str, found: re.Match[str]) -> int | None:
    """Return the number right before the words ("04 hội nghị"), or soon after ("phát thanh 60 lượt")."""
    before = re.search(rf"{_NUMBER} (?:luot |cuoc |buoi |lan |dot )?$", low[: found.start()])
    after = re.match(rf"[^.;\d]{{0,25}}{_NUMBER} {_UNITS}", low[found.end() :])
    number = before or after
    return (parse_whole(number["number"].rstrip(".")) or None) if number else None
