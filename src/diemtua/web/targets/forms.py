"""Forms of targets."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import parse_whole
from diemtua.places.models import Place
from diemtua.places.queries import PlaceFinder
from diemtua.targets.actions import NewTarget, SharingOut
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share
from diemtua.web.days import DayField
from diemtua.web.numbers import LARGEST, LONGEST, PercentField, WholeField


class TargetForm(forms.Form):
    """A number to reach, by whom, under which plan."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), choices=PROGRAMME_CHOICES)
    measure = forms.ChoiceField(
        label=gettext_lazy("Loại chỉ tiêu"), choices=Measure.choices, widget=forms.RadioSelect
    )
    number = WholeField(label=gettext_lazy("Số người"), required=False)
    ratio = PercentField(label=gettext_lazy("Tỷ lệ (%)"), required=False)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan giao"), queryset=Agency.objects.none(), to_field_name="ref"
    )
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
    replaces_below = forms.BooleanField(
        label=gettext_lazy("Bỏ các phần đã chia tiếp bên dưới"), required=False
    )

    def __init__(self, *args: Any, is_ratio: bool, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept, dropped = ("ratio", "number") if is_ratio else ("number", "ratio")
        del self.fields[dropped]
        self.fields[kept].required = True
        if not has_parts:
            del self.fields["replaces_below"]

    def clean(self) -> dict[str, Any]:
        return {"number": None, "ratio": None} | (super().clean() or {})


class ShareForm(forms.Form):
    """How a share is given out: a method, and a line a place (`so-<path>`, `trong-<path>`, `giu-<path>`)."""

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

    def __init__(self, *args: Any, share: Share, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share, self.places, self.is_ratio = share, places, share.ratio is not None
        self.fields["method"].required = not self.is_ratio
        for place in places:
            self.fields[f"so-{place.path}"] = (
                PercentField(required=False) if self.is_ratio else WholeField(required=False)
            )
            self.fields[f"trong-{place.path}"] = WholeField(required=False)
            self.fields[f"giu-{place.path}"] = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.pasted_numbers = self._read_pasted(cleaned.get("pasted") or "")
        for place in self.places:
            name = f"so-{place.path}"
            if cleaned.get(f"giu-{place.path}") and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Hãy ghi số giữ nguyên."))
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
        is_manual = method == Method.MANUAL
        return SharingOut(
            method,
            weights=None
            if is_manual
            else {path: value or 0 for path, value in weights.items()} | self.pasted_numbers,
            numbers=given | self.pasted_numbers if is_manual else None,
            locked=None if is_manual else locked,
            floor=self.cleaned_data["floor"] or 0,
            **common,
        )

    def _read_pasted(self, text: str) -> dict[str, int]:
        """Read pasted lines (name, number) into numbers by path; a line that does not fit is an error."""
        found: dict[str, int] = {}
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        finder = self._finder() if lines else None
        for number, line in enumerate(lines, start=1):
            name, value = _name_and_number(line)
            place = finder.find(name) if finder and name else None
            whole = parse_whole(value) if len(value) <= LONGEST else None
            said = {"number": number, "line": line[:60]}
            if place is None or whole is None or not 0 <= whole <= LARGEST:
                self.add_error("pasted", _("Dòng %(number)d: không hiểu “%(line)s”.") % said)
            elif place.path in found:
                self.add_error("pasted", _("Dòng %(number)d: đã có nơi này ở trên, “%(line)s”.") % said)
            else:
                found[place.path] = whole
        return found

    def _finder(self) -> PlaceFinder:
        kinds = {place.kind for place in self.places}
        return PlaceFinder(self.share.place, self.share.target.campaign.map_date, kinds=kinds)


def _name_and_number(line: str) -> tuple[str, str]:
    """Cut a pasted line at its last tab (a leading row number goes), else at its last space."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1:
        return cells[-2], cells[-1]
    name, _space, value = line.rpartition(" ")
    return name.strip(), value
