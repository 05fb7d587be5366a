"""The council of `given.a_council()`, brought about by real acts once a process and afterwards written as it was.

The acts take a tenth of a second, and nearly every test starts from them. Only the transaction's id and the
numbers of the events, and since when they wait, are new each time: by the first the guard sees that every row has its event.
"""

from django.db import connection, transaction

from tests import given

TABLES = (
    "organisation_authority",
    "organisation_service",
    "organisation_person",
    "organisation_duty",
    "audit_log_event",
    "audit_log_eventsecret",
    "audit_log_pending",
)
COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s
    AND NOT (table_name = 'audit_log_event' AND column_name IN ('transaction', 'number'))
    AND NOT (table_name = 'audit_log_pending' AND column_name = 'since')
"""
ORDER = {"audit_log_event": "ORDER BY number"}
kept = {}


def a_council():
    """The addresses of the cast, once the council stands."""
    if not kept:
        with transaction.atomic():
            addresses = given.a_council()
            kept.update(addresses=addresses, rows=_read())
        return addresses
    with transaction.atomic(), connection.cursor() as cursor:
        for where, rows in kept["rows"].items():
            with cursor.copy(f"COPY {where} FROM STDIN") as copy:
                copy.write(rows)
    return kept["addresses"]


def bring_about():
    """Perform the acts before the first test: under the key store of all, which a test may change for itself."""
    with transaction.atomic():
        a_council()
        transaction.set_rollback(True)


def _read():
    """The rows of each table by its name and columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(COLUMNS, [table])
            (columns,) = cursor.fetchone()
            with cursor.copy(
                f"COPY (SELECT {columns} FROM {table} {ORDER.get(table, '')}) TO STDOUT"
            ) as copy:
                found[f"{table} ({columns})"] = b"".join(bytes(part) for part in copy)
    return found
