"""Background entry points of registers."""
