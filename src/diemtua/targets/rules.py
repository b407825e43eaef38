"""Sharing out a target. Plain Python: no database, no clock. In words: docs/algorithms/allocation.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.errors import Refusal
from diemtua.core.numbers import decimal_comma, grouped
from diemtua.targets.enums import Method


class DuplicatePlan(Refusal):
    code = "duplicate_plan"
    text = "Đã có chỉ tiêu này trong cùng kế hoạch. Hãy sửa chỉ tiêu cũ."


class NothingToShareBy(Refusal):
    code = "nothing_to_share_by"
    text = "Không có tỷ trọng nào lớn hơn 0 để chia. Hãy nhập tỷ trọng hoặc chọn chia đều."


class NothingToShareTo(Refusal):
    code = "nothing_to_share_to"
    text = "{place} không có địa bàn cấp dưới vào ngày {day} để chia tiếp."


class LockedExceedsTotal(Refusal):
    code = "locked_exceeds_total"
    text = "Các dòng giữ nguyên đã là {locked}, nhiều hơn số phải chia là {total}."


class FloorExceedsTotal(Refusal):
    code = "floor_exceeds_total"
    text = "Mức tối thiểu {floor} cho {places} nơi cần {needed}, nhiều hơn số phải chia là {total}."


class DoesNotAddUp(Refusal):
    code = "does_not_add_up"
    text = "Tổng các phần là {sum}, thừa {difference} so với số phải chia là {total}."


class FallsShort(DoesNotAddUp):
    code = "does_not_add_up"
    text = "Tổng các phần là {sum}, thiếu {difference} so với số phải chia là {total}."


class PlacesMissing(Refusal):
    code = "places_missing"
    text = "Còn thiếu số của: {places}."


class PlacesTooMany(Refusal):
    code = "places_too_many"
    text = "Không thuộc {place}: {places}."


class RatioNotSummed(Refusal):
    code = "ratio_not_summed"
    text = "Tỷ lệ không cộng được. Mỗi nơi giữ tỷ lệ {ratio}% hoặc nhập tỷ lệ riêng."


class AlreadyShared(Refusal):
    code = "already_shared"
    text = "{place} đã chia tiếp cho cấp dưới. Hãy xác nhận chia lại, các phần bên dưới sẽ được bỏ."


class ShareGone(Refusal):
    code = "share_gone"
    text = "Phần của {place} vừa được cấp trên chia lại. Hãy mở lại trang rồi chia tiếp."


class RatioOutOfRange(Refusal):
    code = "ratio_out_of_range"
    text = "Tỷ lệ phải lớn hơn 0 và không quá 100%."


@dataclass(frozen=True)
class SharingOut:
    """How a share is given out: the method, and what the method needs, by the path of the place."""

    method: Method
    weights: Mapping[str, int] | None = None
    numbers: Mapping[str, int] | None = None
    ratios: Mapping[str, Decimal] | None = None
    locked: Mapping[str, int] | None = None
    floor: int = 0
    reason: str = ""
    replaces_below: bool = False

    @property
    def named(self) -> set[str]:
        """Return the paths of all places that it names."""
        return {
            path for given in (self.weights, self.numbers, self.ratios, self.locked) for path in given or {}
        }

    def weight_of(self, path: str) -> int:
        """Return the weight of a place: the one given, 1 for all where weights do not matter."""
        return (self.weights or {}).get(path, 0) if self.method == Method.PROPORTIONAL else 1


@dataclass(frozen=True)
class Part:
    """One part of a share as it stands: `number` people, by `method`, with the `weight` it was shared by."""

    number: int
    method: str
    weight: int | None = None
    is_locked: bool = False


def allocate(
    total: int, weights: Mapping[str, int], *, locked: Mapping[str, int] | None = None, floor: int = 0
) -> dict[str, int]:
    """Share `total` people between places in proportion to their `weights` (Hamilton's method).

    Everyone gets the whole part of the exact share; the units left over go to the largest remainders, so the
    parts always add up to `total`. Equal remainders go to the lower code: the same figures give the same plan
    on every machine.

    :param weights: by the code of the place; none negative
    :param locked: places whose number stays as it is; it is taken off `total` first
    :param floor: what every place that is not locked gets at least; it is taken off next
    :raises LockedExceedsTotal, FloorExceedsTotal: when the fixed parts alone are more than the whole
    :raises DoesNotAddUp: when every place is locked and something is left
    :raises NothingToShareBy: when something is left to share and no weight is above zero
    """
    locked = dict(locked or {})
    free = {code: weight for code, weight in weights.items() if code not in locked}
    left = total - sum(locked.values())
    if left < 0:
        raise LockedExceedsTotal(locked=grouped(sum(locked.values())), total=grouped(total))
    if locked and not free and (refusal := why_not_these(total, locked)):
        raise refusal
    if (needed := floor * len(free)) > left:
        raise FloorExceedsTotal(
            floor=grouped(floor), places=len(free), needed=grouped(needed), total=grouped(left)
        )
    shares = _largest_remainders(left - needed, free)
    return locked | {code: floor + share for code, share in shares.items()}


def _largest_remainders(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    weight_sum = sum(weights.values())
    if not weight_sum:
        if total:
            raise NothingToShareBy
        return dict.fromkeys(weights, 0)
    exact = {code: divmod(total * weight, weight_sum) for code, weight in weights.items()}
    shares = {code: whole for code, (whole, _) in exact.items()}
    left_over = total - sum(shares.values())
    neediest_first = sorted(exact, key=lambda code: (-exact[code][1], code))
    for code in neediest_first[:left_over]:
        shares[code] += 1
    return shares


def numbers_of(total: int, names: Mapping[str, str], how: SharingOut) -> dict[str, int]:
    """Return the number of each place of `names` (name by path) when `total` is shared out like `how`.

    :raises PlacesMissing, DoesNotAddUp: for typed numbers; and what `allocate` raises
    """
    if how.method != Method.MANUAL:
        weights = {path: how.weight_of(path) for path in names}
        return allocate(total, weights, locked=how.locked, floor=how.floor)
    numbers = dict(how.numbers or {})
    if missing := [name for path, name in names.items() if path not in numbers]:
        raise PlacesMissing(places=", ".join(missing))
    if refusal := why_not_these(total, numbers):
        raise refusal
    return numbers


def why_not_these(total: int, numbers: Mapping[str, int]) -> Refusal | None:
    """Return why typed `numbers` may not be the parts of `total`, or None when they add up."""
    typed = sum(numbers.values())
    if typed == total:
        return None
    refusal = DoesNotAddUp if typed > total else FallsShort
    return refusal(sum=grouped(typed), difference=grouped(abs(typed - total)), total=grouped(total))


def is_ratio(ratio: Decimal | None) -> bool:
    """Say whether `ratio` is a percentage that a place can reach: above 0, at most 100."""
    return ratio is not None and 0 < ratio <= 100


def explained(total: int, parts: Mapping[str, Part]) -> dict[str, str]:
    """Answer 'why this number for my commune?' in one sentence a place, by the code of the place.

    A formula is only printed after it has been worked out again and gives the very numbers that stand there;
    where a floor came first, which is not kept, the sentence says so instead.
    """
    locked = {code: part.number for code, part in parts.items() if part.is_locked}
    weights = {code: part.weight or 0 for code, part in parts.items() if not part.is_locked}
    left = total - sum(locked.values())
    by_formula = False
    if any(weights.values()) and left >= 0:
        again = allocate(left, weights)
        by_formula = all(parts[code].number == number for code, number in again.items())
    weight_sum = sum(weights.values())
    return {code: _sentence(part, left, weight_sum, by_formula) for code, part in parts.items()}


def _sentence(part: Part, left: int, weight_sum: int, by_formula: bool) -> str:
    number = grouped(part.number)
    if part.is_locked:
        return f"Giữ nguyên {number}, trừ ra trước khi chia phần còn lại."
    if part.method == "EQUAL":
        return f"Chia đều {grouped(left)}: các nơi chênh nhau không quá 1."
    if part.method == "PROPORTIONAL" and part.weight is not None and weight_sum:
        ratio = f"{grouped(part.weight)} / {grouped(weight_sum)}"
        if not by_formula:
            return f"Mỗi nơi nhận mức tối thiểu trước, phần còn lại theo tỷ trọng {ratio}, thành {number}."
        exact = decimal_comma(Decimal(left * part.weight) / weight_sum)
        return f"{grouped(left)} × {ratio} = {exact}; theo phần dư lớn nhất nhận {number}."
    if part.method == "MANUAL":
        return f"Nhập tay: {number}."
    return f"Giao {number}."
