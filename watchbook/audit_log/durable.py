"""Small files that are whole or not there, however the process ends; and the one lock of all who write keys."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, *, content: bytes) -> None:
    """Put a file in its place, whole and on disk, before this returns; only its owner reads it, or those who share the folder."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode_in(path.parent))
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(path)
    sync_folder(path.parent)


def mode_in(folder: Path) -> int:
    """The mode of a new file: its owner's alone, or the group's as the folder is, where that gives its group to what is in it (setgid)."""
    mode = folder.stat().st_mode
    return 0o600 | mode & (stat.S_IRGRP | stat.S_IWGRP) if mode & stat.S_ISGID else 0o600


def overwrite_and_remove(path: Path) -> None:
    """Random bytes over a file, then the file away; what a disk keeps of the old blocks is beyond us."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The folder's list of names on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait to be the only writer of keys, on any process or host that shares the folder; a killed one lets go."""
    lock = folder / "lock"
    if not lock.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
