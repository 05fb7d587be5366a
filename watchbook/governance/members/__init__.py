"""Meetings of elected members about the use of these powers: the reports that they had, and their decisions (Code 2018, 4.47)."""
