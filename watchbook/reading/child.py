"""A reader in a process of its own, since a small file can be made that takes hours, or all memory, to read.

    found = child.ask("watchbook.reading.text.formats:text_of", data, "docx")

The reader is a function named by module and name. It takes the file, to be read at any place, and the words given with it;
what it returns goes back as JSON. The child has neither our environment nor a network address, database or key of ours.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from threading import BoundedSemaphore
from typing import Any, BinaryIO

MEGABYTE = 1024 * 1024
# `-I` keeps the caller's folder and environment from choosing what is imported.
PROGRAM = (sys.executable, "-I", "-m", "watchbook.reading.child")
AT_ONCE = 2  # children of one process; others wait for their turn
TURN_WITHIN = 20.0  # seconds; whoever waits longer is told to come again
WAITING = 8  # so that no crowd of files takes every thread that answers pages
NICE = 5  # pages come first; at 15 a busy machine leaves a child so little that it runs out of time
COSTLY = 3  # how a child ends that had no more memory; the system ends it by a signal where it goes beyond another limit


@dataclass(frozen=True)
class ReadingLimits:
    """Limits of one file: seconds of the processor and by the clock, and bytes of memory and of what is written."""

    processor: int = 10
    wall: float = 40  # more than the processor's, for a machine that is busy
    memory: int = 512 * MEGABYTE
    written: int = 64 * MEGABYTE


class ReadingFault(StrEnum):
    """A reason why a reader gave no answer."""

    COSTLY = "costly"
    BROKEN = "broken"
    BUSY = "busy"


class Unreadable(Exception):
    """A file that its reader did not read to the end: it took too much, or broke it; or too many are being read."""

    def __init__(self, why: ReadingFault) -> None:
        super().__init__(why)
        self.why = why


_room, _turn = BoundedSemaphore(AT_ONCE + WAITING), BoundedSemaphore(AT_ONCE)


def ask(reader: str, file: bytes | BinaryIO, *words: str | int, limits: ReadingLimits | None = None) -> Any:
    """Return what a reader finds in a file, given as bytes or open. Raises Unreadable."""
    limits = limits or ReadingLimits()
    with _a_turn(), _as_file(file) as source, _as_file(b"") as answer:
        asked = [reader, json.dumps([limits.processor, limits.memory, limits.written]), json.dumps(words)]
        try:
            done = subprocess.run(
                [*PROGRAM, *asked], stdin=source, stdout=answer, stderr=subprocess.DEVNULL, env={},
                timeout=limits.wall, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unreadable(ReadingFault.COSTLY) from None
        if done.returncode:
            raise Unreadable(
                ReadingFault.COSTLY
                if done.returncode == COSTLY or done.returncode < 0
                else ReadingFault.BROKEN
            )
        answer.seek(0)
        return json.load(answer)


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _room.acquire(blocking=False):
        raise Unreadable(ReadingFault.BUSY)
    try:
        if not _turn.acquire(timeout=TURN_WITHIN):
            raise Unreadable(ReadingFault.BUSY)
        try:
            yield
        finally:
            _turn.release()
    finally:
        _room.release()


@contextmanager
def _as_file(content: bytes | BinaryIO) -> Iterator[BinaryIO]:
    """An open file as it is, from its start; bytes in a file that lies in memory alone."""
    if not isinstance(content, bytes):
        content.seek(0)
        yield content
        return
    with os.fdopen(os.memfd_create("read"), "w+b") as file:
        file.write(content)
        file.flush()
        file.seek(0)
        yield file


def main(asked: Sequence[str]) -> int:
    """Read within the limits; the system ends a process that goes beyond them."""
    processor, memory, written = json.loads(asked[1])
    os.nice(NICE)
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
    ):
        resource.setrlimit(kind, (limit, limit))
    module, _, name = asked[0].partition(":")
    reader = getattr(import_module(module), name)
    try:
        with open(0, "rb", closefd=False) as file:
            json.dump(reader(file, *json.loads(asked[2])), sys.stdout)
    except MemoryError:
        return COSTLY
    return 0  # what else a file brings a library to raise ends the child, and nobody reads what it says


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
