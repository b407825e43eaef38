"""Forms of registers: a file and where it comes from; which column is which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.places.models import Place
from diemtua.places.queries import place_of
from diemtua.registers.enums import RegisterKind
from diemtua.registers.models import Snapshot, Source
from diemtua.registers.queries.snapshots import Preview
from diemtua.registers.rules.columns import COLUMNS, required_of
from diemtua.web import mapping
from diemtua.web.days import DayField

NEW_SOURCE = ""
_OF_NEW_SOURCE = ("name", "kind", "place")


class _SourceField(forms.ChoiceField):
    """A choice that must be made, of which no value means a new source."""

    def validate(self, value: Any) -> None:
        """Let no value pass."""
        if value != NEW_SOURCE:
            super().validate(value)


class UploadForm(forms.Form):
    """A register file: of which source, as of which day, for what purpose and by what right."""

    source = _SourceField(
        label=gettext_lazy("Nguồn"),
        help_text=gettext_lazy("Nguồn đã có nhớ sẵn địa bàn, loại sổ và cách ghép cột của lần trước."),
    )
    name = forms.CharField(
        label=gettext_lazy("Tên nguồn mới"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Công an xã, BHXH tỉnh."),
        error_messages={"required": gettext_lazy("Hãy chọn nguồn đã có, hoặc ghi tên nguồn mới.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại sổ của nguồn mới"), choices=RegisterKind.choices)
    place = forms.ChoiceField(label=gettext_lazy("Địa bàn của nguồn mới"))
    as_of = DayField(
        label=gettext_lazy("Sổ tính đến ngày"),
        help_text=gettext_lazy("Ngày lập danh sách ở nơi gửi, không phải ngày tải lên."),
    )
    purpose = forms.CharField(label=gettext_lazy("Mục đích xử lý dữ liệu"), max_length=200)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ xử lý dữ liệu"),
        max_length=200,
        help_text=gettext_lazy("Văn bản cho phép dùng sổ này, ví dụ số và ngày của quy chế phối hợp."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp sổ"),
        help_text=gettext_lazy(
            "Tệp Excel, .csv hoặc .parquet, tối đa 20 MB. Tệp lớn hơn: quản trị nhập bằng lệnh."
        ),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp này không có nội dung. Hãy kiểm tra và tải lại."),
        },
    )

    def __init__(
        self, *args: Any, sources: Sequence[Source], places: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {source.ref: source for source in sources}
        fields: Any = self.fields
        known = [(one.ref, f"{one.name} · {one.get_kind_display()} · {one.place}") for one in sources]
        fields["source"].choices = [*known, (NEW_SOURCE, _("Nguồn mới"))]
        fields["source"].initial = known[0][0] if known else NEW_SOURCE
        if not known:
            fields["source"].widget = forms.HiddenInput()
        fields["place"].choices = list(places)

    def clean_file(self) -> Any:
        """Refuse what is empty or too heavy before anything reads it."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.name, file.size)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.text) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        """A new source needs a name, a kind and a place that stands on the day of the register."""
        cleaned = super().clean() or {}
        if cleaned.get("source"):
            for name in _OF_NEW_SOURCE:
                self.errors.pop(name, None)
            return cleaned
        as_of: date | None = cleaned.get("as_of")
        if as_of and cleaned.get("place") and place_of(cleaned["place"], as_of) is None:
            self.add_error("place", _("Địa bàn này không có vào ngày của sổ. Hãy chọn địa bàn khác."))
        return cleaned

    def chosen_source(self) -> Source | None:
        """Return the source that was chosen, None for a new one."""
        return self._sources.get(self.cleaned_data["source"])

    def new_place(self) -> Place:
        """Return the place of a new source."""
        place: Place | None = place_of(self.cleaned_data["place"], self.cleaned_data["as_of"])
        assert place is not None
        return place


class MappingForm(mapping.MappingForm):
    """Which sheet of a register is read, and which of its columns is which."""

    def __init__(self, *args: Any, snapshot: Snapshot, preview: Preview, **kwargs: Any) -> None:
        required = required_of(snapshot.source.kind)
        super().__init__(
            *args,
            sheet_name=snapshot.sheet_name,
            sheet_names=preview.sheets or [snapshot.sheet_name],
            headers=snapshot.headings,
            mapping=snapshot.mapping,
            wanted=[replace(column, required=column.key in required) for column in COLUMNS],
            samples=preview.samples,
            **kwargs,
        )
