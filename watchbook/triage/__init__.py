"""Triage: which power a look needs, if any, and why (RIPA 2000 Part II, RIP(S)A 2000). Pure so far: it keeps nothing.

It asks plain questions, gives a set of outcomes with every reason, and sends to a person what is not known. It never scores
anybody.
"""
