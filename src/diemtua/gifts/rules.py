"""When a gift may be given. Plain Python."""

from diemtua.core.errors import Refusal


class PledgeUsedUp(Refusal):
    code = "pledge_used_up"
    text = "Cam kết của {donor} đã trao hết {quantity} suất."


class NotInHardship(Refusal):
    code = "not_in_hardship"
    text = "{person} chưa được ghi là có hoàn cảnh khó khăn. Hãy cập nhật hoàn cảnh trước khi tặng."


class AlreadyGiven(Refusal):
    code = "already_given"
    text = "{person} đã được tặng trong chiến dịch này."


class AlreadyCovered(Refusal):
    code = "already_covered"
    text = "{person} đã tham gia từ ngày {day}, suất tặng nên dành cho người chưa tham gia."


class ForAnotherPlace(Refusal):
    code = "for_another_place"
    text = "Cam kết này dành cho {place}, {person} ở nơi khác."


def why_not_give(
    *,
    person: str,
    donor: str,
    quantity: int,
    given: int,
    place: str,
    lives_there: bool,
    in_hardship: bool,
    covered_since: str | None,
) -> Refusal | None:
    """Return why one more of a pledge may not go to a person, or None.

    :param quantity: how many were pledged; `given`: how many of them were given already
    :param place: for which the pledge is meant; `lives_there`: whether the person lives in it
    :param covered_since: the day on which the person joined the same programme, None when not covered
    """
    if given >= quantity:
        return PledgeUsedUp(donor=donor, quantity=quantity)
    if not lives_there:
        return ForAnotherPlace(place=place, person=person)
    if not in_hardship:
        return NotInHardship(person=person)
    if covered_since:
        return AlreadyCovered(person=person, day=covered_since)
    return None
