"""Agencies: who is there on a day, under which names, and what became of them."""
