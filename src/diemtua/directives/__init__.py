"""A dispatch read into addressees, assignments and tasks."""
