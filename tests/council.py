"""The council of `given.a_council()`, brought about by real acts once a process and afterwards written as it was.

The acts take a tenth of a second, and nearly every test starts from them.
"""

from django.db import transaction

from tests import given, once

TABLES = [
    "organisation_authority",
    "organisation_service",
    "organisation_person",
    "organisation_duty",
    "audit_log_event",
    "audit_log_eventsecret",
    "audit_log_pending",
]
kept = {}


def a_council():
    """The addresses of the cast, once the council stands."""
    if not kept:
        with transaction.atomic():
            addresses = given.a_council()
            kept.update(addresses=addresses, rows=once.read(TABLES))
        return addresses
    with transaction.atomic():
        once.write(kept["rows"])
    return kept["addresses"]


def bring_about():
    """Perform the acts before the first test: under the key store of all, which a test may change for itself."""
    with transaction.atomic():
        a_council()
        transaction.set_rollback(True)
