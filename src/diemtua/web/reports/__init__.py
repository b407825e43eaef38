"""Pages of reports: preview, freeze, read, download, compare, reprint."""
