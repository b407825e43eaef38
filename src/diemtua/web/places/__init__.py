"""Places: browsing every map, what became of a place, entering hamlets."""
