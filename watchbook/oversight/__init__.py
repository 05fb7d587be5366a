"""Who checks the authority's social-media research: internal audits, inspections and what both recommend.

Statute: RIPA 2000 Part IV and the Investigatory Powers Act 2016 Part 8 for the commissioners' inspections; the Codes for
the SRO's part in what follows them. Personal data (class: oversight correspondence): titles, scopes, findings, the words
of recommendations and of their steps, and the names of files may name people. Not here: letters (`governance`).
"""
