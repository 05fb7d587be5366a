"""The content-addressed store: bytes kept once under their SHA-256, never overwritten, checked when read.

A folder here; a bucket of an object store (object_store.py) does the same.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from watchbook.files.blocks import blocks, name_of, place, reading
from watchbook.files.object_store import the_bucket
from watchbook.files.refused import Damaged

__all__ = ["Damaged", "Folder", "Store", "Trial", "the_store", "trial"]


class Store(Protocol):
    """What every store offers."""

    def put(self, content: bytes) -> str:
        """Keep the content durably; the SHA-256 in hexadecimal is its name."""

    def put_file(self, source: Path | BinaryIO) -> str:
        """As `put`, for content of any size: block by block, from a path or from where an open file stands to its end."""

    def get(self, name: str) -> bytes:
        """The content of that name. Raises FileNotFoundError, or Damaged where the bytes have another hash."""

    def open(self, name: str) -> BinaryIO:
        """The content of that name to be read at any place, a part at a time. Raises FileNotFoundError.

        What is read is not checked, since the name is the hash of all of it: for content that checks itself, as sealed does.
        """

    def remove(self, name: str) -> None:
        """Forget the content of that name; for disposal alone."""


@dataclass(frozen=True)
class Folder:
    """A store in a folder: `ab/abcd…`, files read-only, written aside and linked into place when whole."""

    root: Path

    def put(self, content: bytes) -> str:
        """Keep the content; a second time the same content is kept already."""
        name = name_of(content)
        return name if self._path(name).exists() else self.put_file(BytesIO(content))

    def put_file(self, source: Path | BinaryIO) -> str:
        """Keep the content of a file; a second time the same content is kept already."""
        self.root.mkdir(parents=True, exist_ok=True)
        aside = self.root / f".{secrets.token_hex(8)}"
        try:
            with reading(source) as file:
                name = self._write(aside, source=file)
            self._place(aside, path=self._path(name))
        finally:
            aside.unlink(missing_ok=True)
        return name

    def get(self, name: str) -> bytes:
        """The content of that name, checked."""
        content = self._path(name).read_bytes()
        if name_of(content) != name:
            raise Damaged(f"The file kept as {name} has changed on disk. Restore it from a backup.")
        return content

    def open(self, name: str) -> BinaryIO:
        """The file of that name."""
        return self._path(name).open("rb")

    def remove(self, name: str) -> None:
        """Forget the content of that name."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / place(name)

    @staticmethod
    def _write(path: Path, *, source: BinaryIO) -> str:
        """Copy to a new file, whole and on disk; the name of what was copied."""
        hashed = sha256()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
        with os.fdopen(descriptor, "wb") as file:
            for block in blocks(source, into=hashed):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        return hashed.hexdigest()

    def _place(self, aside: Path, *, path: Path) -> None:
        """Link a whole file into its place; who was quicker, or kept the same bytes before, is left there."""
        path.parent.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            os.link(aside, path)  # fails rather than overwrites
        self._sync(path.parent)
        self._sync(self.root)

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
        name = name_of(content)
        self.put_so_far[name] = content
        return name

    def put_file(self, source: Path | BinaryIO) -> str:
        """Remember the content of a file."""
        with reading(source) as file:
            return self.put(file.read())

    def get(self, name: str) -> bytes:
        """The content of that name, put here or kept before."""
        found = self.put_so_far.get(name)
        return self.behind.get(name) if found is None else found

    def open(self, name: str) -> BinaryIO:
        """The content of that name, put here or kept before, to be read at any place."""
        found = self.put_so_far.get(name)
        return self.behind.open(name) if found is None else BytesIO(found)

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
    if tried := _trial.get():
        return tried
    return the_bucket(settings.FILES_S3) if settings.FILES_S3 else Folder(root=Path(settings.FILES_FOLDER))


def is_kept(name: str) -> bool:
    """Whether the store still has the content of that name: it may have been disposed of."""
    try:
        the_store().open(name).close()
    except FileNotFoundError:
        return False
    return True
