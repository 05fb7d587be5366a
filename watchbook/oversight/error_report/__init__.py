"""Errors in the use of covert powers, and their notices to the Commissioner."""
