"""Authorisations: directed surveillance, covert sources and what is authorised outside RIPA, from application to cancellation.

RIPA 2000 Part II, RIP(S)A 2000; the Codes under them; the authority's own rule outside them. Personal data: the answers of
the application, the reasons of every decision and the names in them, in the authorisation's envelope (class “authorisation
record”, years after its ending); source records in a vault of their own. It decides nothing by itself and watches nobody.
"""
