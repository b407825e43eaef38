"""Words out of a page's picture, by Tesseract."""

import math
import tempfile

import pypdfium2

from diemtua.core.documents import programs

_DPI = 200  # what NĐ 30/2020 asks of a digitised copy
_MAX_PIXELS = 9_000_000  # A3 at 200 dpi; a page may claim to be metres wide


def page_words(
    name: str, tesseract: str, document: pypdfium2.PdfDocument, number: int, *, seconds: float
) -> str:
    """Return the words recognised on the page `number` (from 0), a line a line.

    :raises ReadingTookTooLong: after `seconds`
    """
    with tempfile.TemporaryDirectory(prefix="diemtua-ocr-", ignore_cleanup_errors=True) as folder:
        words = programs.run(
            [tesseract, "stdin", "stdout", "-l", "vie", "--dpi", str(_DPI), "--psm", "4"],
            name=name,
            seconds=seconds,
            folder=folder,
            data=grey_picture(document, number),
        )
    return words.decode("utf-8", "replace").replace("\f", "").strip("\n")


def grey_picture(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """Return the page drawn in grey at 200 dpi, as PGM; a page too large for it is drawn smaller."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = memoryview(bitmap.buffer).cast("B")
            picture = b"".join(
                bytes(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width])
                for row in range(bitmap.height)
            )
            return b"P5 %d %d 255\n%s" % (bitmap.width, bitmap.height, picture)
        finally:
            bitmap.close()
    finally:
        page.close()
