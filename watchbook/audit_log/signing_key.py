"""The key that signs the log: made once at set-up, in a file of its own, never in the database nor in a backup of it.

The file is one line in the form that Go's note package writes: `PRIVATE+KEY+name+id+key`. The name is the log's origin,
which never changes: it stands in every checkpoint, and whoever watches the log knows it by that name.
"""

import secrets
from pathlib import Path

from watchbook.audit_log import durable
from watchbook.ledger.note import ED25519, BadNote, Signer, decoded, encoded

SEED_BYTES = 32
PREFIX = "PRIVATE+KEY"


class NoSigningKey(Exception):
    """There is no key, or the file is none."""


def make(file: Path, *, origin: str) -> None:
    """Make the key if there is none: whole on disk before it has its name, readable by its owner alone."""
    if not file.exists():
        durable.write(file, content=line_of(origin, seed=secrets.token_bytes(SEED_BYTES)).encode())


def a_new_origin(host: str) -> str:
    """A name for a new log: where it is at home, and four random bytes, so that no two logs are ever called the same."""
    return f"{host}/watchbook/{secrets.token_hex(4)}"


def line_of(origin: str, *, seed: bytes) -> str:
    """A key as its file holds it."""
    identity = Signer(origin, seed=seed).verifier.key_id.hex()
    return f"{PREFIX}+{origin}+{identity}+{encoded(bytes([ED25519]) + seed)}\n"


def read(file: Path) -> Signer:
    """The signer of a key's file. Raises NoSigningKey."""
    try:
        line = file.read_text(encoding="utf-8")
        origin, _, rest = line.removeprefix(f"{PREFIX}+").partition("+")
        content = decoded(rest.strip().partition("+")[2])
        if line == line_of(origin, seed=content[1:]):
            return Signer(origin, seed=content[1:])
    except FileNotFoundError as missing:
        raise NoSigningKey(f"There is no signing key at {file}.") from missing
    except PermissionError as closed:
        raise NoSigningKey(f"{file} is another user's: this process may not read it.") from closed
    except (BadNote, ValueError, UnicodeError) as wrong:
        raise NoSigningKey(f"{file} is not a signing key: {wrong}") from wrong
    raise NoSigningKey(f"{file} is not a signing key: its parts do not belong together.")
