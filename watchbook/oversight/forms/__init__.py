"""Shapes of what is typed in oversight."""
