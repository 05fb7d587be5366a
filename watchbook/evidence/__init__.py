"""Evidence: what was captured in a look, kept sealed, seen with a record of it, exhibited, and shown to a court.

Criminal Procedure and Investigations Act 1996 (keeping what may be relevant), Criminal Justice Act 1967 s.9 (statements).
Personal data: the captures themselves, addresses, what they show, custody; class "evidence". It opens a page only through
the capture of an open look, never signed in, and scores, matches and ranks nobody.
"""
