"""What activities announce."""

from django.dispatch import Signal

#: Activities, teams, points or tallies changed. Arguments: campaign_id, cells (list of (place_id, day)).
activities_changed = Signal()
