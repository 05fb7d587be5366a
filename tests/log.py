"""What the audit log says of an act, and an act whose entry fails."""

from functools import cache
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection, transaction

from watchbook.audit_log import record as log
from watchbook.audit_log.models import Event, EventSecret, Pending, RowDigest
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.organisation.session_store import Session

PARTS = (
    "audit_log",
    "keys",
    "investigations",
    "triage",
    "authorisations",
    "looks",
    "evidence",
    "organisation",
    "governance",
    "retention",
    "oversight",
)

SIGNED_IN = "(SELECT id FROM audit_log_event WHERE name = 'sign_in.succeeded')"
NOT_OF_SIGN_IN = {
    Event: f"WHERE id NOT IN {SIGNED_IN}",
    EventSecret: f"WHERE event_id NOT IN {SIGNED_IN}",
    Pending: f"WHERE event_id NOT IN {SIGNED_IN}",
}


class LogFails(Exception):
    """The log could not be written."""


def told(subject):
    """The newest event about a row: its name, by whom, when, its fields in the open, its personal values."""
    event = Event.objects.filter(subject_id=subject.pk).latest("recorded_at")
    return event.name, event.by, event.at, event.fields, personal_facts(event)


def open_words():
    """Everything that the log says in the open, as one text."""
    return repr(list(Event.objects.values_list("name", "fields")))


@cache
def _every_row():
    """The question of `everything`: every row as the database prints it, with its table."""
    models = [model for part in PARTS for model in apps.get_app_config(part).get_models()]
    models.remove(Session)
    rows = "SELECT '{0}', every_row::text FROM {0} AS every_row {1}"
    return " UNION ALL ".join(
        rows.format(model._meta.db_table, NOT_OF_SIGN_IN.get(model, "")) for model in models
    )


def everything():
    """Every row of the parts with its table: two are equal if nothing was written in between but who signed in.

    Hundreds of refusals are held between two of these: the one long question is read and planned once a connection, or
    again after psycopg had all be forgotten that was prepared.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'everything'")
        if not cursor.rowcount:
            cursor.execute(f"PREPARE everything AS {_every_row()}")
        cursor.execute("EXECUTE everything")
        return sorted(cursor.fetchall())


def rows_of(event):
    """The digest of what became of its rows."""
    rows = RowDigest.objects.filter(number=event.number)
    lines = sorted(
        f"{one.row_table} {one.row_id} {bytes(one.digest).hex() if one.digest else 'gone'}" for one in rows
    )
    return sha256("\n".join(lines).encode()).hexdigest() if lines else None


def leaf_in_line(event):
    """The leaf that the database makes of what waits when the sealer takes it."""
    rows = rows_of(event)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_log_leaf(event_id, parts, recorded_at, %s) FROM audit_log_pending WHERE event_id = %s",
            [bytes.fromhex(rows) if rows else None, event.id],
        )
        return bytes(cursor.fetchone()[0])


def undone_when_the_log_fails(monkeypatch, module, act):
    """Run an act whose entry in the log fails, whoever writes it for the module, and see that it left nothing."""

    def fail(*_args, **_kwargs):
        raise LogFails

    before = everything()
    with monkeypatch.context() as patched:
        patched.setattr(module, "record", fail, raising=False)
        patched.setattr(log, "_prepared", fail)
        with pytest.raises(LogFails):
            act()
    assert everything() == before


def leaves_nothing(refusal, act, match=None):
    """Run an act that is refused, and see that it left nothing."""
    before = everything()
    with transaction.atomic(), pytest.raises(refusal, match=match):
        act()
    assert everything() == before
