"""References: what a row is called outside the database. Plain Python.

A primary key tells how many rows there are and lets people guess their neighbours; a reference does neither.
"""

import secrets

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread


def new_ref() -> str:
    """Return a new random reference of ten signs (50 bits)."""
    return "".join(secrets.choice(_SIGNS) for _ in range(10))
