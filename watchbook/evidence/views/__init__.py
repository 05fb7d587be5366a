"""Pages of captures and exhibits."""
