"""What prospects announce."""

from django.dispatch import Signal

#: Visits were recorded or taken back. Arguments: campaign_id, cells (list of (place_id, day)).
contacts_changed = Signal()

#: People worth visiting were entered. Arguments: campaign_id.
prospects_entered = Signal()
