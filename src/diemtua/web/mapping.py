"""The form that says which column of a file is which: shared by every import."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.core.sheets import Column, column_letter

ABSENT = "-"  # a column of ours that the file does not have


class MappingForm(forms.Form):
    """Which sheet is read, and which of its columns is which."""

    sheet = forms.ChoiceField(label=gettext_lazy("Trang tính"))

    def __init__(
        self,
        *args: Any,
        sheet_name: str,
        sheet_names: Sequence[str],
        headers: Sequence[str],
        mapping: Mapping[str, int],
        wanted: Sequence[Column],
        samples: Sequence[Sequence[str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._read_now, self._wanted = sheet_name, wanted
        sheet: Any = self.fields["sheet"]
        sheet.choices = [(name, name) for name in sheet_names]
        sheet.initial = sheet_name
        of_file = [
            (str(index), f"{column_letter(index)} · {header}" if header else column_letter(index))
            for index, header in enumerate(headers)
        ]
        for column in wanted:
            none = ("", _("Hãy chọn cột")) if column.required else (ABSENT, _("không có trong tệp"))
            at = mapping.get(column.key)
            some = samples[at] if at is not None and at < len(samples) else ()
            self.fields[f"cot-{column.key}"] = forms.ChoiceField(
                label=column.label_vi,
                choices=[none, *of_file],
                initial=none[0] if at is None else str(at),
                help_text=_("Ví dụ: %(some)s") % {"some": " · ".join(some)} if some else "",
                error_messages={"required": _("Hãy chọn cột: thiếu nó thì không đọc được dòng nào.")},
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """Return the fields of the columns, in the order of our own template."""
        return [self[f"cot-{column.key}"] for column in self._wanted]

    @property
    def columns_there(self) -> list[forms.BoundField]:
        """Return the fields of the columns that the file has or must have, and those filled in wrongly."""
        return [field for field in self.columns if not self._is_absent(field)]

    @property
    def columns_absent(self) -> list[forms.BoundField]:
        """Return the fields of the columns that the file does not have and need not have."""
        return [field for field in self.columns if self._is_absent(field)]

    def _is_absent(self, field: forms.BoundField) -> bool:
        return field.value() == ABSENT and not field.errors

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._is_other_sheet(cleaned):
            for name in [name for name in self.errors if name.startswith("cot-")]:
                del self.errors[name]
            return cleaned
        taken: dict[str, str] = {}
        for column in self._wanted:
            chosen = cleaned.get(f"cot-{column.key}") or ABSENT
            if chosen in taken:
                said = _("Cột này đã ghép với “%(label)s”.") % {"label": taken[chosen]}
                self.add_error(f"cot-{column.key}", said)
            elif chosen != ABSENT:
                taken[chosen] = column.label_vi
        return cleaned

    def mapping(self) -> dict[str, int]:
        """Return the column (from 0) by key; nothing when another sheet was chosen: it is guessed anew."""
        if self._is_other_sheet(self.cleaned_data):
            return {}
        chosen = {column.key: self.cleaned_data[f"cot-{column.key}"] for column in self._wanted}
        return {key: int(index) for key, index in chosen.items() if index != ABSENT}

    def _is_other_sheet(self, cleaned: dict[str, Any]) -> bool:
        return cleaned.get("sheet") not in (None, self._read_now)
