"""Persons and households, and their identifiers."""
