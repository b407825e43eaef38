"""Pages of activities: list and calendar, the forms of every kind, pasting many, the board of launch day."""
