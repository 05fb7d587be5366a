"""Checkpoints (c2sp.org/tlog-checkpoint): the head of a log, its origin, size and root, as a signed note.

>>> from watchbook.ledger.note import Signer
>>> signer = Signer("council.example/log", seed=bytes(32))
>>> head = Checkpoint(origin="council.example/log", size=1, root=bytes(32))
>>> signed = sign(head, signer=signer)
>>> print(signed.partition("\\n\\n")[0])
council.example/log
1
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
>>> read(signed, log=signer.verifier) == head
True
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from watchbook.ledger import note
from watchbook.ledger.note import BadNote, Ed25519Verifier, Signature, Signer
from watchbook.ledger.tree import DIGEST_BYTES

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class BadCheckpoint(BadNote):
    """A note that is no checkpoint, or none of the log that was asked for."""


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: which log, how many leaves, the root over them, and lines that we neither write nor read."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), note.encoded(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def number(text: str) -> int:
    """A number as these texts write it: decimal, without leading zeros. Raises BadCheckpoint."""
    if not _NUMBER.fullmatch(text):
        raise BadCheckpoint(f"This is not a number in its one form: {text[:40]!r}.")
    return int(text)


def digest(text: str) -> bytes:
    """A SHA-256 hash as these texts write it: canonical base64. Raises BadNote."""
    content = note.decoded(text)
    if len(content) != DIGEST_BYTES:
        raise BadCheckpoint(f"A hash is {DIGEST_BYTES} bytes; this has {len(content)}.")
    return content


def parse(text: str) -> Checkpoint:
    """The checkpoint of a note's text. Raises BadNote."""
    origin, *rest = text.removesuffix("\n").split("\n")
    if len(rest) < 2 or not all((origin, *rest)) or not text.endswith("\n"):
        raise BadCheckpoint("A checkpoint has three lines (origin, size, root), none of them empty.")
    size, root, *extensions = rest
    return Checkpoint(origin=origin, size=number(size), root=digest(root), extensions=tuple(extensions))


def sign(checkpoint: Checkpoint, *, signer: Signer) -> str:
    """The signed note of a checkpoint. That it grew out of the last one is for the caller to know first."""
    if checkpoint.origin != signer.name:
        raise BadCheckpoint(f"The key of {signer.name} does not sign for {checkpoint.origin}.")
    return note.write(checkpoint.text, [signer.sign(checkpoint.text)])


def read(content: str | bytes, *, log: Ed25519Verifier) -> Checkpoint:
    """The checkpoint of a note that this log has signed. Raises BadNote."""
    checkpoint = parse(note.read(content, verifiers=[log]).text)
    if checkpoint.origin != log.name:
        raise BadCheckpoint(f"This checkpoint is of {checkpoint.origin}, not of {log.name}.")
    return checkpoint


def with_cosignatures(content: str | bytes, signatures: Iterable[Signature]) -> str:
    """The note with further signature lines after its own; those that it has already stay once."""
    whole = note.parse(content)
    return note.write(whole.text, dict.fromkeys((*whole.signatures, *signatures)))
