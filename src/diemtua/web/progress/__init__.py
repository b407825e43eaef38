"""Pages of progress: where we stand, by place, by indicator, down to the rows."""
