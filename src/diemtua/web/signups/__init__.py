"""Pages of sign-ups: find or enter the person, record the entry, list, withdraw."""
