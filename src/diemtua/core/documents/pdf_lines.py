"""The lines of a page of PDF."""

import pypdfium2


def page_lines(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return the words of the page `number` (from 0) of the text layer."""
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
        finally:
            words.close()
    finally:
        page.close()
    # PDFium writes the hyphen at the end of a line as a sign of its own.
    return "\n".join(text.replace("\ufffe", "-").replace("\x02", "-").splitlines())
