"""Entries to a programme: recorded once however often they are sent, and credited."""
