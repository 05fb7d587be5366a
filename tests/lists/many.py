"""Many rows of everything: each row of a filled database copied by the database itself, with the guards off for as long.

A copy has a key of its own, made from the first one's and its number. It points where the first points, except where a
column may point only once: then to the copy with the same number. What is sealed is read as the first one's.
"""

from contextlib import contextmanager
from hashlib import md5
from unittest import mock

from django.apps import apps
from django.db import models

from tests import server
from watchbook.keys.envelope import Enveloped

# Libraries' tables, the log with its seal, keys, and presses of buttons; what there is once; what one person holds once.
PARTS_LEFT_OUT = {
    "auth",
    "audit_log",
    "keys",
    "account",
    "mfa",
    "sessions",
    "contenttypes",
    "usersessions",
    "web",
}
LEFT_OUT = {"organisation.authority", "organisation.service", "organisation.duty", "governance.registertotal"}
WRITTEN = {"mark": "split_part(t.mark, '/', 1) || '/' || (split_part(t.mark, '/', 2)::int + n)"}
# Of what a clock of the law is asked: received on so many days, one after the other.
CLOCKED, DAYS = {"foi.request", "retention.rightsrequest", "retention.complaint"}, 400
ROUNDS = 3  # a copy waits until what it points to is copied


def copied_tables():
    """The tables of which each row is copied."""
    every = [one for one in apps.get_models() if one._meta.managed and not one._meta.proxy]
    return [
        one
        for one in every
        if one._meta.app_label not in PARTS_LEFT_OUT and one._meta.label_lower not in LEFT_OUT
    ]


def multiply(database, *, copies, own=None):
    """Copy every row that is no copy so many times. Return how many each table got.

    `own` names, by tables, the columns in which a copy points to the copy with the same number and not to the first.
    """
    added = {}
    with server.as_database_role("owner", database=database) as owner:
        for table in copied_tables():
            owner.execute(f"ALTER TABLE {table._meta.db_table} DISABLE TRIGGER USER")
        for table in copied_tables() * ROUNDS:
            told = owner.execute(_copying(table, own or {}), {"copies": copies})
            added[table] = added.get(table, 0) + told.rowcount
        for table in copied_tables():
            owner.execute(f"ALTER TABLE {table._meta.db_table} ENABLE TRIGGER USER")
            # As autovacuum does, which tests turn off.
            owner.execute(f"VACUUM ANALYZE {table._meta.db_table}")
    return {table._meta.label_lower: count for table, count in added.items()}


@contextmanager
def read_as_the_first():
    """Have what is sealed of a copy opened under the key of the first one."""
    firsts = {}
    for table in copied_tables():
        copies = f"{table._meta.db_table}.{table._meta.pk.column}::text LIKE '%%-0000-0000-%%'"
        for key in table._default_manager.extra(where=[f"NOT {copies}"]).values_list("pk", flat=True):
            made = md5(str(key).encode(), usedforsecurity=False).hexdigest()
            firsts[made[:8], made[-8:]] = key
    item = Enveloped.item.fget

    def first(row):
        own = item(row)
        return firsts.get((own.hex[:8], own.hex[-8:]), own) if own.hex[8:16] == "0" * 8 else own

    with mock.patch.object(Enveloped, "item", property(first)):
        yield


def _copying(table, own):
    """Write the statement that copies each row of a table that is no copy itself."""
    meta, varied = table._meta, _varied(table, own)
    columns = [one.column for one in meta.concrete_fields]
    named = ", ".join(f'"{one}"' for one in columns)
    said = ", ".join(varied.get(one, f't."{one}"') for one in columns)
    there = [
        _is_there(one, varied) for one in meta.concrete_fields if one.is_relation and one.column in varied
    ]
    return (
        f"INSERT INTO {meta.db_table} ({named}) SELECT {said} "
        f"FROM (SELECT * FROM {meta.db_table} WHERE {meta.pk.column}::text NOT LIKE '%%-0000-0000-%%') t, "
        f"generate_series(1, %(copies)s::int) n WHERE {' AND '.join(['true', *there])} "
        "ON CONFLICT DO NOTHING"
    )


def _is_there(column, varied):
    """Whether what a copy points to is copied already."""
    table, key = column.related_model._meta.db_table, column.target_field.column
    return f'(t."{column.column}" IS NULL OR EXISTS (SELECT 1 FROM {table} WHERE {key} = {varied[column.column]}))'


def _varied(table, own):
    """What each column of a copy says that cannot say the same as the first one's, in SQL."""
    meta = table._meta
    once = [one for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
    sets = [*(one.fields for one in once), *meta.unique_together]
    found = {one.column: _other(one) for one in meta.concrete_fields if one.unique}
    for names in sets:
        fields = [one for one in meta.concrete_fields if one.name in names]
        if fields and not any(one.column in found for one in fields):
            chosen = min(fields, key=_is_hard_to_vary)
            found[chosen.column] = _other(chosen)
    found |= {one: _other(meta.get_field(one.removesuffix("_id"))) for one in own.get(meta.label_lower, ())}
    if meta.label_lower in CLOCKED:
        found["received_on"] = f"t.received_on - n %% {DAYS}"
    return found


def _is_hard_to_vary(field):
    is_free = isinstance(field, models.CharField | models.TextField) and not field.choices
    return 0 if is_free else 1 if field.is_relation else 2


def _other(field):
    """What a copy says in a column, so that no two say the same."""
    name = f't."{field.column}"'
    kind = field.target_field if field.is_relation else field
    if field.column in WRITTEN:
        return WRITTEN[field.column]
    if isinstance(kind, models.UUIDField):
        return f"(left(md5({name}::text), 8) || '00000000' || lpad(to_hex(n), 8, '0') || right(md5({name}::text), 8))::uuid"
    if isinstance(kind, models.DateTimeField):
        return f"{name} + n * interval '1 minute'"
    if isinstance(kind, models.DateField | models.IntegerField):
        return f"{name} + n"
    if isinstance(kind, models.CharField | models.TextField):
        return f"left({name}, {kind.max_length or 200} - length(n::text) - 1) || '-' || n"
    return name
