"""Endpoints for programs: the open API of the law."""
