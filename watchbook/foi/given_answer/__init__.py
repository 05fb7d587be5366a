"""Somebody's answer to a request, read back: which passage answers which question, and with what outcome (FOIA s.1(1))."""
