"""Digests that a WARC gives of its records (WARC 1.1, 5.8 and 5.9), each held against the content while that is read.

What they are of is not always there: of a record that points to an earlier one, goes on in another or was shortened, the payload lies
elsewhere. Such a digest is not checked, nor is one of an algorithm that we do not know.
"""

from base64 import b32encode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import new

AGREES, DIFFERS, UNCHECKED, NONE = "agrees", "differs", "unchecked", "none"
KNOWN = {"md5", "sha1", "sha256", "sha384", "sha512"}
BARE = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
BLOCK, PAYLOAD = "warc-block-digest", "warc-payload-digest"
ELSEWHERE = {"warc-segment-number", "warc-truncated"}
NAMED, NAME_LENGTH = 10, 200


class GivenDigest:
    """One digest as it is given, and the hash of what it is of, as far as that was read."""

    def __init__(self, said: str) -> None:
        name, colon, value = said.strip().removeprefix("urn:").partition(":")
        if not colon:  # a bare one is known by its length
            name, value = BARE.get(len(name), ""), name
        self.kind = name
        self._name, self._value = name.lower().replace("-", ""), value.strip().rstrip("=")
        self.is_given = bool(said.strip())
        self._hash = new(self._name, usedforsecurity=False) if self._name in KNOWN else None

    def update(self, piece: bytes) -> None:
        """Read some more of what it is of."""
        if self._hash:
            self._hash.update(piece)

    def state(self) -> str:
        """Whether it is that of what was read."""
        return self._against(self._hash.digest() if self._hash else b"")

    def state_of(self, content: bytes) -> str:
        """Whether it is that of something else."""
        return self._against(new(self._name, content, usedforsecurity=False).digest() if self._hash else b"")

    def _against(self, digest: bytes) -> str:
        if not self.is_given:
            return NONE
        in_letters = (
            digest.hex(),
            b32encode(digest).decode().rstrip("="),
            b64encode(digest).decode().rstrip("="),
        )
        if not digest:
            return UNCHECKED
        said = (self._value.lower(), self._value.upper(), self._value.replace("-", "+").replace("_", "/"))
        return AGREES if any(map(str.__eq__, in_letters, said)) else DIFFERS


class RecordCheck:
    """The digests of one record: of its block, and of its payload where that is here."""

    def __init__(self, own: Mapping[str, str], *, kind: str) -> None:
        self._points_elsewhere = kind == "revisit"
        has_payload = kind not in {"revisit", "continuation"} and not ELSEWHERE & own.keys()
        self._block = GivenDigest(own.get(BLOCK, ""))
        self._payload = GivenDigest(own.get(PAYLOAD, "") if has_payload else "")

    def begin(self, block: bytes, *, payload_from: int) -> None:
        """Read the start of the block, in which the payload begins."""
        self._block.update(block)
        if self._payload.is_given:
            self._payload.update(block[payload_from:])

    def go_on(self, piece: bytes) -> None:
        """Read what follows."""
        self._block.update(piece)
        self._payload.update(piece)

    def state(self, others: Iterable[bytes], *, is_all: bool) -> str:
        """Whether they are those of the content; programs take the payload in other ways too, which can be tried if all of it is at hand."""
        block, payload = self._block.state(), self._payload.state()
        if payload == DIFFERS and any(self._payload.state_of(one) == AGREES for one in others):
            payload = AGREES
        if payload == DIFFERS and not is_all:
            payload = UNCHECKED
        if block == DIFFERS and self._points_elsewhere:
            block = UNCHECKED
        return next((one for one in (DIFFERS, AGREES, UNCHECKED) if one in {block, payload}), NONE)


@dataclass(frozen=True)
class RecordDigests:
    """Digests of all records of a file, summed up: how many records in each state, and the addresses of the first that differ."""

    agree: int = 0
    differ: int = 0
    unchecked: int = 0
    without: int = 0
    differing: tuple[str, ...] = ()

    def and_of(self, state: str, address: str) -> "RecordDigests":
        """With one more record."""
        if state == DIFFERS:
            named = (address[:NAME_LENGTH],) if len(self.differing) < NAMED else ()
            return replace(self, differ=self.differ + 1, differing=self.differing + named)
        if state == AGREES:
            return replace(self, agree=self.agree + 1)
        if state == UNCHECKED:
            return replace(self, unchecked=self.unchecked + 1)
        return replace(self, without=self.without + 1)
