"""What directives announce."""

from django.dispatch import Signal

#: Tasks in force are bound to other counters than before, or now given to places. Arguments: campaign_id.
tasks_bound = Signal()
