"""The run's own key store kept open: to open it anew for each key takes a test longer than to seal under it.

Only as long as its file is as it was left here, and in the thread that runs the tests. A key store of a test's own, and
that of a service, is opened as the product does.
"""

import os
import threading
from contextlib import ExitStack, contextmanager

from watchbook.keys.copies import Copy

_anew = Copy._open
_left = {}  # by process and folder: what closes the connection, the connection, and how its file was


def keep_open(folders):
    """From here on, the copies in these folders."""

    @contextmanager
    def opened(copy, *, mode="rw"):
        of_tests = threading.current_thread() is threading.main_thread() and copy.folder in folders
        if not of_tests or mode != "rw":
            with _anew(copy, mode=mode) as sql:
                yield sql
            return
        who = os.getpid(), copy.folder
        closing, sql, was = _left.pop(who, (ExitStack(), None, None))
        if sql is None or was != _state(copy):
            closing.close()
            sql = closing.enter_context(_anew(copy))
        try:
            yield sql
        except BaseException:
            closing.close()  # which undoes what was begun
            raise
        _left[who] = closing, sql, _state(copy)

    Copy._open = opened


def _state(copy):
    """Another one once the file was changed or replaced."""
    try:
        found = copy.path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
