"""When registers may be matched with one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from diemtua.core.errors import Refusal


class NothingToMatch(Refusal):
    code = "nothing_to_match"
    text = "Hãy chọn ít nhất một sổ người tham gia để ghép với sổ dân cư."


class NotThePopulation(Refusal):
    code = "not_the_population"
    text = "“{name}” không phải sổ dân cư. Hãy chọn một sổ dân cư làm gốc."


class NotUsable(Refusal):
    code = "snapshot_not_usable"
    text = "“{name}” {status}, chưa ghép được. Hãy soát và chọn “Dùng bản này” trước."


class PlacesApart(Refusal):
    code = "places_apart"
    text = "“{name}” là sổ của địa bàn khác, không ghép được với sổ dân cư của {place}."


class MatchingRuns(Refusal):
    code = "matching_runs"
    text = "Một lần ghép của sổ dân cư này đang chạy. Hãy đợi xong rồi ghép tiếp."


class MatchingDied(Refusal):
    """The process that matched was ended from outside, mostly for want of memory."""

    code = "matching_died"
    text = "Tiến trình ghép dừng giữa chừng (mã {code}), thường vì hết bộ nhớ. Hãy ghép lại."


@dataclass(frozen=True)
class Offered:
    """A snapshot that somebody wants matched."""

    name: str
    is_population: bool
    is_ready: bool
    status: str
    path: str


def why_not_match(
    population: Offered, registers: Sequence[Offered], *, place: str, is_running: bool
) -> Refusal | None:
    """Return why registers may not be matched, or None. `place` is the name of the population's place."""
    if not population.is_population:
        return NotThePopulation(name=population.name)
    if not registers or any(one.is_population for one in registers):
        return NothingToMatch()
    for one in (population, *registers):
        if not one.is_ready:
            return NotUsable(name=one.name, status=one.status)
        if not (one.path.startswith(population.path) or population.path.startswith(one.path)):
            return PlacesApart(name=one.name, place=place)
    return MatchingRuns() if is_running else None
