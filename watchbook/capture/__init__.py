"""Capture: what a site sent to our own browser, complete or said to be incomplete, with what a person would have seen.

Pure Python in a process of its own: no Django, no database, no key. It is no crawler and hides nothing: one address, looked at once,
because a look with its basis asked for it. What it makes is a folder of files; the parent seals it. Standards: WARC 1.1, WACZ 1.1.1.
"""
