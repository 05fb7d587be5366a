"""Checks of an answer before it leaves, and of anybody's answer against its request (FOIA s.1(1))."""
