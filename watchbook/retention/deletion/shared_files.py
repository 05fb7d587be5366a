"""Files that another record has too: they stay when a record of a list goes, and whoever approves the list reads so before."""

from collections import Counter
from itertools import batched

from django.utils.translation import ngettext

from watchbook.files.removal import times_named
from watchbook.retention.deletion.in_clear import tables_with_files
from watchbook.retention.deletion.list_pass import AT_ONCE, files_by_row
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome


def shared_files(row: DeletionList) -> int:
    """Count the files in clear of what waits on a list that a row which does not go with it names too. A few queries for each table."""
    own: Counter[str] = Counter()
    for table in sorted(tables_with_files()):
        waits = row.items.filter(outcome=ItemOutcome.WAITING, table=table).values_list("item", flat=True)
        for some in batched(waits.iterator(), AT_ONCE):
            own.update(files_by_row(table, some))
    named = times_named(own) if own else own
    return sum(named[name] > count for name, count in own.items())


def stays(row: DeletionList) -> str:
    """Say that such files stay; "" where there is none."""
    count = shared_files(row)
    told = ngettext(
        "{count} file stays: another record has the same file.",
        "{count} files stay: other records have the same files.",
        count,
    )
    return told.format(count=f"{count:,}") if count else ""
