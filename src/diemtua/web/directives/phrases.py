"""What happened to a task, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from diemtua.audit.models import Event

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
    "task.reassigned": noop("Đổi cơ quan chủ trì"),
    "task.change_undone": noop("Hoàn tác thay đổi"),
    "task.completion_set": noop("Đổi cách coi là xong"),
    "task.evidence_bound": noop("Chọn cách đếm minh chứng"),
    "task.evidence_added": noop("Gửi minh chứng"),
    "task.proved": noop("Hoàn thành theo số đếm"),
    "task.counted": noop("Số đếm đổi tình trạng"),
}


def reason_of(event: Event) -> str:
    """Return why, and from whom to whom, where the trail of an event says so."""
    values = event.values
    if event.name == "task.reassigned":
        who = {name: "; ".join(values.get(name, [])) or "–" for name in ("was", "leads")}
        return _("%(was)s → %(leads)s. Lý do: %(reason)s") % {**who, "reason": values.get("reason", "")}
    return ""


def said(event: str) -> str:
    """Return what an event of the trail is called on a page; its own name where nobody gave it words."""
    return _(_SAID[event]) if event in _SAID else event
