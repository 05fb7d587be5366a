"""Journeys of people through the real service, in a real browser or by real requests."""
