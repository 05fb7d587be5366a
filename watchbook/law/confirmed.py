"""Entries of the law's data that an authority's solicitor has confirmed: they count as verified while they read the same.

The data themselves stay as they are. Who confirmed is asked once, and only where an entry is met that was not verified.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar


class Confirmable:
    """An entry of the law's data, a frozen dataclass, verified or not."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    verified: bool

    @cached_property
    def digest(self) -> str:
        """The digest of what an entry says; a note says how it was come by, and is no part of the law."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _NOT_THE_LAW}
        whole = [type(self).__name__, said]
        return sha256(json.dumps(whole, sort_keys=True, default=_plain).encode()).hexdigest()


type Digests = Callable[[], Collection[str]]
_NOT_THE_LAW = frozenset({"verified", "note", "theme"})
_digests: ContextVar[Digests] = ContextVar("digests", default=frozenset)


def standing[Entry: Confirmable](entry: Entry) -> Entry:
    """Give an entry, as verified where the solicitor has confirmed it as it reads."""
    if entry.verified or not (digests := _digests.get()()) or entry.digest not in digests:
        return entry
    return replace(entry, verified=True)


@contextmanager
def confirming(digests: Digests) -> Iterator[None]:
    """Within, entries with these digests count as verified."""
    before = _digests.set(digests)
    try:
        yield
    finally:
        _digests.reset(before)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)
