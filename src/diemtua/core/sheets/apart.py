"""Reads an .xls or .ods in a process of its own: a damaged one may ask for any amount of memory.

Run as a script: the file on standard input, on standard output the sheets as a pickled list of (name,
visible, lines, merges), lines from row 1 and column A. Calamine trusts the sizes that an .xls states and ends
the whole process when they are absurd (seen: 859 GB after a few changed bytes); here only this one ends.
"""

import io
import pickle
import resource
import sys

import python_calamine

PASSWORD, BROKEN = 3, 4  # exit codes
_MEMORY = 3 << 30
_SECONDS = 60


def main() -> int:
    """Read one workbook; return 0, `PASSWORD` or `BROKEN`."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for metadata in book.sheets_metadata:
            sheet = book.get_sheet_by_name(metadata.name)
            left = [""] * (sheet.start[1] if sheet.start else 0)
            lines = [left + line for line in sheet.iter_rows()]
            visible = metadata.visible is python_calamine.SheetVisibleEnum.Visible
            sheets.append((metadata.name, visible, lines, sheet.merged_cell_ranges or []))
    except python_calamine.PasswordError:
        return PASSWORD
    except (python_calamine.CalamineError, ValueError, OSError):
        return BROKEN
    sys.stdout.buffer.write(pickle.dumps(sheets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
