"""Pages of prospects: the list, a person, and the way in for files."""
