"""Registers of residents and of participants: taken in, matched, asked who is not yet covered."""
