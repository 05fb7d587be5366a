"""A slip: the log's promise, at the moment of the act, that an event was accepted; it proves that even if it never reaches the log.

    watchbook slip
    EVENT ID
    the leaf's SHA-256 (RFC 6962 §2.1), base64

It is a signed note (c2sp.org/signed-note) of the log's key. Whoever acted keeps it and holds it against any later receipt or
export: the leaf with this hash must stand in the log.
"""

from uuid import UUID

from watchbook.ledger import note
from watchbook.ledger.note import BadNote, Signer, Verifier
from watchbook.ledger.tree import leaf_hash

FIRST = "watchbook slip"


def write(event: UUID, leaf: bytes, *, signer: Signer) -> str:
    """Return the slip of an event whose leaf this is."""
    text = f"{FIRST}\n{event}\n{note.encoded(leaf_hash(leaf))}\n"
    return note.write(text, [signer.sign(text)])


def read(text: str, *, key: Verifier) -> tuple[UUID, bytes]:
    """Return which event was accepted, and the hash of its leaf. Raises BadNote for what this key did not promise."""
    first, event, digest, *rest = [*note.read(text, verifiers=[key]).text.split("\n"), "", ""]
    try:
        if first == FIRST and not any(rest):
            return UUID(event), note.decoded(digest)
    except ValueError as wrong:
        raise BadNote("It is no slip.") from wrong
    raise BadNote("It is no slip.")
