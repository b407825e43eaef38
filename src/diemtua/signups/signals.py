"""What sign-ups announce."""

from django.dispatch import Signal

#: Sign-ups were recorded, withdrawn or confirmed. Arguments: campaign_id, cells (list of (place_id, day)).
signups_changed = Signal()
