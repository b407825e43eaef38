"""Numbers in forms: typed as people write them, with dots between thousands and a decimal comma."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from diemtua.core.numbers import parse_decimal, parse_whole

LARGEST = 2_000_000_000  # what a whole number of the database holds
LONGEST = 20


class WholeField(forms.CharField):
    """A whole number typed with or without dots between thousands; None when left empty."""

    def __init__(self, *, least: int = 0, largest: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.largest = least, largest
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        number = parse_whole(text) if len(text) <= LONGEST else None
        if number is None or number < 0:
            raise forms.ValidationError(_("Hãy ghi một số nguyên không âm, ví dụ 1.403."))
        if number < self.least:
            raise forms.ValidationError(_("Số này ít nhất là %(least)d.") % {"least": self.least})
        if number > self.largest:
            raise forms.ValidationError(_("Số này lớn quá mức cho phép."))
        return number


class PercentField(forms.CharField):
    """A percentage typed with a comma or a point; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        number = parse_decimal(text.rstrip("% ")) if len(text) <= LONGEST else None
        if number is None or not 0 < number <= 100:
            raise forms.ValidationError(_("Hãy ghi tỷ lệ lớn hơn 0, không quá 100, ví dụ 93,5."))
        if number != round(number, 2):
            raise forms.ValidationError(_("Tỷ lệ ghi nhiều nhất hai số sau dấu phẩy."))
        return number

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value
