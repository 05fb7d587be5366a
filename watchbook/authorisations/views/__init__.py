"""Pages of authorisations, by what they show."""
