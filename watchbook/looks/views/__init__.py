"""Pages of looks."""
