"""Campaigns: making one, switching between them, phases and approved messages."""
