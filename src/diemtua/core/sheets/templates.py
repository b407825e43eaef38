"""Empty workbooks to fill in."""

from collections.abc import Mapping, Sequence

from diemtua.core.sheets.columns import Choice, Column


def template_workbook(
    columns: Sequence[Column], choices: Mapping[str, Sequence[Choice]] | None = None, *, title: str = ""
) -> bytes:
    raise NotImplementedError
