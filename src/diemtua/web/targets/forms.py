"""Forms of targets."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import parse_decimal, parse_whole
from diemtua.core.text import fold
from diemtua.places.models import Place
from diemtua.targets.actions import NewTarget, SharingOut
from diemtua.targets.enums import Measure, Method
from diemtua.web.days import DayField


class WholeField(forms.CharField):
    """A whole number typed with or without dots between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        number = parse_whole(text)
        if number is None or number < 0:
            raise forms.ValidationError(_("Hãy ghi một số nguyên không âm, ví dụ 1.403."))
        return number


class PercentField(forms.CharField):
    """A percentage typed with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        number = parse_decimal(text)
        if number is None or not 0 < number <= 100:
            raise forms.ValidationError(_("Hãy ghi tỷ lệ lớn hơn 0, không quá 100, ví dụ 93,5."))
        return number


class TargetForm(forms.Form):
    """A number to reach, by whom, under which plan."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), choices=PROGRAMME_CHOICES)
    measure = forms.ChoiceField(
        label=gettext_lazy("Loại chỉ tiêu"), choices=Measure.choices, widget=forms.RadioSelect
    )
    number = WholeField(label=gettext_lazy("Số người"), required=False)
    ratio = PercentField(label=gettext_lazy("Tỷ lệ (%)"), required=False)
    owner = forms.ModelChoiceField(label=gettext_lazy("Cơ quan giao"), queryset=Agency.objects.none())
    plan = forms.CharField(
        label=gettext_lazy("Kế hoạch"),
        max_length=160,
        help_text=gettext_lazy(
            "Tên kế hoạch hiện cạnh mọi tỷ lệ hoàn thành, ví dụ “BHXH Việt Nam tạm giao 2024”."
        ),
    )
    basis = forms.CharField(label=gettext_lazy("Văn bản giao"), max_length=200, required=False)
    period_from = DayField(label=gettext_lazy("Kỳ từ ngày"))
    period_to = DayField(label=gettext_lazy("Kỳ đến ngày"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Agency.objects.filter(place=campaign.place).valid_on(campaign.map_date)
        self.fields["owner"].queryset = owners.order_by("search_key")  # type: ignore[attr-defined] # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_ratio = cleaned.get("measure") == Measure.RATIO
        wanted, other = ("ratio", "number") if is_ratio else ("number", "ratio")
        if cleaned.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, _("Hãy ghi tỷ lệ.") if is_ratio else _("Hãy ghi số người."))
        cleaned[other] = None
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("Ngày cuối kỳ phải sau ngày đầu kỳ."))
        return cleaned

    def as_new(self) -> NewTarget:
        """Return what was typed as the action takes it."""
        return NewTarget(**self.cleaned_data)


class RevisionForm(forms.Form):
    """A new number for a target, with the reason."""

    number = WholeField(label=gettext_lazy("Số người"), required=False)
    ratio = PercentField(label=gettext_lazy("Tỷ lệ (%)"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do điều chỉnh"), max_length=300)

    def __init__(self, *args: Any, is_ratio: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept, dropped = ("ratio", "number") if is_ratio else ("number", "ratio")
        del self.fields[dropped]
        self.fields[kept].required = True

    def clean(self) -> dict[str, Any]:
        return {"number": None, "ratio": None} | (super().clean() or {})


class ShareForm(forms.Form):
    """How a share is given out: a method, and one line a place (`so-<path>`, `trong-<path>`, `giu-<path>`)."""

    method = forms.ChoiceField(
        label=gettext_lazy("Cách chia"),
        choices=[
            (Method.PROPORTIONAL.value, gettext_lazy("Theo tỷ trọng")),
            (Method.EQUAL.value, gettext_lazy("Chia đều")),
            (Method.MANUAL.value, gettext_lazy("Nhập tay từng nơi")),
        ],
        widget=forms.RadioSelect,
        initial=Method.PROPORTIONAL,
        required=False,
    )
    floor = WholeField(label=gettext_lazy("Mỗi nơi ít nhất"), required=False)
    pasted = forms.CharField(
        label=gettext_lazy("Dán từ Excel"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Hai cột: tên địa bàn và số. Số dán vào là tỷ trọng, hoặc là chỉ tiêu khi nhập tay."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do, cách tính"), max_length=300, required=False)
    replaces_below = forms.BooleanField(
        label=gettext_lazy("Bỏ các phần đã chia tiếp bên dưới"), required=False
    )

    def __init__(self, *args: Any, places: list[Place], is_ratio: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.is_ratio = places, is_ratio
        for place in places:
            self.fields[f"so-{place.path}"] = (
                PercentField(required=False) if is_ratio else WholeField(required=False)
            )
            self.fields[f"trong-{place.path}"] = WholeField(required=False)
            self.fields[f"giu-{place.path}"] = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.pasted_numbers = self._read_pasted(cleaned.get("pasted") or "")
        return cleaned

    def as_sharing_out(self) -> SharingOut:
        """Return what was typed as the action takes it."""
        typed = {place.path: self.cleaned_data.get(f"so-{place.path}") for place in self.places}
        weights = {place.path: self.cleaned_data.get(f"trong-{place.path}") for place in self.places}
        given = {path: value for path, value in typed.items() if value is not None}
        method = Method(self.cleaned_data["method"] or Method.PROPORTIONAL)
        common = {
            "reason": self.cleaned_data["reason"],
            "replaces_below": self.cleaned_data["replaces_below"],
        }
        if self.is_ratio:
            return SharingOut(Method.SAME, ratios=given, **common)
        locked = {path: value for path, value in given.items() if self.cleaned_data.get(f"giu-{path}")}
        return SharingOut(
            method,
            weights={path: value or 0 for path, value in weights.items()} | self.pasted_numbers,
            numbers=given | self.pasted_numbers,
            locked=locked if method != Method.MANUAL else None,
            floor=self.cleaned_data["floor"] or 0,
            **common,
        )

    def _read_pasted(self, text: str) -> dict[str, int]:
        """Read pasted lines (name, number) into numbers by path; a line that fits nowhere is an error."""
        by_name = {place.search_key: place.path for place in self.places}
        found = {}
        for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
            name, _sep, value = (
                line.strip().rpartition("\t") if "\t" in line else line.strip().rpartition(" ")
            )
            path, whole = by_name.get(fold(name)), parse_whole(value)
            if path is None or whole is None or whole < 0:
                self.add_error(
                    "pasted", _("Dòng %(number)d: không hiểu “%(line)s”.") % {"number": number, "line": line}
                )
            else:
                found[path] = whole
        return found
