"""Looks: the log of who looked at which subject, when, why and on what basis; and when repeated looks ask for a power.

RIPA 2000 s.26, RIP(S)A 2000; no statute counts looks, so the thresholds are the authority's own (law/parameters/authority/drift).
Personal data: addresses, what was seen, facts and reasons, in envelopes, class "look". It opens no page and looks at nobody itself.
"""
