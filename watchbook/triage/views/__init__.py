"""Pages of triage, by what they show."""
