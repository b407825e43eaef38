"""What targets announce."""

from django.dispatch import Signal

#: A target was given out to the places below. Arguments: campaign_id.
target_shared_out = Signal()
