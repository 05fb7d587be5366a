"""Removing files from the store once no row names them: at the commit of the act that disposes of the rows.

Before the commit it would take away what an undone act leaves in its place.
"""

from django.db import transaction

from watchbook.files.queries import is_kept
from watchbook.files.store import the_store


def at_commit(*names: str) -> None:
    """Remove these files when the act commits, but for those that a row of any register still names; "" names none."""
    transaction.on_commit(lambda: _remove(set(names) - {""}))


def _remove(names: set[str]) -> None:
    for name in names:
        if not is_kept(name):
            the_store().remove(name)
