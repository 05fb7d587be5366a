"""File locks that vanish with the process that holds them, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def open_lock(path: Path) -> IO[str]:
    """The lock's file, made if missing; programs that we start do not inherit it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.open("a+")


def try_exclusive(lock: IO[str]) -> bool:
    """Take the lock alone if nobody holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share(lock: IO[str]) -> None:
    """Hold the lock together with others."""
    fcntl.flock(lock, fcntl.LOCK_SH)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock, hold it alone, and give it back."""
    with open_lock(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
