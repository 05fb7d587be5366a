"""Shapes of what is typed about looks."""
