"""What obstacles announce."""

from django.dispatch import Signal

#: An obstacle was raised or answered. Arguments: campaign_id, cells (list of (place_id, day)).
obstacles_changed = Signal()
