"""The outline: which item stands under which, from the order of their marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diemtua.directives.rules.agencies import bodies_at
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.segments import Segment
from diemtua.directives.rules.words import is_all_caps

_OFFICE = re.compile(r"(?:chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|bí thư|bộ trưởng|thủ tướng)(?!\w)")
_BULLETS = ("letter", "dash", "plus", "star", "dot")


@dataclass
class Item:
    """A node of the outline; `kind` '' is an unmarked paragraph, 'body' an unmarked line naming bodies."""

    kind: str
    label: str
    passage: Passage
    children: list["Item"] = field(default_factory=list)

    @property
    def is_bullet(self) -> bool:
        return self.kind in _BULLETS

    def descendants(self) -> Iterator["Item"]:
        for child in self.children:
            yield child
            yield from child.descendants()


def outline_of(segments: list[Segment]) -> list[Item]:
    """Nest `segments`: a mark already open closes down to its own level, a new one opens a level below."""
    roots: list[Item] = []
    open_items: list[tuple[str, Item]] = []
    for segment in segments:
        kind = segment.kind or ("body" if _names_bodies_only(segment.body) else "")
        item = Item(kind, segment.label, segment.body)
        rank = _rank(item)
        _close(open_items, kind, rank)
        (open_items[-1][1].children if open_items else roots).append(item)
        if kind:
            open_items.append((rank, item))
    return roots


def _rank(item: Item) -> str:
    """Return what makes two marks of one level: decimals by their depth, the rest by their kind."""
    return f"decimal{item.label.count('.')}" if item.kind == "decimal" else item.kind


_ORDER = ("part", "roman", "article", "arabic", "decimal1", "decimal2", "decimal3")


def _close(open_items: list[tuple[str, Item]], kind: str, rank: str) -> None:
    ranks = [open_rank for open_rank, _ in open_items]
    if rank in ranks:
        del open_items[ranks.index(rank) :]
    elif not kind:
        while open_items and open_items[-1][1].is_bullet:
            open_items.pop()
    elif rank == "body":
        while open_items and open_items[-1][0] not in ("roman", "article", "part"):
            open_items.pop()
    elif rank in _ORDER:
        while open_items and not (
            open_items[-1][0] in _ORDER and _ORDER.index(open_items[-1][0]) < _ORDER.index(rank)
        ):
            open_items.pop()


def _names_bodies_only(passage: Passage) -> bool:
    """Say whether an unmarked line is a heading like "Sở Y tế:" or "Đối với UBND các xã"."""
    if len(passage.text) > 200 or (is_all_caps(passage.text) and _OFFICE.match(passage.low)):
        return False
    start = next(
        (len(lead) for lead in ("Đối với ", "Đề nghị ", "Giao ") if passage.text.startswith(lead)), 0
    )
    bodies = bodies_at(passage, start)
    return bool(bodies) and passage.text[bodies[-1].end :].strip() in ("", ":")
