"""The indicator catalogue, the counters, imported figures, pace and late units."""
