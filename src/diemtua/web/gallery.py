"""The gallery: every component and every chart on one page, with invented data."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.web import gallery_samples as samples
from diemtua.web.access import page, public


class SampleForm(forms.Form):
    """A form with every shape of field."""

    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên"), help_text=gettext_lazy("Ghi như trên giấy tờ, có dấu.")
    )
    born_on = forms.DateField(
        label=gettext_lazy("Ngày sinh"),
        help_text=gettext_lazy("Ví dụ: 6/5/1984"),
        error_messages={"invalid": gettext_lazy("Ngày này không có trong lịch. Ghi theo mẫu 6/5/1984.")},
    )
    months = forms.IntegerField(label=gettext_lazy("Số tháng đóng"), required=False)
    scheme = forms.ChoiceField(
        label=gettext_lazy("Chương trình"),
        choices=[("VSI", gettext_lazy("BHXH tự nguyện")), ("HHI", gettext_lazy("BHYT hộ gia đình"))],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả lần đến nhà"),
        widget=forms.RadioSelect,
        choices=[
            ("AGREED", gettext_lazy("Đồng ý tham gia")),
            ("LATER", gettext_lazy("Hẹn lại")),
            ("AWAY", gettext_lazy("Vắng nhà")),
        ],
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    attachment = forms.FileField(
        label=gettext_lazy("Danh sách"),
        required=False,
        help_text=gettext_lazy("Tệp .xlsx hoặc .csv, tối đa 20 MB."),
    )
    is_read = forms.BooleanField(label=gettext_lazy("Đã đọc cho người dân nghe mức đóng và quyền lợi"))


@dataclass(frozen=True)
class SamplePage:
    """What a list gives to the pager."""

    rows: list[Any]
    next_url: str
    first_url: str


@page(public)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component and chart."""
    return render(request, "web/gallery.html", sample_context())


def sample_context() -> dict[str, Any]:
    """Return all that the gallery shows."""
    form = SampleForm({"full_name": "Nguyễn Thị Lan", "born_on": "31/2/1984", "scheme": "HHI"})
    places = samples.localities()
    return {
        "form": form,
        "trail": [{"label": "Nghệ An", "href": "#breadcrumb"}, {"label": "TP Vinh", "href": "#breadcrumb"},
                  {"label": "Xã Nghi Phú"}],
        "tabs": [
            {"label": _("Đang làm"), "href": "#tabs", "is_current": True, "count": 12},
            {"label": _("Quá hạn"), "href": "#tabs", "count": 3},
            {"label": _("Đã xong"), "href": "#tabs", "count": 1204},
        ],
        "steps": [{"label": _("Chọn tệp"), "is_done": True}, {"label": _("Ghép cột"), "is_done": True},
                  {"label": _("Xem lại"), "is_current": True}, {"label": _("Ghi vào hệ thống")}],
        "facts": [(_("Số, ký hiệu"), "3495/UBND-VX"), (_("Ngày ban hành"), "26/04/2024"),
                  (_("Cơ quan ban hành"), "UBND tỉnh")],
        "statuses": [("LATE", _("Quá hạn")), ("DONE", _("Đã xong"))],
        "fresh_at": datetime(2024, 5, 22, 14, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        "reached": Decimal("92.32"),
        "rows": places[:6],
        "page": SamplePage(places[:6], "?sau=1", ""),
        "ranked": samples.ranked(),
        "weeks": samples.calendar(),
        "day_curve": samples.day_curve(),
        "day_columns": [_("Ngày"), _("Trong ngày"), _("Lũy kế")],
        "day_rows": samples.day_rows(),
        "ranking": {"rows": places, "by": "percent", "reference": {"value": 100, "label": "100%"}},
        "value_ranking": {"rows": sorted(places, key=lambda row: -row["value"])[:8]},
        "map": {"points": places, "unit": "lượt"},
        "locality_columns": [_("Địa phương"), _("Lượt đăng ký"), _("Kế hoạch"), _("Tỷ lệ")],
        "locality_rows": samples.locality_rows(),
        "national": samples.provinces(),
        "shares": samples.shares(),
        "share_rows": [[one["label"], one["value"]] for one in samples.shares()["slices"]],
        "spark": {"values": [3, 5, 4, 8, 12, 9, 14, 18, 17, 22]},
    }  # fmt: skip
