"""The run's own key store kept open: to open it anew for each key takes a test longer than to seal under it.

Only as long as its file is as it was left here, and in the thread that runs the tests. A key store of a test's own, and
that of a service or of a fork, is opened as the product does.
"""

import os
import threading
from contextlib import ExitStack, contextmanager
from functools import cache

from watchbook.keys.copies import FILE, Copy

# This store goes with the run. What a crash may not cost is tested on stores of their own (tests/keys).
HASTE = "PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", "PRAGMA secure_delete = ON"
_opened, _writing = Copy._open, Copy._writing
_left = {}  # by folder: what closes the connection, the connection, and how its file was


def keep_open(folders):
    """From here on, the copies in these folders."""
    process = os.getpid()

    def is_kept(copy):
        is_of_tests = threading.current_thread() is threading.main_thread() and os.getpid() == process
        return is_of_tests and copy.folder in folders

    def opened(copy, *, mode="rw"):
        return _kept_open(copy) if mode == "rw" and is_kept(copy) else _opened(copy, mode=mode)

    def writing(copy):
        return _in_haste(copy) if is_kept(copy) else _writing(copy)

    Copy._open, Copy._writing = opened, writing


@contextmanager
def _kept_open(copy):
    closing, sql, was = _left.pop(copy.folder, (ExitStack(), None, None))
    if sql is None or was != _state(copy):
        closing.close()
        sql = closing.enter_context(_opened(copy))
        for pragma in HASTE:
            sql.execute(pragma)
    try:
        yield sql
    except BaseException:
        closing.close()  # which undoes what was begun
        raise
    _left[copy.folder] = closing, sql, _state(copy)


@contextmanager
def _in_haste(copy):
    with _kept_open(copy) as sql:
        sql.execute("BEGIN IMMEDIATE")
        yield sql
        sql.execute("COMMIT")


@cache
def _file(folder):
    return folder / FILE  # to put the two together takes as long as to ask about the file


def _state(copy):
    """Another one once the file was changed or replaced."""
    try:
        found = _file(copy.folder).stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
