"""Shapes of what is typed of requests for information, by noun."""
