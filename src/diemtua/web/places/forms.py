"""Forms of the places area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.places.models import Place
from diemtua.places.queries import places_for_select, resolve_place


class HamletsForm(forms.Form):
    """A pasted list of hamlets, or a file with the columns 'Xã' and 'Thôn'."""

    lines = forms.CharField(
        label=_("Danh sách thôn, xóm, khối"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=_("Hoặc tệp bảng tính"),
        required=False,
        allow_empty_file=True,  # refused by name in the view
        help_text=_("Excel hay CSV, có cột “Xã” và cột “Thôn”."),
    )


class SettleForm(forms.Form):
    """What an ended place passed into, from the text of a resolution."""

    new = forms.CharField(label=_("Nhập vào (tên hoặc mã địa bàn mới)"), max_length=160)
    is_default = forms.BooleanField(
        label=_("Nơi này nhận số liệu khi không tách được"), required=False, initial=True
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ"), max_length=200, help_text=_("Ví dụ: NQ 1243/NQ-UBTVQH15, Điều 1")
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._old = place
        tops = Place.objects.filter(path=f"{place.path.split('.', 1)[0]}.")
        self._top = tops.valid_on(place.valid_to).first() if place.valid_to else None
        if self._top is not None and place.valid_to is not None:
            options = places_for_select(self._top, place.valid_to, place.kind)
            self.fields["new"].widget = forms.Select(choices=[("", "…"), *options])
            self.fields["new"].label = _("Nhập vào")

    def clean_new(self) -> Place:
        """Find the heir on the map of the day on which the old place ended."""
        text, day = self.cleaned_data["new"], self._old.valid_to
        found: Place | None = Place.objects.filter(path=text).valid_on(day).first() if day else None
        if found is None and self._top is not None and day:
            found = resolve_place(text, self._top, day, self._old.kind)
        if found is None:
            raise forms.ValidationError(_("Không tìm thấy địa bàn này trên bản đồ ngày đó."))
        return found
