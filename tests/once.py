"""What acts wrote, brought about once a process and afterwards written as it was: no rule and no guard is asked again.

Only the transaction's id and the numbers of the events, and since when they wait, are new each time: by the first the
guard sees that every row has its event.
"""

from django.apps import apps
from django.db import connection, transaction

COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ANY (%s)
    AND NOT (table_name = 'audit_log_event' AND column_name IN ('transaction', 'number'))
    AND NOT (table_name = 'audit_log_pending' AND column_name = 'since')
    GROUP BY table_name
"""
ORDER = {"audit_log_event": "ORDER BY number"}
BY_THE_DATABASE_ITSELF = {"audit_log_installation", "audit_log_sealedlog", "audit_log_rowdigest"}
_kept = {}


def brought_about(name, act):
    """Have an act bring about what a test starts from, in a register with nothing in it; or write its rows again."""
    with transaction.atomic():
        if name in _kept:
            write(_kept[name])
        else:
            assert not read(["audit_log_event"]), "it is all that there is"
            act()
            _kept[name] = read(all_tables())


def all_tables():
    """Every table that acts write."""
    ours = (one for one in apps.get_models() if one.__module__.startswith("watchbook."))
    return list({one._meta.db_table for one in ours if one._meta.managed} - BY_THE_DATABASE_ITSELF)


def read(tables):
    """The rows of each of these tables that has any, by its name and columns."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [tables])
        for table, columns in cursor.fetchall():
            query = f"SELECT {columns} FROM {table} {ORDER.get(table, '')}"
            with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
                rows = b"".join(bytes(part) for part in copy)
            if rows:
                found[f"{table} ({columns})"] = rows
    return found


def write(kept):
    """Write rows as they were read."""
    with connection.cursor() as cursor:
        for where, rows in kept.items():
            with cursor.copy(f"COPY {where} FROM STDIN") as copy:
                copy.write(rows)
