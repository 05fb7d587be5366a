"""Signed notes (c2sp.org/signed-note): a text, an empty line, and a line for each signature.

>>> signer = Signer("council.example/log", seed=bytes(32))
>>> signed = write("Sealed.\\n", [signer.sign("Sealed.\\n")])
>>> print(signed, end="")
Sealed.
<BLANKLINE>
— council.example/log 8cE1IK4SaoroR9SPmS2jzV3o9q4gS93RtehnA/Oftp+NIiZblszv6+8fNJ5NOBhl3XETdPKdm+24YixsRViPGtcEVA8=

Whoever has the public key, in the form of one line (a *verifier key*), reads it. What no known key has signed, or a known
key has signed wrongly, raises BadNote; signatures by unknown keys are passed over, as the specification asks.

>>> known = Ed25519Verifier.parse(signer.verifier.line)
>>> read(signed, verifiers=[known]).text
'Sealed.\\n'

Base64 is taken in its one canonical form only, so that no two texts mean the same signature.
"""

import re
from abc import ABC, abstractmethod
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
KEY_ID_BYTES = 4
# A note with more is refused unread; the specification asks for at least 16.
MOST_SIGNATURES = 64
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class BadNote(ValueError):
    """A note, or a key for one, that cannot be read or is not signed as it should be."""


def encoded(content: bytes) -> str:
    """Bytes as base64."""
    return b64encode(content).decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes of base64 in its canonical form. Raises BadNote for any other."""
    try:
        content = b64decode(text, validate=True)
    except (Error, ValueError) as wrong:
        raise BadNote(f"This is not base64: {text[:80]!r}.") from wrong
    if encoded(content) != text:
        raise BadNote(f"This is not base64 in its canonical form: {text[:80]!r}.")
    return content


def key_id(name: str, *, algorithm: int, key: bytes) -> bytes:
    """The four bytes that tell one key of a name from another."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + key).digest()[:KEY_ID_BYTES]


def checked_name(name: str) -> str:
    """A key's name. Raises BadNote for one that is empty or holds a space, a plus or a control character."""
    if not _NAME.fullmatch(name) or _CONTROL.search(name):
        raise BadNote(f"A key cannot be named {name!r}: it must not be empty or hold a space or a plus.")
    return name


@dataclass(frozen=True)
class Signature:
    """One signature under a note: whose, by which of its keys, and the bytes."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """The signature as its line in a note, without the newline."""
        return f"— {self.name} {encoded(self.key_id + self.content)}"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """The signature of a line. Raises BadNote."""
        match line.split(" "):
            case ["—", name, text] if len(content := decoded(text)) > KEY_ID_BYTES:
                return cls(checked_name(name), content[:KEY_ID_BYTES], content[KEY_ID_BYTES:])
        raise BadNote(f"This is not the line of a signature: {line[:80]!r}.")


def is_signed(message: bytes, *, content: bytes, key: bytes) -> bool:
    """Whether a key has signed a message (Ed25519)."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(content, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Verifier(ABC):
    """A public key with its name, which tells a right signature of its kind from a wrong one."""

    algorithm: ClassVar[int]
    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        """The number of this key under its name."""
        return key_id(self.name, algorithm=self.algorithm, key=self.key)

    @property
    def line(self) -> str:
        """The key as one line to hand out: `name+id+key`."""
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.algorithm]) + self.key)}"

    @classmethod
    def parse(cls, line: str) -> Self:
        """The key of such a line. Raises BadNote, also for another algorithm."""
        name, _, rest = line.partition("+")
        identity, _, text = rest.partition("+")
        content = decoded(text)
        if len(content) != 33 or content[0] != cls.algorithm:
            raise BadNote(f"This is not the line of an Ed25519 key of kind {cls.algorithm}: {line[:120]!r}.")
        found = cls(checked_name(name), content[1:])
        if identity != found.key_id.hex():
            raise BadNote(f"The key of {name} does not have the number that it says: {line[:120]!r}.")
        return found

    @abstractmethod
    def verifies(self, text: str, *, content: bytes) -> bool:
        """Whether this key has signed the text."""


class Ed25519Verifier(Verifier):
    """A log's public key."""

    algorithm = ED25519

    def verifies(self, text: str, *, content: bytes) -> bool:
        """Whether this key has signed the text."""
        return is_signed(text.encode(), content=content, key=self.key)


class Signer:
    """A private key with its name. Its seed (32 bytes) is the secret; whoever has it can sign as this log."""

    def __init__(self, name: str, *, seed: bytes) -> None:
        """Take a seed of 32 random bytes, kept by the caller."""
        self.name = checked_name(name)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def verifier(self) -> Ed25519Verifier:
        """The public half."""
        return Ed25519Verifier(self.name, self.public_key)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, text: str) -> Signature:
        """The signature under a text, which ends with a newline."""
        return Signature(self.name, self.verifier.key_id, self.sign_bytes(text.encode()))

    def sign_bytes(self, message: bytes) -> bytes:
        """The bare signature of a message."""
        return self._key.sign(message)


@dataclass(frozen=True)
class SignedNote:
    """A note as it was read: its text and signatures, those of unknown keys too until `read` has looked."""

    text: str
    signatures: tuple[Signature, ...]


def write(text: str, signatures: Iterable[Signature]) -> str:
    """The whole note. Raises BadNote for a text that would not come back as it is."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise BadNote("The text of a note ends with a newline and holds no other control character.")
    return text + "\n" + "".join(f"{one.line}\n" for one in signatures)


def parse(content: str | bytes) -> SignedNote:
    """Take a note apart without looking at who signed it. Raises BadNote."""
    text = utf8(content)
    head, found, tail = text.rpartition("\n\n")
    if not found or not tail.endswith("\n"):
        raise BadNote("A note has a text, an empty line, and a line for each signature; this has not.")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote(
            f"A note with more than {MOST_SIGNATURES} signatures is not read; this has {len(lines)}."
        )
    return SignedNote(text=head + "\n", signatures=tuple(Signature.parse(line) for line in lines))


def read(content: str | bytes, *, verifiers: Sequence[Verifier]) -> SignedNote:
    """The note with the signatures that were verified, each once. Raises BadNote if one is wrong or none is known."""
    note, known = parse(content), {(one.name, one.key_id): one for one in verifiers}
    good: dict[tuple[str, bytes], Signature] = {}
    for signature in note.signatures:
        key = (signature.name, signature.key_id)
        if key not in known or key in good:
            continue
        if not known[key].verifies(note.text, content=signature.content):
            raise BadNote(f"The signature of {signature.name} under this note is wrong.")
        good[key] = signature
    if not good:
        named = ", ".join(sorted({one.name for one in verifiers})) or "nobody"
        raise BadNote(f"This note is not signed by a known key; known is {named}.")
    return SignedNote(text=note.text, signatures=tuple(good.values()))


def utf8(content: str | bytes) -> str:
    """The text of a note or proof. Raises BadNote for what is not UTF-8 or holds a control character."""
    try:
        text = content.decode() if isinstance(content, bytes) else content
        text.encode()
    except UnicodeError as wrong:
        raise BadNote("A note is UTF-8; this is not.") from wrong
    if _CONTROL.search(text):
        raise BadNote("A note holds no control character but the newline; this does.")
    return text
