"""When a campaign may start, close and be changed. Plain Python: no database, no clock."""

from datetime import date

from diemtua.core.errors import Refusal

TRANSITIONS = {
    "start": ("PREPARING", "RUNNING"),
    "close": ("RUNNING", "CLOSED"),
    "reopen": ("CLOSED", "RUNNING"),
}


class NotPreparing(Refusal):
    code = "campaign_not_preparing"
    text = "Chiến dịch “{title}” không còn ở bước chuẩn bị nên không bắt đầu lại được."


class NotRunning(Refusal):
    code = "campaign_not_running"
    text = "Chiến dịch “{title}” chưa bắt đầu hoặc đã kết thúc."


class NotClosed(Refusal):
    code = "campaign_not_closed"
    text = "Chiến dịch “{title}” chưa kết thúc nên không có gì để mở lại."


class CampaignClosed(Refusal):
    code = "campaign_closed"
    text = "Chiến dịch “{title}” đã kết thúc; số liệu đã chốt. Hãy mở lại nếu cần sửa."


class DaysOutOfOrder(Refusal):
    code = "campaign_days_out_of_order"
    text = "Ngày kết thúc phải sau ngày bắt đầu."


class LaunchOutside(Refusal):
    code = "campaign_launch_outside"
    text = "Ngày ra quân phải nằm trong khoảng {first:%d/%m/%Y} đến {last:%d/%m/%Y}."


class PhaseOutside(Refusal):
    code = "phase_outside"
    text = "Đợt phải nằm trong chiến dịch, từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."


class NoMapThatDay(Refusal):
    code = "campaign_no_map"
    text = "Chưa có bản đồ của {place} vào ngày {day:%d/%m/%Y}. Bản đồ sớm nhất là ngày {earliest}."


_REFUSALS = {"start": NotPreparing, "close": NotRunning, "reopen": NotClosed}


def why_not(step: str, status: str, title: str) -> Refusal | None:
    """Say why a campaign in `status` may not take `step` (start, close, reopen), or None when it may."""
    return None if TRANSITIONS[step][0] == status else _REFUSALS[step](title=title)


def why_not_these_days(starts_on: date, ends_on: date, launch_on: date | None) -> Refusal | None:
    """Say what is wrong with the days of a campaign, or None."""
    if ends_on < starts_on:
        return DaysOutOfOrder()
    if launch_on is not None and not starts_on <= launch_on <= ends_on:
        return LaunchOutside(first=starts_on, last=ends_on)
    return None
