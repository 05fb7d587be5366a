"""Envelopes: the names, handles and free text of one row, sealed under the key of one item (AES-256-GCM).

    envelope = version (1 byte, 0x01) ‖ nonce (12 random bytes) ‖ ciphertext and tag of a JSON object
    bound to = authority | item id | kind | version, so none opens for another row, kind or register

A model keeps one by `Enveloped`; whoever shows a list opens all of it at once, with one read of the key store.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.utils.translation import gettext as _

from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed
from watchbook.reading.name_spelling import is_named

VERSION = b"\x01"
NONCE_BYTES = 12
DOMAIN = b"watchbook/envelope/v1"

type Facts = dict[str, Any]


class DestroyedEnvelope(dict[str, Any]):
    """An envelope whose key was destroyed: it holds nothing, and a list shows so in each place of its words."""

    def __missing__(self, _field: str) -> str:
        return _("Deleted: cannot be read")


class Enveloped(models.Model):
    """A row with an envelope: `kind_of_envelope` names what is in it, and never changes."""

    kind_of_envelope: ClassVar[str]
    # The columns that name the item, the first that is not empty: this row itself, or that with which it ends.
    ends_with: ClassVar[tuple[str, ...]] = ("pk",)
    envelope = models.BinaryField()

    class Meta:
        abstract = True

    @property
    def item(self) -> UUID:
        """The item under whose key the envelope lies: this row, unless it ends with another."""
        return _as_id(next(filter(None, (getattr(self, column) for column in self.ends_with))))


def put(row: Enveloped, facts: Mapping[str, Any]) -> None:
    """Seal these facts into a row that is about to be saved."""
    row.envelope = seal(facts, item=row.item, kind=row.kind_of_envelope)


def opened(row: Enveloped) -> Facts:
    """What a row's envelope holds. Raises KeyDestroyed once its item was deleted."""
    return open_sealed(bytes(row.envelope), item=row.item, kind=row.kind_of_envelope)


def opened_all(rows: Iterable[Enveloped]) -> dict[UUID, Facts]:
    """What the envelopes of a list hold, by the row's id: one read of the key store for all.

    A backup may bring back a row after its disposal: a list says so of that one, and shows the others.
    """
    every = [(row, row.item) for row in rows]
    ring = the_keyring()
    keys, authority = ring.keys_left(item for _row, item in every), ring.authority()
    return {
        _as_id(row.pk): _open(
            bytes(row.envelope),
            key=keys[item],
            bound=_bound(authority, item=item, kind=row.kind_of_envelope),
        )
        if item in keys
        else DestroyedEnvelope()
        for row, item in every
    }


def holding[Row: Enveloped](rows: Iterable[Row], *texts: str) -> list[Row]:
    """Return those rows whose envelope holds one of these texts, however it is spelt; what was destroyed holds none."""
    every = list(rows)
    held = opened_all(every)
    return [row for row in every if says(held[_as_id(row.pk)], *texts)]


def seal(facts: Mapping[str, Any], *, item: UUID, kind: str) -> bytes:
    """The envelope of these facts; the item's key is in both copies on disk before this returns."""
    ring = the_keyring()
    key = ring.keys_to_seal([item])[item]
    nonce = secrets.token_bytes(NONCE_BYTES)
    content = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    bound = _bound(ring.authority(), item=item, kind=kind)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, content, bound)


def open_sealed(envelope: bytes, *, item: UUID, kind: str) -> Facts:
    """The facts of one envelope. Raises KeyDestroyed, KeysMissing or EnvelopeNotOpened."""
    ring = the_keyring()
    return _open(envelope, key=ring.keys([item])[item], bound=_bound(ring.authority(), item=item, kind=kind))


def says(facts: Mapping[str, Any], *texts: str) -> bool:
    """Whether any value, in lists and groups of them too, holds one of these texts, however either is spelt (`name_spelling`)."""
    return any(is_named(text, word) for word in words_of(facts) for text in texts)


def is_destroyed(item: UUID) -> bool:
    """Whether an item's key was destroyed, so that nothing under it can be read."""
    try:
        the_keyring().keys([item])
    except KeyDestroyed:
        return True
    return False


def words_of(value: object) -> Iterator[str]:
    """Each value as it stands in its text: a printed list or group would escape quotes and the ends of lines."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from words_of(one)
    elif value is not None:
        yield str(value)


def _open(envelope: bytes, *, key: bytes, bound: bytes) -> Facts:
    nonce, content = envelope[1 : 1 + NONCE_BYTES], envelope[1 + NONCE_BYTES :]
    try:
        if not envelope.startswith(VERSION):
            raise InvalidTag
        facts: Facts = json.loads(AESGCM(key).decrypt(nonce, content, bound))
    except (InvalidTag, ValueError):
        raise EnvelopeNotOpened(
            "An envelope was changed, cut, or belongs to another row. Compare with a backup of the database."
        ) from None
    return facts


def _bound(authority: bytes, *, item: UUID, kind: str) -> bytes:
    return DOMAIN + authority + item.bytes + VERSION + kind.encode()


def _as_id(value: object) -> UUID:
    """An id, which a row that is not saved yet may hold as text."""
    return value if isinstance(value, UUID) else UUID(str(value))
