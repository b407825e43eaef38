"""People worth visiting: lists, assignment, contacts."""
