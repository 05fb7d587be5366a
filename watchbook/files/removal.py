"""Removing files from the store once no row names them: at the commit of the act that disposes of the rows.

Before the commit it would take away what an undone act leaves in its place. After it nothing is undone any more: a file
that a disk or an object store does not remove then is told by the doctor, a day later, as one that no row names.
"""

import logging

from django.db import transaction

from watchbook.files.queries import is_kept
from watchbook.files.store import the_store

log = logging.getLogger(__name__)


def at_commit(*names: str) -> None:
    """Remove these files when the act commits, but for those that a row of any register still names; "" names none."""
    transaction.on_commit(lambda: _remove(set(names) - {""}))


def _remove(names: set[str]) -> None:
    for name in names:
        if is_kept(name):
            continue
        try:
            the_store().remove(name)
        except OSError:
            log.exception("file.not_removed")
