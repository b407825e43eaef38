"""Forms of prospects: a file, its columns, who visits, why an id must be seen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.accounts.models import User
from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.core.sheets import column_letter
from diemtua.prospects.queries.imports import FileReading
from diemtua.prospects.rules.columns import COLUMNS


class UploadForm(forms.Form):
    """A file of people, of which place, and by what right it is kept."""

    place = forms.ChoiceField(
        label=gettext_lazy("Danh sách của địa bàn"),
        help_text=gettext_lazy("Mọi người trong tệp phải ở địa bàn này hoặc bên dưới."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ sử dụng dữ liệu"),
        max_length=200,
        help_text=gettext_lazy("Văn bản cho phép dùng danh sách này, ví dụ số và ngày của kế hoạch xã."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Tệp .xlsx, .xls, .ods hoặc .csv, tối đa 20 MB và 5.000 dòng một lần."),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp này không có nội dung. Hãy kiểm tra và tải lại."),
        },
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined] # a ChoiceField

    def clean_file(self) -> Any:
        """Refuse what is empty or too heavy before anything reads it."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.name, file.size)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.text) from refusal
        return file


class MappingForm(forms.Form):
    """Which sheet is read, and which of its columns is which."""

    sheet = forms.ChoiceField(label=gettext_lazy("Trang tính"))

    def __init__(self, *args: Any, reading: FileReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_now = reading.sheet.name
        sheet = self.fields["sheet"]
        sheet.choices = [(name, name) for name in reading.sheet_names]  # type: ignore[attr-defined] # a ChoiceField
        sheet.initial = reading.sheet.name
        of_file = [
            (str(index), f"{column_letter(index)} · {header}" if header else column_letter(index))
            for index, header in enumerate(reading.sheet.headers)
        ]
        for column in COLUMNS:
            self.fields[f"cot-{column.key}"] = forms.ChoiceField(
                label=column.label_vi,
                choices=[("", _("(không có trong tệp)")), *of_file],
                required=False,
                initial=str(reading.mapping[column.key]) if column.key in reading.mapping else "",
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """Return the fields of the columns, in the order of our own template."""
        return [self[f"cot-{column.key}"] for column in COLUMNS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sheet") != self._read_now:
            return cleaned  # another sheet has other columns: they are guessed anew
        taken: dict[str, str] = {}
        for column in COLUMNS:
            name = f"cot-{column.key}"
            chosen = cleaned.get(name)
            if column.required and not chosen and name not in self.errors:
                self.add_error(name, _("Hãy chọn cột: thiếu nó thì không đọc được dòng nào."))
            if chosen and chosen in taken:
                self.add_error(name, _("Cột này đã ghép với “%(label)s”.") % {"label": taken[chosen]})
            elif chosen:
                taken[chosen] = column.label_vi
        return cleaned

    def mapping(self) -> dict[str, int]:
        """Return the column (from 0) by key; nothing when another sheet was chosen."""
        if self.cleaned_data["sheet"] != self._read_now:
            return {}
        chosen = {column.key: self.cleaned_data[f"cot-{column.key}"] for column in COLUMNS}
        return {key: int(index) for key, index in chosen.items() if index}


class AssignForm(forms.Form):
    """Who is to visit."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Người phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chưa giao ai"),
    )

    def __init__(self, *args: Any, visitors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = visitors  # type: ignore[attr-defined] # a ModelChoiceField


class RevealForm(forms.Form):
    """Why a personal id must be seen whole."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do cần xem"),
        max_length=200,
        help_text=gettext_lazy("Lý do và tên người xem được lưu vào nhật ký."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do cần xem số định danh.")},
    )
