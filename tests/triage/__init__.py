"""Tests of triage: the order of decision, the facts, the law as at the day, the commands."""
