"""Days in forms: typed as people write them, shown as dd/mm/yyyy."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.core.periods import parse_day


class DayField(forms.Field):
    """A day typed as 6/5/2024, 06-05-2024 or 2024-05-06."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Ngày chưa đúng. Hãy ghi theo mẫu ngày/tháng/năm, ví dụ 06/5/2024.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": "06/05/2024", "autocomplete": "off"}

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        day = parse_day(str(value))
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
