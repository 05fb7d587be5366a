"""Inspections by oversight bodies."""
