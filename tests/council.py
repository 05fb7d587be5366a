"""The council of `given.a_council()`, brought about by real acts once a process and afterwards written as it was.

The acts take a tenth of a second, and nearly every test starts from them. The tests of a file that ask for the cast find
it standing: it is written and held against its guards before the first of them, and each undoes its own part of that
transaction alone.
"""

from contextlib import ExitStack

from django.db import Error, connection, transaction

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
_standing = {}  # by the file whose tests find it: what undoes it


def stand(file):
    """Have the council stand for the tests of a file, unless it does."""
    if file in _standing and _goes_on():
        return
    fall()
    with ExitStack() as undoing:
        undoing.enter_context(transaction.atomic())
        undoing.callback(transaction.set_rollback, True)
        a_council()
        connection.check_constraints()
        _standing[file] = undoing.pop_all()


def _goes_on():
    """Whether the last test left the transaction whole, in which guards wait again until it ends.

    That they no longer wait, PostgreSQL does not undo with the test's part where a part of that had asked for it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except Error:
        return False
    return True


def fall():
    """Undo the council that stands, if one does."""
    while _standing:
        _standing.popitem()[1].close()


def a_council():
    """The addresses of the cast, once the council stands."""
    if _standing:
        return kept["addresses"]
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
