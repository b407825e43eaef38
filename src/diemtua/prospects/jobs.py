"""Background entry points of prospects."""
