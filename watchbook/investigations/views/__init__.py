"""Pages of investigations, by what they show."""
