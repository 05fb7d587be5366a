"""Reads an answer letter against its request: which passage answers which question."""
