"""Donated books and cards: pledged, given, never twice to one person."""
