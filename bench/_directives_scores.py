"""How a reading of a directive is compared with its label; the conventions: docs/benchmarks/directives.md.

Names and texts are compared folded: without tones, spaces and signs, in lower case. A part of a label that
is `doubtful`, and what stands under a key ending in `_may`, is neither demanded nor counted as wrong: two
careful officials would not agree on it.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Plain = dict[str, Any]
HEADER = ("kind", "issuer", "number", "date", "subject", "signatory")
TASK_SIGNS = 40
TIMES = {"nghin": 1e3, "ngan": 1e3, "trieu": 1e6, "ty": 1e9}


@dataclass
class Count:
    """How often a group was read right, read where nothing stands, and not read."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __iadd__(self, other: "Count") -> "Count":
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        return self

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.false + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass
class Score:
    """The counts of one or many documents by group, and what went wrong, in words."""

    groups: dict[str, Count] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, group: str, *, right: int = 0, false: int = 0, missed: int = 0) -> None:
        count = self.groups.setdefault(group, Count())
        count += Count(right, false, missed)

    def fault(self, group: str, words: str) -> None:
        self.faults.append(f"{group:<9} {words}")

    def join(self, other: "Score") -> None:
        for group, count in other.groups.items():
            mine = self.groups.setdefault(group, Count())
            mine += count


def compare(label: Plain, read: Plain, figures: list[Plain]) -> Score:
    """Compare one reading with its label: only what the label names is asked for."""
    score = Score()
    _header(score, label, read)
    pairs = _owners(score, label["assignments"], [one for one in read["assignments"] if one["lead"]])
    for wanted, got in pairs:
        owner = "; ".join(wanted["lead"])
        _tasks(score, wanted, wanted["tasks"], got["tasks"], owner)
        _coordinators(score, wanted, got, owner)
        _deadlines(score, wanted["deadlines"], got["deadlines"], owner)
    if "figures" in label:
        _figures(score, label["figures"], figures)
    return score


def fold(text: str) -> str:
    """Return the words of a text without tones and signs, in lower case."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9%]+", bare))


def same_name(one: str, other: str, *, fewest_words: int = 2) -> bool:
    """Equal when folded, or one within the other where the shorter has at least two words."""
    short, long = sorted((fold(one), fold(other)), key=len)
    if _tight(short) == _tight(long):
        return True
    return len(short.split()) >= fewest_words and _tight(short) in _tight(long)


def _tight(text: str) -> str:
    return fold(text).replace(" ", "")


def _header(score: Score, label: Plain, read: Plain) -> None:
    for name in HEADER:
        if name in label:
            _one_field(score, name, label[name], read.get(name))
    for name in ("recipients", "copies"):
        if name in label:
            group = "header" if name == "recipients" else name
            _list(score, group, name, label[name], read.get(name, []), same_name)
    if "basis" in label:
        wanted = [_basis(one) for one in label["basis"]]
        excused = {_basis(one)[0] for one in label.get("basis_may", [])}
        got = [_basis(one) for one in read.get("basis", []) if one[0]]
        got = [one for one in dict.fromkeys(got) if one[0] not in excused]
        _list(score, "header", "basis", wanted, got, lambda one, other: one == other)


def _one_field(score: Score, name: str, wanted: str | None, got: str | None) -> None:
    if wanted is None and got is None:
        return
    if wanted is not None and got is not None and _same_field(name, wanted, got):
        score.add("header", right=1)
        return
    score.add("header", false=int(got is not None), missed=int(wanted is not None))
    score.fault("header", f"{name}: {_said(wanted)}, read {_said(got)}")


def _same_field(name: str, wanted: str, got: str) -> bool:
    if name in {"number", "date"}:
        return re.sub(r"\s", "", wanted) == re.sub(r"\s", "", got)
    if name == "subject":
        short, long = sorted((_subject(wanted), _subject(got)), key=len)
        return short in long and len(short) >= 0.8 * len(long)
    if name == "issuer":  # one of two joint issuers is not enough
        return same_name(wanted, got) and len(_tight(got)) >= 0.6 * len(_tight(wanted))
    if name == "signatory":
        return same_name(wanted, got)
    return fold(wanted) == fold(got)


def _subject(text: str) -> str:
    return re.sub(r"^(?:v v|ve viec|ve) ?", "", fold(text)).replace(" ", "")


def _basis(one: Sequence[str | None]) -> tuple[str, str | None]:
    return re.sub(r"\s", "", one[0] or "").upper(), one[1]


def _owners(score: Score, wanted: list[Plain], got: list[Plain]) -> list[tuple[Plain, Plain]]:
    """Count the owners in order; return the pairs whose tasks can be compared, without the doubtful."""
    pairs = _in_order(wanted, got, _likeness)
    taken_wanted, taken_got = {one for one, _ in pairs}, {other for _, other in pairs}
    sure = [(one, other) for one, other in pairs if not wanted[one].get("doubtful")]
    score.add("owners", right=len(sure))
    for place, one in enumerate(wanted):
        if place not in taken_wanted and not one.get("doubtful"):
            score.add("owners", missed=1)
            score.fault("owners", f"missed: {_assigned(one)}")
    for place, one in enumerate(got):
        if place not in taken_got:
            score.add("owners", false=1)
            score.fault("owners", f"false:  {_assigned(one)}")
    return [(wanted[one], got[other]) for one, other in sure]


def _likeness(wanted: Plain, got: Plain) -> float:
    """1 when the owners are the same, a little more when the tasks are; so equal owners pair rightly."""
    if len(wanted["lead"]) != len(got["lead"]) or not wanted["lead"]:
        return 0
    if len(_pairs(wanted["lead"], got["lead"], same_name)) < len(wanted["lead"]):
        return 0
    alike = any(
        _same_task(one["text"], other["text"], wanted) for one in wanted["tasks"] for other in got["tasks"]
    )
    return 1.001 if alike else 1


def _tasks(score: Score, assignment: Plain, wanted: list[Plain], got: list[Plain], owner: str) -> None:
    pairs = _in_order(wanted, got, lambda one, other: _same_task(one["text"], other["text"], assignment))
    score.add("tasks", right=len(pairs), missed=len(wanted) - len(pairs), false=len(got) - len(pairs))
    for place, one in enumerate(wanted):
        if place not in {first for first, _ in pairs}:
            score.fault("tasks", f"of {owner}: missed “{_short(one['text'])}”")
    for place, one in enumerate(got):
        if place not in {second for _, second in pairs}:
            score.fault("tasks", f"of {owner}: false “{_short(one['text'])}”")
    for first, second in pairs:
        _tasks(score, assignment, wanted[first]["subtasks"], got[second]["subtasks"], owner)


def _same_task(wanted: str, got: str, assignment: Plain) -> bool:
    """The first words of the label stand in the task; the owner's name may have been left out of it."""
    begun = _tight(wanted)
    for lead in assignment["lead"]:
        begun = begun.removeprefix(_tight(lead))
    whole = _tight(got)
    return begun[:TASK_SIGNS] in whole or (len(whole) > 12 and whole in begun)


def _coordinators(score: Score, wanted: Plain, got: Plain, owner: str) -> None:
    excused = wanted.get("coord_may", [])
    pairs = _pairs(wanted["coord"], got["coord"], same_name)
    taken = {second for _, second in pairs}
    spare = [one for place, one in enumerate(got["coord"]) if place not in taken]
    false = [one for one in spare if not any(same_name(one, may, fewest_words=1) for may in excused)]
    found = {first for first, _ in pairs}
    missed = [one for place, one in enumerate(wanted["coord"]) if place not in found]
    score.add("coord", right=len(pairs), false=len(false), missed=len(missed))
    for one in missed:
        score.fault("coord", f"of {owner}: missed {one}")
    for one in false:
        score.fault("coord", f"of {owner}: false {one}")


def _deadlines(score: Score, wanted: list[Plain], got: list[Plain], owner: str) -> None:
    pairs = _pairs(wanted, got, _same_deadline)
    sure = [(wanted[one], got[other]) for one, other in pairs if not wanted[one].get("doubtful")]
    score.add("deadlines", right=len(sure))
    for place, one in enumerate(wanted):
        if place not in {first for first, _ in pairs} and not one.get("doubtful"):
            score.add("deadlines", missed=1)
            score.fault("deadlines", f"of {owner}: missed {one['due'] or one['recurrence']}")
    for place, one in enumerate(got):
        if place not in {second for _, second in pairs}:
            score.add("deadlines", false=1)
            score.fault("deadlines", f"of {owner}: false {one['due'] or one['recurrence']}")
    for mine, theirs in sure:
        _report_to(score, mine["report_to"], theirs["report_to"], owner)


def _same_deadline(wanted: Plain, got: Plain) -> bool:
    if wanted["due"] or got["due"]:
        return bool(wanted["due"] == got["due"])
    mine = _tight(got["recurrence"] or "")
    ways = [_tight(one) for one in (wanted["recurrence"], *wanted.get("recurrence_may", []))]
    return bool(mine) and any(one in mine or mine in one for one in ways)


def _report_to(score: Score, wanted: str | None, got: str | None, owner: str) -> None:
    if wanted and got and same_name(wanted, got, fewest_words=1):
        score.add("report to", right=1)
    elif wanted or got:
        score.add("report to", missed=int(bool(wanted)), false=int(bool(got)))
        score.fault("report to", f"of {owner}: {_said(wanted)}, read {_said(got)}")


def _figures(score: Score, wanted: list[Plain], got: list[Plain]) -> None:
    pairs = _in_order(wanted, got, _same_figure)
    sure = [(wanted[one], got[other]) for one, other in pairs if not wanted[one].get("doubtful")]
    score.add("figures", right=len(sure))
    for place, one in enumerate(wanted):
        if place not in {first for first, _ in pairs} and not one.get("doubtful"):
            score.add("figures", missed=1)
            score.fault("figures", f"missed {_figure(one)}")
    for place, one in enumerate(got):
        if place not in {second for _, second in pairs}:
            score.add("figures", false=1)
            score.fault("figures", f"false {_figure(one)} “{_short(one['label'])}”")
    for mine, theirs in sure:
        if "indicator" in mine:
            _indicator(score, mine, theirs)


def _same_figure(wanted: Plain, got: Plain) -> bool:
    if not math.isclose(_amount(wanted), _amount(got), rel_tol=1e-12):
        return False
    if wanted.get("doubtful"):
        return True
    if got["bound"] not in {wanted["bound"], wanted.get("bound_may")}:
        return False
    units = [_unit(one) for one in (wanted["unit"], wanted.get("unit_may", wanted["unit"]))]
    mine = _unit(got["unit"] or "")
    return bool(mine) and any(mine.startswith(one) or one.startswith(mine) for one in units)


def _indicator(score: Score, wanted: Plain, got: Plain) -> None:
    expected, found = _code(wanted["indicator"]), _code(got["indicator"])
    if expected and expected == found:
        score.add("indicators", right=1)
    elif expected or found:
        score.add("indicators", missed=int(bool(expected)), false=int(bool(found)))
        score.fault("indicator", f"of {_figure(wanted)}: {_said(expected)}, read {_said(found)}")


def _code(code: str | None) -> str | None:
    """The code without its period and its group of all: SI.VOL.NEW.MONTH and SI.VOL.NEW are one figure."""
    return re.sub(r"\.(?:DAY|MONTH)$", "", code).replace("HI.ALL.", "HI.") if code else None


def _amount(figure: Plain) -> float:
    """The value in its smallest unit: 9.7 tỷ đồng and 9,700,000,000 đồng are one."""
    first = fold(figure.get("unit") or "").split(" ")[0]
    return float(figure["value"]) * TIMES.get(first, 1)


def _unit(text: str) -> str:
    first, _, rest = fold(text).partition(" ")
    return (rest if first in TIMES else f"{first} {rest}").replace(" ", "")


def _list(
    score: Score, group: str, name: str, wanted: list[Any], got: list[Any], same: Callable[[Any, Any], bool]
) -> None:
    pairs = _pairs(wanted, got, same)
    score.add(group, right=len(pairs), missed=len(wanted) - len(pairs), false=len(got) - len(pairs))
    for place, one in enumerate(wanted):
        if place not in {first for first, _ in pairs}:
            score.fault(group, f"{name}: missed {one}")
    for place, one in enumerate(got):
        if place not in {second for _, second in pairs}:
            score.fault(group, f"{name}: false {one}")


def _pairs(wanted: list[Any], got: list[Any], same: Callable[[Any, Any], bool]) -> list[tuple[int, int]]:
    """Pair each wanted with the first free one that is the same; equal ones before contained ones."""
    pairs: list[tuple[int, int]] = []
    free = list(range(len(got)))
    for exact in (True, False):
        for place, one in enumerate(wanted):
            if place in {first for first, _ in pairs}:
                continue
            for other in free:
                if (one == got[other]) if exact else same(one, got[other]):
                    pairs.append((place, other))
                    free.remove(other)
                    break
    return sorted(pairs)


def _in_order(
    wanted: list[Plain], got: list[Plain], likeness: Callable[[Plain, Plain], float]
) -> list[tuple[int, int]]:
    """Return the places of the longest (heaviest) common subsequence."""
    weights = [[float(likeness(one, other)) for other in got] for one in wanted]
    best = [[0.0] * (len(got) + 1) for _ in range(len(wanted) + 1)]
    for one in range(len(wanted) - 1, -1, -1):
        for other in range(len(got) - 1, -1, -1):
            weight = weights[one][other]
            paired = best[one + 1][other + 1] + weight if weight else 0.0
            best[one][other] = max(paired, best[one + 1][other], best[one][other + 1])
    pairs, one, other = [], 0, 0
    while one < len(wanted) and other < len(got):
        weight = weights[one][other]
        if weight and best[one][other] == best[one + 1][other + 1] + weight:
            pairs.append((one, other))
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return pairs


def _assigned(one: Plain) -> str:
    first = one["tasks"][0]["text"] if one["tasks"] else ""
    return f"[{'; '.join(one['lead'])}] “{_short(first)}”"


def _figure(one: Plain) -> str:
    return f"{one.get('bound', '')}{one['value']} {one.get('unit', '')}"


def _said(value: str | None) -> str:
    return "nothing" if value is None else f"“{' '.join(value.split())}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:69] + "…"
