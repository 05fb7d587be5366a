"""The content-addressed store: bytes kept once under their SHA-256, never overwritten, checked when read.

A folder now; an object store later offers the same three calls.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):
    """The bytes kept under a name no longer have that hash."""


class Store(Protocol):
    """What every store offers."""

    def put(self, content: bytes) -> str:
        """Keep the content durably; the SHA-256 in hexadecimal is its name."""

    def get(self, name: str) -> bytes:
        """The content of that name. Raises FileNotFoundError, or Damaged where the bytes have another hash."""

    def remove(self, name: str) -> None:
        """Forget the content of that name; for disposal alone."""


@dataclass(frozen=True)
class Folder:
    """A store in a folder: `ab/abcd…`, files read-only, written aside and linked into place when whole."""

    root: Path

    def put(self, content: bytes) -> str:
        """Keep the content; a second time the same content is kept already."""
        name = sha256(content).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.parent / f".{secrets.token_hex(8)}"
        try:
            self._write(aside, content=content)
            os.link(aside, path)  # fails rather than overwrites
        except FileExistsError:
            pass  # another process kept the same bytes in the meantime
        finally:
            aside.unlink(missing_ok=True)
        self._sync(path.parent)
        return name

    def get(self, name: str) -> bytes:
        """The content of that name, checked."""
        content = self._path(name).read_bytes()
        if sha256(content).hexdigest() != name:
            raise Damaged(f"The file kept as {name} has changed on disk. Restore it from a backup.")
        return content

    def remove(self, name: str) -> None:
        """Forget the content of that name."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise FileNotFoundError("A file is named by 64 hexadecimal digits.")
        return self.root / name[:2] / name

    @staticmethod
    def _write(path: Path, *, content: bytes) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _sync(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@dataclass(frozen=True)
class Trial:
    """A store in memory before another: what is put is not kept until all of it is, and then all at once."""

    behind: Store
    put_so_far: dict[str, bytes] = field(default_factory=dict)

    def put(self, content: bytes) -> str:
        """Remember the content."""
        name = sha256(content).hexdigest()
        self.put_so_far[name] = content
        return name

    def get(self, name: str) -> bytes:
        """The content of that name, put here or kept before."""
        found = self.put_so_far.get(name)
        return self.behind.get(name) if found is None else found

    def remove(self, name: str) -> None:
        """Forget what was put here; what was kept before stays, since nothing is sure yet."""
        self.put_so_far.pop(name, None)

    def keep(self) -> None:
        """Keep everything that was put."""
        for content in self.put_so_far.values():
            self.behind.put(content)


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


@contextmanager
def trial() -> Iterator[Trial]:
    """Within, the store is one that keeps nothing until it is told: for acts that may yet be undone together."""
    one = Trial(behind=the_store())
    token = _trial.set(one)
    try:
        yield one
    finally:
        _trial.reset(token)


def the_store() -> Store:
    """The store of this installation."""
    return _trial.get() or Folder(root=Path(settings.FILES_FOLDER))
