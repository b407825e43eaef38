"""Organisations of every chain: dated, with successors and aliases, each over a place."""
