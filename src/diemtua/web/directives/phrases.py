"""What happened to a task, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

_SAID = {
    "task.reported": noop("Báo tình trạng"),
    "task.time_asked": noop("Đề nghị gia hạn"),
    "task.time_granted": noop("Đồng ý gia hạn"),
    "task.time_refused": noop("Không gia hạn"),
    "task.cascaded": noop("Giao xuống địa bàn"),
    "task.cascade_taken_back": noop("Bỏ giao xuống"),
    "task.units_exempted": noop("Miễn cho một số nơi"),
    "task.unit_included": noop("Bỏ miễn cho một nơi"),
    "task.unit_reported": noop("Một nơi báo tình trạng"),
    "task.completion_set": noop("Đổi cách coi là xong"),
    "task.evidence_bound": noop("Chọn cách đếm minh chứng"),
    "task.evidence_added": noop("Gửi minh chứng"),
    "task.proved": noop("Hoàn thành theo số đếm"),
    "task.counted": noop("Số đếm đổi tình trạng"),
}


def said(event: str) -> str:
    """Return what an event of the trail is called on a page; its own name where nobody gave it words."""
    return _(_SAID[event]) if event in _SAID else event
