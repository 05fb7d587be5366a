"""Pages of who checks: the overview, audits, inspections and recommendations."""
