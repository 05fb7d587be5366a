"""Addresses of authorisations, by what they show."""
