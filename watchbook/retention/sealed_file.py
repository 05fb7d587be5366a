"""Small files outside the database, sealed and numbered: who changes one, takes one away or puts an older one back is found out.

The seal is made with a key of the key store. For each number the key store keeps the destroyed key of no record, so an older
copy of it knows fewer; the signer remembers them too (`signed_ids`).
"""

import hmac
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from watchbook.audit_log import durable
from watchbook.keys.copies import Copy
from watchbook.keys.keyring import the_keyring

SEAL = "seal"  # HMAC-SHA256 of all else in the file
AT_ONCE = 500


def told(path: Path) -> dict[str, Any]:
    """Return what a file says; nothing where it is not there or no such file."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, what: dict[str, Any], *, key: bytes) -> None:
    """Write a file, whole and sealed."""
    durable.write(path, content=json.dumps(what | {SEAL: seal_of(what, key=key)}).encode())


def is_sealed(seal: object, what: dict[str, Any], *, key: bytes) -> bool:
    """Whether this is the seal of what a file says."""
    return hmac.compare_digest(str(seal).encode(), seal_of(what, key=key).encode())


def seal_of(what: dict[str, Any], *, key: bytes) -> str:
    """Return the seal of what a file says."""
    return hmac.digest(key, json.dumps(what).encode(), "sha256").hex()


def key_of(files: UUID) -> bytes:
    """Return the key that seals these files, made where there is none yet."""
    return the_keyring().keys_to_seal([files])[files]


def remember(files: UUID, number: int) -> None:
    """Have the key store remember a number of these files."""
    the_keyring().destroy([_marker(files, number)])


def newest(files: UUID, *, since: int = 0) -> int:
    """Return the newest number of these files that the key store remembers: it remembers each up to that."""
    last = since
    while known := remembered(files, range(last + 1, last + AT_ONCE)):
        last = max(known)
    return last


def remembered(files: UUID, numbers: Iterable[int]) -> set[int]:
    """Return those of these numbers that the key store remembers."""
    of = {_marker(files, number): number for number in numbers}
    return {of[one] for one in the_keyring().first(lambda copy: copy.destroyed(of))}


def remembered_by(copy: Copy, files: UUID, numbers: Iterable[int]) -> dict[int, int]:
    """Return those of these numbers that one copy of the key store remembers, each with the version that was the newest then."""
    of = {_marker(files, number): number for number in numbers}
    return {of[one]: version for one, version in copy.destroyed_under(of).items()}


def _marker(files: UUID, number: int) -> UUID:
    return uuid5(files, str(number))
