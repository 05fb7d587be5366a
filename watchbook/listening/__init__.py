"""Listening: what people say about the council's services, never who says it (Code of Practice 3.33, general observation).

A project has a purpose, a lawful basis, two assessments in force, an approver who did not propose it, and an end. Its register
names services, topics and wards. It names no person, so its personal data are its officers' names and what a free text, or the
address of a source, may hold by mistake (class `listening_counts`). While it is in force its sources are read each hour and their
posts counted by topic and week. No author, handle or id is written anywhere; a few texts lie sealed for days, so that two officers
can label them (docs/explanation/listening.md).
"""
