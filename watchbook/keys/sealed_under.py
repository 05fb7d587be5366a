"""Hashes of what lies sealed under keys: that of each envelope, and that of each wrapped key, for a certificate of their destruction."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.apps import apps
from django.db import connection

from watchbook.keys import event_envelope
from watchbook.keys.envelope import Enveloped
from watchbook.keys.keyring import the_keyring

WANTED = "WITH wanted AS MATERIALIZED (SELECT unnest(%s::uuid[]) AS item)"
OF_TABLE = """
    SELECT coalesce({under}) AS item, '{kind}' AS kind, encode(sha256(envelope), 'hex') AS digest,
        {place} AS place, 0 AS number, id AS row_id
    FROM {table} WHERE coalesce({under}) IN (SELECT item FROM wanted)
"""
ITEMS_OF_TABLE = "SELECT coalesce({under}) FROM {table}"
ITEMS_OF_EVENTS = """
    SELECT event.subject_id
    FROM audit_log_event AS event JOIN audit_log_eventsecret AS secret ON secret.event_id = event.id
    WHERE secret.sealed <> ''::bytea
"""
OF_EVENTS = """
    SELECT event.subject_id, '{kind}.' || event.id, encode(sha256(secret.sealed), 'hex'), {place}, event.number, event.id
    FROM audit_log_event AS event JOIN audit_log_eventsecret AS secret ON secret.event_id = event.id
    WHERE event.subject_id IN (SELECT item FROM wanted) AND secret.sealed <> ''::bytea
"""


def items() -> set[UUID]:
    """Every item with something sealed under its key, in its rows or in what events say of people. One query."""
    tables = [one for one in apps.get_models() if issubclass(one, Enveloped)]
    asked = [ITEMS_OF_TABLE.format(under=_under(one), table=one._meta.db_table) for one in tables]
    with connection.chunked_cursor() as cursor:
        cursor.execute(" UNION ".join([*asked, ITEMS_OF_EVENTS]))
        return {item for (item,) in cursor if item is not None}


def envelopes_under(items: Collection[UUID]) -> dict[UUID, list[list[str]]]:
    """Kind and SHA-256 of every envelope under the keys of these items, those of events among them. One query."""
    found: dict[UUID, list[list[str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_every_envelope(), [list(items)])
        for item, kind, digest, *_order in cursor:
            found[item].append([kind, digest])
    return dict(found)


@cache
def _every_envelope() -> str:
    """The question of what lies under keys: table by table, and of events last, in the order of each."""
    tables = [one for one in apps.get_models() if issubclass(one, Enveloped)]
    asked = [_envelopes_of(place, table) for place, table in enumerate(tables)]
    of_events = OF_EVENTS.format(place=len(tables), kind=event_envelope.KIND)
    return f"{WANTED} {' UNION ALL '.join([*asked, of_events])} ORDER BY place, number, row_id"


def _envelopes_of(place: int, table: type[Enveloped]) -> str:
    return OF_TABLE.format(
        place=place, kind=table.kind_of_envelope, table=table._meta.db_table, under=_under(table)
    )


def _under(table: type[Enveloped]) -> str:
    """The columns of which the first that is filled names the item under whose key a row lies."""
    columns = {one.attname: one.column for one in table._meta.concrete_fields} | {"pk": "id"}
    return ", ".join(f'"{columns[name]}"' for name in table.ends_with)


def wrapped_hashes(items: Collection[UUID]) -> dict[UUID, tuple[int, str, str]]:
    """The version of each of these keys, and the SHA-256 of its wrapped form in the first and in the second copy."""
    first, second = (copy.wrapped(items) for copy in the_keyring().copies)
    return {
        item: (one.version, sha256(one.content).hexdigest(), sha256(second[item].content).hexdigest())
        for item, one in first.items()
        if item in second
    }
