"""Reports for the inspector, the members and the auditor, on the figures that answers to requests are counted from.

It keeps no register of its own: what it tells stands in the parts below it (docs/explanation/reports.md).
"""
