"""Lock a row for an act: whoever comes second waits, and is then told what the first did."""

from collections.abc import Sequence

from django.db.models import Model


def locked[Row: Model](row: Row, *beside: str, without: Sequence[str] = ()) -> Row:
    """Return the row as it stands now, locked until the transaction ends; `beside` names the rows to read with it, `without` what not to read of them."""
    rows = type(row)._base_manager.select_for_update(of=("self",)).defer(*without)
    return (rows.select_related(*beside) if beside else rows).get(pk=row.pk)
