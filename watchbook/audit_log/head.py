"""The signer's own memory, outside the database: how far it has signed, and every leaf that it signed (docs/explanation/integrity.md#against-a-superuser).

    head    one JSON object: origin, size, the compact range's hashes, the public key; replaced as a whole, never written into
    leaves  the leaves side by side, 49 bytes each; what lies beyond the head's size was never signed

The head only moves on from where its owner last saw it (compare-and-swap under a lock), and only once leaves and head
are on disk. It must never be put back to an older state: who does so lets the log be signed twice at one size.
No Django here, so that the files can be looked after where no database is.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchbook.audit_log.durable import mode_in, sync_folder
from watchbook.ledger.tree import Range

LEAF_BYTES = 49
_FOLDER_MODE = 0o700


class HeadMoved(Exception):
    """Another signer moved the head meanwhile; look again and begin anew."""


class BadHead(Exception):
    """The head's file cannot be read, or is not this log's."""


@dataclass(frozen=True)
class SignedHead:
    """The end of what was signed, and the key that signed it (a head of before this was written names none)."""

    origin: str
    log: Range
    key: str = ""

    def written(self) -> bytes:
        """As the file holds it."""
        hashes = [one.hex() for one in self.log.hashes]
        told = {"origin": self.origin, "size": self.log.size, "hashes": hashes}
        return json.dumps({**told, "key": self.key} if self.key else told).encode()


class HeadFiles:
    """The folder with the signer's head and leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.head, self.leaves = folder, folder / "head", folder / "leaves"

    def read(self) -> SignedHead | None:
        """The head, or None before anything was signed. Raises BadHead."""
        try:
            content = self.head.read_bytes()
            told = json.loads(content)
            log = Range(size=told["size"], hashes=tuple(bytes.fromhex(one) for one in told["hashes"]))
            head = SignedHead(origin=str(told["origin"]), log=log, key=str(told.get("key", "")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError) as wrong:
            raise BadHead(f"{self.head} cannot be read: {wrong}") from wrong
        if head.written() != content:
            raise BadHead(f"{self.head} cannot be read: it is not as the signer writes it.")
        return head

    def move(self, *, before: SignedHead | None, after: SignedHead, leaves: bytes) -> None:
        """Move the head on, with the leaves between. Raises HeadMoved where it no longer is what the caller saw."""
        begin = before.log.size if before else 0
        if len(leaves) != (after.log.size - begin) * LEAF_BYTES or not leaves:
            raise ValueError("A head moves on by the leaves that are given with it.")
        with self._locked():
            if self.read() != before:
                raise HeadMoved
            self._keep(leaves, at=begin * LEAF_BYTES)
            self._replace(after.written())

    def leaves_between(self, begin: int, end: int) -> list[bytes]:
        """The signed leaves from one index to before another, as this file has them. Raises BadHead where it lacks some."""
        wanted = max(end - begin, 0) * LEAF_BYTES
        try:
            with self.leaves.open("rb") as file:
                file.seek(begin * LEAF_BYTES)
                content = file.read(wanted)
        except FileNotFoundError:
            content = b""
        if len(content) != wanted:
            raise BadHead(f"{self.leaves} is shorter than the head says: it was changed by hand.")
        return [content[at : at + LEAF_BYTES] for at in range(0, len(content), LEAF_BYTES)]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with os.fdopen(os.open(self.folder / "lock", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _keep(self, leaves: bytes, *, at: int) -> None:
        """Put leaves where they belong; what a broken-off attempt left there is cut away first."""
        file = os.open(self.leaves, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode_in(self.folder))
        try:
            if os.fstat(file).st_size < at:
                raise BadHead(f"{self.leaves} is shorter than the head says: it was changed by hand.")
            os.ftruncate(file, at)
            while leaves:
                written = os.pwrite(file, leaves, at)
                leaves, at = leaves[written:], at + written
            os.fdatasync(file)
        finally:
            os.close(file)

    def _replace(self, content: bytes) -> None:
        fresh = self.folder / "head.new"
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode_in(self.folder))
        try:
            while content:
                content = content[os.write(file, content) :]
            os.fsync(file)
        finally:
            os.close(file)
        fresh.rename(self.head)
        sync_folder(self.folder)
