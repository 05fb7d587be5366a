"""Rows that name a file in the store, and removing it once none does: at the commit of the act that disposes of the rows.

Before the commit it would take away what an undone act leaves in its place. After it nothing is undone any more: a file
that a disk or an object store does not remove then is told by the doctor, a day later, as one that no row names.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import batched

from django.apps import apps
from django.db import connection, transaction

from watchbook.files.store import the_store

# The columns by which a row names a file in the store: a kept file, the authority's logo, an import that waits, a
# letter that was sent.
NAMES_A_FILE = frozenset(
    {"file_sha256", "logo_sha256", "parcel_sha256", "html_sha256", "docx_sha256", "pdf_sha256"}
)

NAMED = 'SELECT "{column}" FROM {table} WHERE "{column}" = ANY (%(names)s::text[])'


def kept(names: Collection[str]) -> set[str]:
    """Return those of these hashes that a row of any table still names. One query, however many tables name files."""
    with connection.cursor() as cursor:
        cursor.execute(_every_name(), {"names": list(names)})
        return {name for (name,) in cursor}


def times_named(names: Collection[str]) -> Counter[str]:
    """Count the rows that name each of these hashes. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_every_name(" UNION ALL "), {"names": list(names)})
        return Counter(name for (name,) in cursor)


@cache
def _every_name(union: str = " UNION ") -> str:
    """The question which of some hashes are named, column by column."""
    return union.join(
        NAMED.format(column=field.column, table=model._meta.db_table)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in NAMES_A_FILE
    )


AT_ONCE = 1000
log = logging.getLogger(__name__)
_ordered: ContextVar[set[str] | None] = ContextVar("ordered", default=None)


@contextmanager
def ordered_here() -> Iterator[set[str]]:
    """The files whose end is ordered within: whoever asks removes them, once what is destroyed is written down."""
    ordered: set[str] = set()
    token = _ordered.set(ordered)
    try:
        yield ordered
    finally:
        _ordered.reset(token)


def at_commit(*names: str) -> None:
    """Remove these files when the act commits, but for those that a row of any register still names; "" names none."""
    named = set(names) - {""}
    if (ordered := _ordered.get()) is None:
        transaction.on_commit(lambda: remove(named))
    else:
        ordered.update(named)


def remove(names: set[str]) -> None:
    """Remove those of these files that no row names; one that is gone already is gone."""
    for some in batched(names, AT_ONCE):
        for name in set(some) - kept(some):
            _remove(name)


def _remove(name: str) -> None:
    try:
        the_store().remove(name)
    except OSError:
        log.exception("file.not_removed")
