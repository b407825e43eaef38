"""Forms of a decree and of its rows."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from diemtua.core.numbers import parse_decimal
from diemtua.insurance.actions import NewRow
from diemtua.insurance.rules.law import Law
from diemtua.web.days import DayField


class DecreeForm(forms.Form):
    """What a newly issued text is called and where its signed copy can be read."""

    title = forms.CharField(
        label=gettext_lazy("Số, ký hiệu và tên văn bản"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Nghị định 161/2026/NĐ-CP Điều 3.2."),
    )
    source = forms.CharField(label=gettext_lazy("Nguồn (địa chỉ hoặc số công báo)"), max_length=300)
    is_verified = forms.BooleanField(
        label=gettext_lazy("Tôi đã đối chiếu với bản ký"),
        required=False,
        help_text=gettext_lazy("Nếu chưa, mọi con số dựa vào văn bản này mang dấu “chưa chắc chắn”."),
    )


class ValueField(forms.CharField):
    """A figure typed as people write it: 2.530.000, 4,5 or 4.5."""

    def clean(self, value: Any) -> Decimal | None:
        number = parse_decimal(super().clean(value))
        if number is None:
            raise forms.ValidationError(_("Hãy ghi một số, ví dụ 2.530.000 hoặc 4,5."))
        return number


class RowForm(forms.Form):
    """One figure that a decree sets. The figures offered are those that rules ask for."""

    figure = forms.ChoiceField(label=gettext_lazy("Số liệu"))
    place_code = forms.CharField(
        label=gettext_lazy("Mã tỉnh"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("Chỉ khi là nghị quyết của một tỉnh, ví dụ 40."),
    )
    value = ValueField(label=gettext_lazy("Giá trị mới"))
    first = DayField(label=gettext_lazy("Từ ngày"))
    last = DayField(label=gettext_lazy("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chọn số liệu")), *_figures(law)]
        self.fields["figure"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def as_new(self) -> NewRow:
        """Return the row as the action takes it."""
        parameter, _sign, key = self.cleaned_data["figure"].partition(":")
        values = {name: self.cleaned_data[name] for name in ("value", "first", "last", "place_code")}
        return NewRow(parameter=parameter, key=key, **values)


def _figures(law: Law) -> list[tuple[str, str]]:
    language = get_language() or "vi"
    figures = sorted({(row.parameter, row.key) for row in law.rows}, key=lambda figure: _order(figure[1]))
    choices = []
    for name, parameter in law.parameters.items():
        title = parameter.title_en if language.startswith("en") else parameter.title_vi
        for _name, key in (figure for figure in figures if figure[0] == name):
            case = f": {parameter.key_title(key, language)}" if key else ""
            choices.append((f"{name}:{key}", f"{title}{case}"))
    return choices


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (0, key)
