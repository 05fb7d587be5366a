"""Capture: what a site sent to our own browser, recorded, sealed, and said to be complete or not.

Pure Python in a process of its own: no Django, no database. The process of the browser never holds a key; whoever started
it seals. What is captured is personal data of those whose pages are looked at; it is kept, withheld and deleted by the part
that asked for it, never here. It is not a crawler: one page, which a person asked for, at a time.
"""
