"""Shapes of what is typed about authorisations."""
