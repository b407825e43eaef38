"""Registers: taking them in, matching them, judging doubts, seeing who is not yet covered."""
