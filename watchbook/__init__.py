"""Watchbook: a council's register of its social-media research."""
