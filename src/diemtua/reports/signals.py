"""What reports announce."""

from django.dispatch import Signal

#: The figures of a report were frozen; its files are to be made. Argument: report_id.
report_frozen = Signal()
