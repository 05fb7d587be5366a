"""Memory and processes that a browser takes, watched from outside: a page that takes too much is ended, and the reason is told.

This works on each machine. Behind it stand a control group of the cell's own where one can be made (`group`), the limits of the
worker's unit where systemd runs it, and the cell's own limit of processes.
"""

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.25  # seconds
STATUS = re.compile(r"^(PPid|RssAnon|Threads):\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Share:
    """Bytes of memory of its own, and threads, of one process; or the most that a whole tree may have."""

    memory: int
    threads: int


@dataclass
class Tree:
    """A process and all that it and its children start. A process that was none of it once is never looked at again."""

    first: int
    _others: set[int] = field(default_factory=set)
    _members: set[int] = field(default_factory=set)

    def taken(self) -> dict[int, Share]:
        """Bytes of memory and threads that each process takes, by its number."""
        there = {int(one.name) for one in Path("/proc").iterdir() if one.name.isdecimal()}
        self._members = (self._members & there) | {self.first}
        self._others &= there
        told = {one: _status_of(one) for one in there - self._others}
        size = 0
        while len(self._members) > size:  # some may have started others meanwhile
            size = len(self._members)
            self._members |= {one for one, status in told.items() if status.get("PPid") in self._members}
        self._others |= told.keys() - self._members
        return {one: _share(told.get(one, {})) for one in self._members}


def _status_of(process: int) -> dict[str, int]:
    """Return what the kernel says of a process, nothing if it has ended."""
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text()
        return {name: int(value) for name, value in STATUS.findall(status)}
    return {}


def _share(status: dict[str, int]) -> Share:
    return Share(status.get("RssAnon", 0) * 1024, status.get("Threads", 0))


async def watch(first: int, *, most: Share, over: Callable[[str], None]) -> None:
    """Say of what a tree takes more than it may, and end the process that takes the most of it."""
    tree = Tree(first)
    while True:
        taken = await asyncio.to_thread(tree.taken)
        if sum(one.memory for one in taken.values()) > most.memory:
            over("memory")
            _end(max(taken, key=lambda one: taken[one].memory))
        elif sum(one.threads for one in taken.values()) > most.threads:
            over("processes")
            _end(max(taken, key=lambda one: taken[one].threads))
        await asyncio.sleep(EVERY)


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it may have ended; the deadline ends all
        os.kill(process, signal.SIGKILL)
