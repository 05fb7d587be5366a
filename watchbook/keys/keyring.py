"""The keyring: the key of each item, made when first something is sealed for it, and destroyed with it.

Two copies, each durable before anything sealed under the key can be committed. Reading takes the first copy that has
it; writing wants both, and mends one that is missing or damaged from the other first.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from watchbook.audit_log.durable import alone
from watchbook.keys.copies import Copy
from watchbook.keys.openbao import Transit
from watchbook.keys.refused import KeyDestroyed, KeysMissing
from watchbook.keys.wrapping import KEY_BYTES, KeyFiles

type Wrapping = KeyFiles | Transit  # who keeps the key-encryption keys

# Under it the id of the key store is remembered, beside the keys; it is no item's, and not that of the blind index, which has 0.
STORE = UUID(int=(1 << 128) - 1)
_kept: ContextVar[dict[UUID, bytes] | None] = ContextVar("kept", default=None)
_waiting: ContextVar[dict[UUID, bytes] | None] = ContextVar("waiting", default=None)


@contextmanager
def kept_for_a_while() -> Iterator[None]:
    """Within (a request), a key that was unwrapped is remembered; never longer, and never on disk."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def put_together() -> Iterator[None]:
    """Within (one transaction), fresh keys wait, and are put into both copies at once at the end: before anything under them is committed.

    A process that ends before has committed nothing either. For acts by the hundred: each put waits for the disk several times.
    """
    waiting: dict[UUID, bytes] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    the_keyring().put(waiting)


@dataclass(frozen=True)
class Keyring:
    """Both copies, and who keeps the key-encryption keys."""

    copies: tuple[Copy, ...]
    wrapping: Wrapping

    def begin(self) -> None:
        """Make the key store where there is none; a second time nothing changes."""
        with self.alone():
            there = next((copy for copy in self.copies if copy.is_there() and copy.is_whole()), None)
            authority = there.authority() if there else uuid4().bytes
            self.wrapping.begin()
            for copy in self.copies:
                if not copy.is_there():
                    copy.begin(authority)

    def authority(self) -> bytes:
        """The id of this key store."""
        known = _known({STORE}) or self._remembered({STORE: self.first(lambda copy: copy.authority())})
        return known[STORE]

    def keys(self, items: Iterable[UUID]) -> dict[UUID, bytes]:
        """The keys of these items. Raises KeyDestroyed or KeysMissing for one that has none."""
        asked = set(items)
        known = self.keys_left(asked)
        if gone := asked - known.keys():
            raise _destroyed(gone)
        return known

    def keys_left(self, items: Iterable[UUID]) -> dict[UUID, bytes]:
        """The keys of those of these items that were not destroyed. Raises KeysMissing for one that never had any."""
        asked = set(items)
        known = _known(asked)
        missing = asked - known.keys()
        if missing:
            known |= self._remembered(self._unwrapped(missing))
        if lost := asked - known.keys():
            self._check_destroyed(lost)
        return known

    def keys_to_seal(self, items: Iterable[UUID]) -> dict[UUID, bytes]:
        """The keys of these items, made where there are none; in both copies on disk before this returns, or `put_together` ends."""
        asked = set(items)
        known = _known(asked)
        if missing := asked - known.keys():
            known |= self._made(missing)
        return self._remembered(known)

    def destroy(self, items: Iterable[UUID]) -> None:
        """Destroy the keys of these items in both copies; what lies under them is gone for everybody."""
        asked = set(items)
        with self.alone():
            version = self.wrapping.newest()
            self.write(lambda copy: copy.destroy(dict.fromkeys(asked, version)))
        for item in asked:
            (_kept.get() or {}).pop(item, None)
            (_waiting.get() or {}).pop(item, None)

    def put(self, keys: Mapping[UUID, bytes]) -> None:
        """Put keys that waited into both copies. Raises KeysMissing where another process has made one of its own meanwhile."""
        if keys and self._made(set(keys), keys) != keys:
            raise KeysMissing(
                "Another process has made a key for the same record meanwhile. Nothing was saved. Give the same command again."
            )

    def alone(self) -> AbstractContextManager[None]:
        """Be the only writer."""
        return alone(self.copies[0].folder)

    def write[Result](self, act: Callable[[Copy], Result]) -> list[Result]:
        """Do this to both copies, mending first the one that cannot take it. The caller is alone."""
        done = []
        for copy in self.copies:
            try:
                done.append(act(copy))
            except sqlite3.DatabaseError:
                self._replace(copy)
                done.append(act(copy))
        return done

    def first[Result](self, ask: Callable[[Copy], Result]) -> Result:
        """The answer of the first copy that can be read."""
        for copy in self.copies:
            try:
                return ask(copy)
            except sqlite3.DatabaseError:
                continue
        raise self._missing()

    def _made(self, items: set[UUID], waited: Mapping[UUID, bytes] | None = None) -> dict[UUID, bytes]:
        """The keys of these items, in both copies: those that are there, the ones that waited, fresh ones for the others."""
        waiting = _waiting.get() if waited is None else None
        with self.alone():
            held = self.write(lambda copy: copy.holding(items))
            if gone := set[UUID]().union(*(one.destroyed for one in held)):
                raise _destroyed(gone)
            first, second = (one.wrapped for one in held)
            wrapped, authority = second | first, held[0].authority
            known = self.wrapping.unwrap(wrapped, authority=authority) if wrapped else {}
            fresh = {
                item: (waited or {}).get(item) or secrets.token_bytes(KEY_BYTES)
                for item in items - known.keys()
            }
            if waiting is not None:
                waiting.update(fresh)
            elif fresh:
                wrapped |= self.wrapping.wrap(fresh, authority=authority)
            for copy, had in zip(self.copies, (first, second), strict=True):
                copy.put({item: one for item, one in wrapped.items() if item not in had})
        return known | fresh

    def _unwrapped(self, items: set[UUID]) -> dict[UUID, bytes]:
        """The keys that there are. One that was re-wrapped between two looks is looked for once more."""
        try:
            return self._unwrapped_once(items)
        except KeysMissing:
            return self._unwrapped_once(items)

    def _unwrapped_once(self, items: set[UUID]) -> dict[UUID, bytes]:
        authority, found = self.first(lambda copy: copy.wrapped_here(items))
        self._remembered({STORE: authority})
        if missing := items - found.keys():
            lost = missing - self.first(lambda copy: copy.destroyed(missing))
            found |= replace(self, copies=self.copies[::-1]).first(lambda copy: copy.wrapped(lost))
        return self.wrapping.unwrap(found, authority=authority) if found else {}

    def _replace(self, copy: Copy) -> None:
        """Put the other copy in the place of one that is missing or damaged."""
        (other,) = (one for one in self.copies if one is not copy)
        if not other.is_there() or not other.is_whole():
            raise self._missing()
        other.take_place_of(copy)

    def _check_destroyed(self, items: set[UUID]) -> None:
        if lost := items - self.first(lambda copy: copy.destroyed(items)):
            raise KeysMissing(
                f"The key store has no key for {_listed(lost)}. What lies under it cannot be read. "
                "Look whether the key folders are those of this register: `watchbook doctor` says what it finds."
            )

    def _remembered(self, keys: dict[UUID, bytes]) -> dict[UUID, bytes]:
        if (kept := _kept.get()) is not None:
            kept.update(keys)
        return keys

    def _missing(self) -> KeysMissing:
        folders = " and ".join(str(copy.folder) for copy in self.copies)
        return KeysMissing(
            f"No copy of the key store in {folders} can be read. Without one nothing about people can be. "
            "Mount the folders, or bring them back; for a new register, run `watchbook setup`."
        )


def the_keyring() -> Keyring:
    """The keyring of this installation."""
    folders = tuple(Path(folder) for folder in settings.KEY_FOLDERS)
    wrapping = Transit.of(settings.OPENBAO) if settings.OPENBAO else KeyFiles(folders)
    return Keyring(copies=tuple(map(Copy, folders)), wrapping=wrapping)


def _known(items: set[UUID]) -> dict[UUID, bytes]:
    """The keys of these items that are remembered, or wait to be put."""
    kept = (_kept.get() or {}) | (_waiting.get() or {})
    return {item: kept[item] for item in items & kept.keys()}


def _destroyed(items: set[UUID]) -> KeyDestroyed:
    said = f"The key of {_listed(items)} was destroyed. What lay under it is gone for good."
    return KeyDestroyed(said, items=items)


def _listed(items: set[UUID]) -> str:
    return ", ".join(sorted(map(str, items)))
