"""What sealing content costs beside the bare SHA-256 of the same bytes, in turn in one run; the ratio of the rates.

In memory, so that no disk is measured: 64 MiB from memory, the sealed bytes nowhere. Encryption with the hash of the content,
and reading with a hash, in processor time, both on one thread. `seal` hashes what is sealed as well, on a second thread:
by the clock, so on a quiet machine. Prints JSON.
"""

import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from cryptography.cobblestone import Cobblestone256Encryptor
from django.conf import settings

from watchbook.keys.keyring import the_keyring
from watchbook.keys.sealed_content import BLOCK_BYTES, opened, seal

BYTES = 64 * 1024 * 1024
ROUNDS = 11


class Nowhere(io.RawIOBase):
    """Takes what is written and forgets it."""

    def write(self, content):
        """As many bytes as came."""
        return len(content)


def the_floor(content: bytes) -> None:
    """SHA-256 alone, block by block from memory."""
    hashed, source = sha256(), io.BytesIO(content)
    while block := source.read(BLOCK_BYTES):
        hashed.update(block)
    hashed.hexdigest()


def one_hash_one_thread(content: bytes) -> None:
    """Encryption and the hash of the content, nothing beside."""
    hashed, source = sha256(), io.BytesIO(content)
    encryptor = Cobblestone256Encryptor(bytes(32), b"")
    while block := source.read(BLOCK_BYTES):
        hashed.update(block)
        encryptor.update(block)
    encryptor.finalize()


def measured() -> dict[str, float]:
    """Median ratios of our rate to the floor's, with what the floor was in MB/s by the clock."""
    content, item, kept = os.urandom(BYTES), uuid4(), io.BytesIO()
    seal(io.BytesIO(content), kept, item=item, kind="speed")
    sealed = kept.getvalue()

    def read() -> None:
        hashed = sha256()
        with opened(io.BytesIO(sealed), item=item, kind="speed") as source:
            while block := source.read(BLOCK_BYTES):
                hashed.update(block)

    def sealing() -> None:
        seal(io.BytesIO(content), Nowhere(), item=item, kind="speed")

    ways = {
        "seal": (sealing, time.perf_counter),
        "one_hash_one_thread": (lambda: one_hash_one_thread(content), time.thread_time),
        "read": (read, time.thread_time),
    }
    ratios: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (way, clock) in ways.items():
            floor = seconds(lambda: the_floor(content), clock=clock)
            ratios[name].append(floor / seconds(way, clock=clock))
    floors = [seconds(lambda: the_floor(content), clock=time.perf_counter) for _ in range(ROUNDS)]
    return {name: statistics.median(found) for name, found in ratios.items()} | {
        "seal_least": min(ratios["seal"]),
        "seal_most": max(ratios["seal"]),
        "floor": BYTES / statistics.median(floors) / 1e6,
        "bytes": BYTES,
    }


def seconds(act: Callable[[], object], *, clock: Callable[[], float]) -> float:
    """How long it took by a clock."""
    began = clock()
    act()
    return clock() - began


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        settings.KEY_FOLDERS, settings.OPENBAO = (Path(folder) / "first", Path(folder) / "second"), {}
        the_keyring().begin()
        print(json.dumps(measured()))
