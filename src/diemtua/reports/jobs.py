"""Background entry points of reports."""
