"""Sharing out a target. Plain Python: no database, no clock. Its prose twin is docs/algorithms/allocation.md."""

from collections.abc import Mapping

from diemtua.core.errors import Refusal


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
    text = "Tổng các phần là {sum}, {way} {difference} so với số phải chia là {total}."


class PlacesMissing(Refusal):
    code = "places_missing"
    text = "Còn thiếu số của: {places}."


class PlacesTooMany(Refusal):
    code = "places_too_many"
    text = "Không thuộc {place}: {places}."


class RatioNotSummed(Refusal):
    code = "ratio_not_summed"
    text = "Tỷ lệ không cộng được. Mỗi nơi giữ tỷ lệ {ratio} % hoặc nhập tỷ lệ riêng."


class AlreadyShared(Refusal):
    code = "already_shared"
    text = "{place} đã chia tiếp cho cấp dưới. Hãy xác nhận chia lại, các phần bên dưới sẽ được bỏ."


class RatioOutOfRange(Refusal):
    code = "ratio_out_of_range"
    text = "Tỷ lệ phải lớn hơn 0 và không quá 100 %."


def allocate(
    total: int, weights: Mapping[str, int], *, locked: Mapping[str, int] | None = None, floor: int = 0
) -> dict[str, int]:
    """Share `total` people between places in proportion to their `weights` (Hamilton's method).

    Everyone gets the whole part of the exact share; the units left over go to the largest remainders, so the
    parts always add up to `total`. Equal remainders go to the lower code: the same figures give the same plan
    on every machine.

    :param weights: by the code of the place; none negative
    :param locked: places whose number stays as it is; it is taken off `total` first
    :param floor: what every place that is not locked gets at least
    :raises LockedExceedsTotal, FloorExceedsTotal: when the fixed parts alone are more than the whole
    :raises NothingToShareBy: when something is left to share and no weight is above zero
    """
    locked = dict(locked or {})
    free = {code: weight for code, weight in weights.items() if code not in locked}
    left = total - sum(locked.values())
    if left < 0:
        raise LockedExceedsTotal(locked=sum(locked.values()), total=total)
    if floor * len(free) > left:
        raise FloorExceedsTotal(floor=floor, places=len(free), needed=floor * len(free), total=left)
    shares = _largest_remainders(left - floor * len(free), free)
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


def why_not_these(total: int, numbers: Mapping[str, int]) -> Refusal | None:
    """Return why typed `numbers` may not be the parts of `total`, or None when they add up."""
    typed = sum(numbers.values())
    if typed == total:
        return None
    way = "thừa" if typed > total else "thiếu"
    return DoesNotAddUp(sum=typed, way=way, difference=abs(typed - total), total=total)


def explained(number: int, *, weight: int | None, weight_sum: int, total: int, method: str) -> str:
    """Answer 'why this number for my commune?' in one sentence."""
    if method == "EQUAL":
        return f"Chia đều {total}: mỗi nơi nhận phần bằng nhau, chênh nhau không quá 1."
    if method == "PROPORTIONAL" and weight is not None and weight_sum:
        exact = f"{total * weight / weight_sum:.2f}".replace(".", ",")
        return f"{total} × {weight} / {weight_sum} = {exact}, làm tròn theo phần dư lớn nhất thành {number}."
    if method == "MANUAL":
        return f"Nhập tay: {number}."
    return f"Giao {number}."
