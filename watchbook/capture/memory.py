"""Memory and processes that a browser takes, watched from outside: a page that takes too much is ended, and the reason is told.

A limit by cgroup needs one that was delegated to us, which few machines have; this works on each. Where systemd runs the
worker, the limits of its unit stand behind it, and behind both the cell's own limit of processes.
"""

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds
STATUS = re.compile(r"^(PPid|RssAnon|Threads):\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Share:
    """Bytes of memory of its own, and threads, of one process; or the most that a whole tree may have."""

    memory: int
    threads: int


def taken_by(first: int) -> dict[int, Share]:
    """Bytes of memory and threads that each process of a tree takes, by its number."""
    parents: dict[int, int] = {}
    taken: dict[int, Share] = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            found = {name: int(value) for name, value in STATUS.findall(path.read_text())}
            number = int(path.parent.name)
            parents[number] = found.get("PPid", 0)
            taken[number] = Share(found.get("RssAnon", 0) * 1024, found.get("Threads", 0))
    tree, size = {first}, 0
    while len(tree) > size:
        size = len(tree)
        tree |= {one for one, parent in parents.items() if parent in tree}
    return {one: taken.get(one, Share(0, 0)) for one in tree}


async def watch(first: int, *, most: Share, over: Callable[[str], None]) -> None:
    """Say of what a tree takes more than it may, and end the process that takes the most of it."""
    while True:
        taken = await asyncio.to_thread(taken_by, first)
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
