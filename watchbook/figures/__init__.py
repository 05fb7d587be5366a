"""Figures: one named query is one figure, with its status, period, evidence and where was searched."""
