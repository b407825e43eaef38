"""Registers of residents and of participants: read as files, matched with one another, without a database."""
