"""Triage: which power a look needs, if any, and why; what was assessed, by whom, and who departed from it.

RIPA 2000 Part II, RIP(S)A 2000; the Codes under them. Personal data: what an officer said about a look and the people in it,
with the notes, flags, reasons and every reason for a departure, in envelopes, class "assessments". It asks plain questions,
gives a set of outcomes with every reason, and sends to a person what is not known. It never scores anybody.
"""
