"""Lock a row for an act: whoever comes second waits, and is then told what the first did."""

import functools
from collections.abc import Callable, Sequence

from django.db import connection
from django.db.models import Model, QuerySet, UUIDField
from django.db.transaction import TransactionManagementError

from watchbook.audit_log.written_once import SOMEBODY, objects


def locked[Row: Model](row: Row, *beside: str, without: Sequence[str] = ()) -> Row:
    """Return the row as it stands now, locked until the transaction ends; `beside` names the rows to read with it, `without` what not to read of them."""
    if not beside and not without and isinstance(row._meta.pk, UUIDField):
        return _alone(row)
    rows = _to_be_locked(type(row)).defer(*without)
    return (rows.select_related(*beside) if beside else rows).get(pk=row.pk)


def _alone[Row: Model](row: Row) -> Row:
    """Most acts ask for one row and nothing beside it: that is written once for each kind."""
    if connection.get_autocommit():
        raise TransactionManagementError("A lock outside a transaction ends before it is used.")
    found: list[Row] = objects(_by_id(type(row)), {SOMEBODY: row.pk})
    return found[0] if found else _to_be_locked(type(row)).get(pk=row.pk)


@functools.cache
def _by_id[Row: Model](kind: type[Row]) -> Callable[[], QuerySet[Row, Row]]:
    return lambda: _to_be_locked(kind).filter(pk=SOMEBODY).order_by()


def _to_be_locked[Row: Model](kind: type[Row]) -> QuerySet[Row, Row]:
    return kind._base_manager.select_for_update(of=("self",))
