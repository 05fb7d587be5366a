"""Copies of the content-addressed store: each file's name is its hash, so each copy proves itself."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from watchbook.audit_log.durable import sync_folder
from watchbook.machine.failure import Failure
from watchbook.machine.manifest import sha256_of

NAME = re.compile(r"[0-9a-f]{64}")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def stored(root: Path) -> Iterator[Path]:
    """Every kept file's path within the store; files still being written have other names."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(root)
            if NAME.fullmatch(name) and path.parent == Path(name[:2]):
                yield path


def drop_unfinished(root: Path, *, moment: datetime) -> list[Path]:
    """Remove what a process that was killed had begun to write before a moment; what it was."""
    begun = [path for path in [*root.glob(".*"), *root.glob("*/.*")] if written_at(path) < moment]
    for path in begun:
        path.unlink(missing_ok=True)
    return begun


def written_at(path: Path) -> datetime:
    """When a file was last written; one that is gone was written a moment ago."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)


def bring(path: Path, *, to: Path, linked_from: Sequence[Path], copied_from: Sequence[Path]) -> bool:
    """Have a file whose content matches its name under `to`: linked from one root, else copied from another.

    False when no root has it whole. A link costs nothing, but shares the bytes with its root.
    """
    target = to / path
    if target.exists():
        return True
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ways = [(root, os.link) for root in linked_from] + [(root, _copy) for root in copied_from]
    return any(_put_whole(root / path, target=target, put=put) for root, put in ways)


def _put_whole(source: Path, *, target: Path, put: Callable[[Path, Path], None]) -> bool:
    """Put the file there if it can be read and its content matches its name; else leave nothing."""
    try:
        put(source, target)
        if sha256_of(target) == target.name:
            return True
    except OSError as error:
        if error.errno in FULL:
            raise Failure(
                f"There is no room for {target}.",
                why=f"The disk says: {error.strerror}.",
                next_step="Make room, and give the same command again.",
            ) from error
    target.unlink(missing_ok=True)
    return False


def sync_all(folder: Path) -> None:
    """Have the lists of names of a folder and of all folders in it on disk; their files were written through already."""
    for inner, _folders, _names in os.walk(folder):
        sync_folder(Path(inner))


def write_through(path: Path) -> None:
    """Have a file's content on disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _copy(source: Path, target: Path) -> None:
    shutil.copy2(source, target)
    write_through(target)
