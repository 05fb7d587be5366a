"""Addresses of requests for information, by noun."""
