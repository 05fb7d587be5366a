"""Why a key or an envelope cannot be had: each says what happened, why, and what next."""

from collections.abc import Collection
from uuid import UUID


class KeysMissing(Exception):
    """The key folders hold no keys at all, or not the one that is needed."""


class KeyDestroyed(Exception):
    """The item's key was destroyed: what lay under it cannot be read by anybody any more."""

    def __init__(self, said: str, *, items: Collection[UUID] = ()) -> None:
        super().__init__(said)
        self.items = items


class EnvelopeNotOpened(Exception):
    """An envelope is not what was sealed for this item: it was changed, cut, or belongs elsewhere."""


class WrappingFailed(Exception):
    """The keeper of the key-encryption keys refused or did not answer."""
