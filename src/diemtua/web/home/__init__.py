"""The home page of every role."""
