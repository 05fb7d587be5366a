"""Sealed bundles for tests: small captures with two authorities, one of which may be silent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.capture.authorities import Stamping, post_to
from watchbook.capture import seal
from watchbook.ledger.note import Signer

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
FILES = {
    "capture.wacz": b"PK a whole archive " * 300,
    "capture.json": b'{"status":"COMPLETE"}',
    "visuals/0000.png": b"\x89PNG a picture",
    "text.txt": "Fly-tipping at Mill Lane £50".encode(),
    "empty.txt": b"",
}


@dataclass
class Office:
    """Who seals: a key, two authorities and a folder."""

    folder: Path
    signer: Signer
    first: Stamping
    second: Stamping

    @property
    def authorities(self):
        return [self.first.authority, self.second.authority]

    @property
    def post(self):
        return post_to(self.first, self.second)

    def sealed(self, name="bundle.zip", *, files=FILES, **words):
        """A bundle on disk."""
        given = {"to": self.folder / name, "signer": self.signer, "about": {"id": "c-1", "status": "COMPLETE"}, "at": AT,
                 "authorities": self.authorities, "send": self.post}  # fmt: skip
        return seal.seal(files, **(given | words))


def office(folder):
    """A new one."""
    signer = Signer("harrowmere.example/captures", seed=bytes(range(32)))
    return Office(
        folder,
        signer,
        Stamping(folder / "a", name="one.tsa.example"),
        Stamping(folder / "b", name="two.tsa.example"),
    )
