"""A leaf of the log: 49 bytes that bind every field of an event and tell nothing (RFC 6962 §2.1 hashes them later).

    leaf       = version (1 byte, 0x01) ‖ event id (16 random bytes) ‖ commitment (32 bytes)
    commitment = SHA-256("watchbook/event/v1" ‖ H(field 1) ‖ … ‖ H(field n)), fields in the order of their names
    H(field)   = SHA-256(salt ‖ name ‖ value), value as canonical JSON (RFC 8785)
    salt       = HMAC-SHA256(seed, name), seed = 32 random bytes kept apart from the event

An event can so be opened in part (chosen fields with their salts, hashes of the rest), and after erasure of the
personal fields' salts it still verifies. The bytes are frozen by tests/ledger/leaf_vectors.json.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from uuid import UUID

import rfc8785

VERSION = b"\x01"
DOMAIN = b"watchbook/event/v1"
SEED_BYTES = 32
DIGEST_BYTES = 32
BLOCK_BYTES = 64  # of SHA-256
INNER_PAD, OUTER_PAD = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))

type Value = str | int | bool | list[str] | None


@dataclass(frozen=True)
class Opening:
    """An event opened in part: chosen values with their salts, and the hashes of the fields kept closed."""

    values: Mapping[str, Value]
    salts: Mapping[str, bytes]
    hashes: Mapping[str, bytes]


def salt(seed: bytes, *, name: str) -> bytes:
    """The 32-byte salt of one field. Raises ValueError for a seed that is not 32 bytes."""
    return salts(seed, [name])[name]


def salts(seed: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """The salt of each of these fields, by its name: HMAC (RFC 2104), whose two beginnings are the same for all of a seed."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"A seed is {SEED_BYTES} bytes; this one has {len(seed)}.")
    within, around = (sha256(seed.ljust(BLOCK_BYTES, b"\0").translate(pad)) for pad in (INNER_PAD, OUTER_PAD))
    found = {}
    for name in names:
        inner, outer = within.copy(), around.copy()
        inner.update(name.encode())
        outer.update(inner.digest())
        found[name] = outer.digest()
    return found


def field_hash(value: Value, *, name: str, salt: bytes) -> bytes:
    """The 32-byte hash of one field under its salt."""
    return sha256(salt + name.encode() + _written(value)).digest()


def _written(value: Value) -> bytes:
    """A value as RFC 8785 writes it: text, of which most fields are and their names a list, as Python's own JSON does."""
    if type(value) is str:
        return encode_basestring(value).encode()
    if type(value) is list and all(type(one) is str for one in value):
        return f"[{','.join(map(encode_basestring, value))}]".encode()
    return rfc8785.dumps(value)


def commitment(hashes: Mapping[str, bytes]) -> bytes:
    """The commitment to all fields, from their hashes by name."""
    return sha256(DOMAIN + b"".join(hashes[name] for name in sorted(hashes))).digest()


def field_hashes(values: Mapping[str, Value], *, seed: bytes) -> dict[str, bytes]:
    """The hash of each field under its salt from this seed."""
    own = salts(seed, values)
    return {name: field_hash(value, name=name, salt=own[name]) for name, value in values.items()}


def commit(values: Mapping[str, Value], *, seed: bytes) -> bytes:
    """The commitment to an event's fields; a field that is absent is committed as null by the caller."""
    return commitment(field_hashes(values, seed=seed))


def leaf(event: UUID, *, commitment: bytes) -> bytes:
    """The 49 bytes that the tree takes. Raises ValueError for a commitment that is not 32 bytes."""
    if len(commitment) != DIGEST_BYTES:
        raise ValueError(f"A commitment is 32 bytes; this one has {len(commitment)}.")
    return VERSION + event.bytes + commitment


def open_fields(values: Mapping[str, Value], *, seed: bytes, names: frozenset[str]) -> Opening:
    """Open the named fields and keep the others closed. Raises KeyError for a name that the event lacks."""
    if missing := names - values.keys():
        raise KeyError(f"The event has no field {', '.join(sorted(missing))}.")
    closed = {name: value for name, value in values.items() if name not in names}
    return Opening(
        values={name: values[name] for name in names},
        salts=salts(seed, names),
        hashes=field_hashes(closed, seed=seed),
    )


def of_opening(opening: Opening, *, event: UUID) -> bytes:
    """The leaf that an opening stands for. Raises ValueError for parts that could be taken in two ways."""
    if opening.values.keys() != opening.salts.keys() or opening.values.keys() & opening.hashes.keys():
        raise ValueError("Each field is either open, with its salt, or closed, with its hash.")
    # Another length would let one part swallow a piece of the next: two hashes as one, half a name as salt.
    if any(len(part) != DIGEST_BYTES for part in (*opening.salts.values(), *opening.hashes.values())):
        raise ValueError(f"Each salt and each hash is {DIGEST_BYTES} bytes.")
    opened = {
        name: field_hash(value, name=name, salt=opening.salts[name]) for name, value in opening.values.items()
    }
    return leaf(event, commitment=commitment(opened | dict(opening.hashes)))
