"""What gifts announce."""

from django.dispatch import Signal

#: Gifts were pledged or given. Arguments: campaign_id, cells (list of (place_id, day)).
gifts_changed = Signal()
