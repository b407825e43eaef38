"""Pages for a phone in a hamlet: the own list, a person, a visit in three taps."""
