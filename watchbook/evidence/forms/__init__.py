"""Shapes of what is typed about captures and exhibits."""
