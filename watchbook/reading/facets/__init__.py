"""Facets of a question: what it asks for, of which time, split by what, of whom, and each half of two requests in one."""
