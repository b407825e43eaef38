"""References: what a row is called outside the database. Plain Python.

A primary key tells how many rows there are and lets people guess their neighbours; a reference does neither.
"""

import os

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread


def new_ref() -> str:
    """Return a new random reference of ten signs (50 bits of the system's randomness)."""
    bits = int.from_bytes(os.urandom(7), "big")
    return "".join(_SIGNS[(bits >> shift) & 31] for shift in range(0, 50, 5))
