"""Lock a row for an act: whoever comes second waits, and is then told what the first did."""

from django.db.models import Model


def locked[Row: Model](row: Row, *beside: str) -> Row:
    """Return the row as it stands now, locked until the transaction ends; `beside` names the rows to read with it."""
    rows = type(row)._base_manager.select_for_update(of=("self",))
    return (rows.select_related(*beside) if beside else rows).get(pk=row.pk)
