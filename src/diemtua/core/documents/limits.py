"""How much of a file is read: over a bound it is refused, whatever it holds."""

MAX_SIGNS = 400_000  # some two hundred pages
MAX_PAGES = 300
MAX_SCANNED_PAGES = 30  # a page takes a second or two to recognise
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_XML_BYTES = 16 * 1024 * 1024
MAX_MARKS = 1_500_000  # tags and attributes: each takes some 150 bytes of a parsed tree
MAX_PARTS = 2_000  # files in a package

SECONDS_FOR_PROGRAMS = 60.0  # LibreOffice, Tesseract
SECONDS_FOR_TEXT_LAYER = 4.0  # three hundred ordinary pages take half a second
