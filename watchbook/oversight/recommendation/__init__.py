"""Recommendations of audits and inspections, and what was done about each."""
