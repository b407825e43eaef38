"""What goes to the log of the server."""

import logging


class WithoutTraceback(logging.Filter):
    """Leave the traceback out of what is an answer and no fault: refused, not found (4xx)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; only a fault of the server (5xx) keeps its traceback."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
