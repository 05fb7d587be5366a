"""One copy of the key store: an SQLite file of wrapped keys, of ids whose key was destroyed, and of the store's own id.

SQLite because it is whole after kill -9, re-wraps a million rows in one transaction, and overwrites what it deletes
(`secure_delete`). The journal mode is one that also holds on a folder that hosts share.
"""

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from watchbook.audit_log.durable import mode_in
from watchbook.keys.wrapping import WrappedKey

FILE = "items.sqlite3"
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS item (id BLOB PRIMARY KEY, version INTEGER NOT NULL, wrapped BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS destroyed (id BLOB PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS store (one INTEGER PRIMARY KEY CHECK (one = 1), authority BLOB NOT NULL)",
)
PRAGMAS = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA", "PRAGMA secure_delete = ON")
WAIT = 60.0  # seconds for another's write
AT_ONCE = 500  # ids in one query
WRAPPED = "SELECT id, version, wrapped FROM item WHERE id IN"
DESTROYED = "SELECT id, version FROM destroyed WHERE id IN"


class Holding(NamedTuple):
    """The wrapped keys of some items and those of them that were destroyed, in a copy, and whose store it is."""

    authority: bytes
    wrapped: dict[UUID, WrappedKey]
    destroyed: set[UUID]


@dataclass(frozen=True)
class Copy:
    """The key store of one folder. A read opens the file anew, so that a mended one is seen at once."""

    folder: Path

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder / FILE

    def is_there(self) -> bool:
        """Whether the folder has the file."""
        return self.path.is_file()

    def begin(self, authority: bytes) -> None:
        """Make the file, where there is none."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._open(mode="rwc") as sql:
            self.path.chmod(mode_in(self.folder))
            sql.execute("BEGIN IMMEDIATE")
            for statement in SCHEMA:
                sql.execute(statement)
            sql.execute("INSERT OR IGNORE INTO store VALUES (1, ?)", (authority,))
            sql.execute("COMMIT")

    def authority(self) -> bytes:
        """The id of the key store: whose keys these are."""
        with self._open() as sql:
            return _authority(sql)

    def holding(self, items: Iterable[UUID]) -> Holding:
        """All three in one look, which opens the file once."""
        asked = list(items)
        with self._open() as sql:
            wrapped = _found(_among(sql, WRAPPED, asked))
            destroyed = {UUID(bytes=item) for item, _ in _among(sql, DESTROYED, asked)}
            return Holding(_authority(sql), wrapped, destroyed)

    def wrapped_here(self, items: Iterable[UUID]) -> tuple[bytes, dict[UUID, WrappedKey]]:
        """The id of the key store and the wrapped keys of these items, in one look."""
        with self._open() as sql:
            return _authority(sql), _found(_among(sql, WRAPPED, items))

    def wrapped(self, items: Iterable[UUID]) -> dict[UUID, WrappedKey]:
        """The wrapped keys of these items; one that has none is left out."""
        with self._open() as sql:
            return _found(_among(sql, WRAPPED, items))

    def destroyed(self, items: Iterable[UUID]) -> set[UUID]:
        """Those of these items whose key was destroyed."""
        return set(self.destroyed_under(items))

    def destroyed_under(self, items: Iterable[UUID]) -> dict[UUID, int]:
        """Return those of these items whose key was destroyed, each with the version that was the newest then."""
        with self._open() as sql:
            return {UUID(bytes=item): version for item, version in _among(sql, DESTROYED, items)}

    def everything(self) -> dict[UUID, WrappedKey]:
        """Every wrapped key."""
        with self._open() as sql:
            return _found(sql.execute("SELECT id, version, wrapped FROM item"))

    def versions(self) -> set[int]:
        """The versions of the key-encryption key under which keys lie here."""
        with self._open() as sql:
            return {version for (version,) in sql.execute("SELECT DISTINCT version FROM item")}

    def every_destroyed(self) -> dict[UUID, int]:
        """Every item whose key was destroyed, with the version that was the newest then."""
        with self._open() as sql:
            return {
                UUID(bytes=item): version
                for item, version in sql.execute("SELECT id, version FROM destroyed")
            }

    def put(self, wrapped: Mapping[UUID, WrappedKey]) -> None:
        """Keep these wrapped keys, in place of older ones; on disk before this returns."""
        if not wrapped:
            return
        rows = [(item.bytes, one.version, one.content) for item, one in wrapped.items()]
        with self._writing() as sql:
            sql.executemany("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", rows)

    def destroy(self, items: Mapping[UUID, int]) -> None:
        """Overwrite these items' keys and remember that they are gone."""
        with self._writing() as sql:
            sql.executemany("DELETE FROM item WHERE id = ?", [(item.bytes,) for item in items])
            rows = [(item.bytes, version) for item, version in items.items()]
            sql.executemany("INSERT OR IGNORE INTO destroyed VALUES (?, ?)", rows)

    def is_whole(self) -> bool:
        """Whether the file is there and SQLite finds nothing amiss in it."""
        try:
            with self._open() as sql:
                (found,) = sql.execute("PRAGMA integrity_check").fetchone()
                (stores,) = sql.execute("SELECT count(*) FROM store").fetchone()
        except sqlite3.DatabaseError:
            return False
        return bool(found == "ok" and stores == 1)

    def take_place_of(self, damaged: "Copy") -> None:
        """A copy of this file in the other's place, whole or not at all. The caller is alone."""
        damaged.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = damaged.path.with_name(".mending")
        aside.unlink(missing_ok=True)
        with self._open() as sql, closing(sqlite3.connect(aside)) as other:
            sql.backup(other)
        aside.chmod(mode_in(damaged.folder))
        for journal in damaged.folder.glob(f"{FILE}-*"):
            journal.unlink()
        aside.rename(damaged.path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._open() as sql:
            for pragma in PRAGMAS:
                sql.execute(pragma)
            sql.execute("BEGIN IMMEDIATE")
            yield sql
            sql.execute("COMMIT")

    @contextmanager
    def _open(self, *, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        """Without `rwc` a missing file is an error and no new, empty store."""
        address = _address(self.folder.absolute())
        with closing(
            sqlite3.connect(f"{address}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT)
        ) as sql:
            yield sql


@functools.lru_cache(maxsize=16)  # spelling a path as an address takes as long as opening the file
def _address(folder: Path) -> str:
    return (folder / FILE).as_uri()


def _authority(sql: sqlite3.Connection) -> bytes:
    (found,) = sql.execute("SELECT authority FROM store").fetchone()
    return bytes(found)


def _among(sql: sqlite3.Connection, query: str, items: Iterable[UUID]) -> list[Any]:
    asked = [item.bytes for item in items]
    found: list[Any] = []
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        found += sql.execute(f"{query} ({', '.join('?' * len(some))})", some)
    return found


def _found(rows: Iterable[tuple[bytes, int, bytes]]) -> dict[UUID, WrappedKey]:
    return {UUID(bytes=item): WrappedKey(version, content) for item, version, content in rows}
