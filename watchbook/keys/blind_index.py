"""Exact search of what lies in envelopes: a keyed hash of each name and handle, its spelling folded.

Found is what was typed as a whole, never a part of it: a search by parts would make a list of people out of a
register of looks. Case, accents, full-width forms and spaces do not matter, nor an @ before a handle.
"""

import hmac
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from watchbook.audit_log.written_once import SomeOf, rows
from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import BlindIndexEntry

SOME_KIND, DIGESTS = "some kind", SomeOf("digests")
AUTHORITY_KEY = UUID(int=0)  # the item under which the key of the whole index is kept
# Letters that Unicode does not take apart into a plain one and its mark.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "'"}
)
KEPT_BELOW = 0x3000  # 12,288 characters: what somebody pastes fills no memory
LEFT_OUT = {"Mn", "Me", "Cc", "Cf", "Zs", "Zl", "Zp"}  # marks, controls, invisible characters, spaces


class FoldedCharacters(dict[int, int | None]):
    """Characters and what becomes of each, worked out the first time that a common one comes: a search asks for thousands."""

    def __missing__(self, character: int) -> int | None:
        """Keep it as it is, or leave it out."""
        folded = None if unicodedata.category(chr(character)) in LEFT_OUT else character
        return self.setdefault(character, folded) if character < KEPT_BELOW else folded


FOLDED = FoldedCharacters()


def fold(text: str) -> str:
    """A name or handle without what people write in one way or another."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN)
    return unicodedata.normalize("NFKD", plain).translate(FOLDED).removeprefix("@")


def entries(item: UUID, *, kind: str, words: Iterable[str]) -> list[BlindIndexEntry]:
    """The entries by which an item is found, for its act to save; a word that folds to nothing has none."""
    folded = {fold(word) for word in words} - {""}
    key = _key() if folded else b""
    return [
        BlindIndexEntry(item=item, kind=kind, digest=_digest(key, kind=kind, folded=one))
        for one in sorted(folded)
    ]


def found(word: str, *, kind: str) -> set[UUID]:
    """The items that have this very name or handle. One query."""
    return found_any([word], kind=kind)


def found_any(words: Iterable[str], *, kind: str) -> set[UUID]:
    """The items that have one of these very names or handles. One query."""
    folded = {fold(word) for word in words} - {""}
    if not folded:
        return set()
    key = _key()
    digests = [_digest(key, kind=kind, folded=one) for one in folded]
    return {item for (item,) in rows(_entries, {SOME_KIND: kind, DIGESTS: digests})}


def _entries() -> QuerySet[Any, Any]:
    return BlindIndexEntry.objects.filter(kind=SOME_KIND, digest__among=DIGESTS).values_list("item")


def found_anywhere(word: str) -> set[UUID]:
    """The items that have this very name or handle, of whatever kind. Two queries."""
    folded = fold(word)
    if not folded:
        return set()
    key, every = _key(), BlindIndexEntry.objects.order_by()
    kinds = list(every.values_list("kind", flat=True).distinct())
    digests = [_digest(key, kind=kind, folded=folded) for kind in kinds]  # each differs with the kind
    return set(every.filter(kind__in=kinds, digest__in=digests).values_list("item", flat=True))


def _key() -> bytes:
    return the_keyring().keys_to_seal([AUTHORITY_KEY])[AUTHORITY_KEY]


def _digest(key: bytes, *, kind: str, folded: str) -> bytes:
    return hmac.digest(key, f"{kind}\0{folded}".encode(), "sha256")
