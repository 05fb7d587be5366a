"""Memory that a browser's processes take, watched from outside: a page that takes too much is ended, and the reason is told.

A limit by cgroup needs one that was delegated to us, which few machines have; this works on each.
"""

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

EVERY = 0.25  # seconds
STATUS = re.compile(r"^PPid:\s*(\d+)|^RssAnon:\s*(\d+) kB", re.MULTILINE)


def taken_by(first: int) -> dict[int, int]:
    """Bytes of its own memory that each process of a tree takes, by its number."""
    parents: dict[int, int] = {}
    taken: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            found = STATUS.findall(path.read_text())
            number = int(path.parent.name)
            parents[number] = next((int(parent) for parent, _ in found if parent), 0)
            taken[number] = next((int(size) * 1024 for _, size in found if size), 0)
    tree, size = {first}, 0
    while len(tree) > size:
        size = len(tree)
        tree |= {one for one, parent in parents.items() if parent in tree}
    return {one: taken.get(one, 0) for one in tree}


async def watch(first: int, *, most: int, over: Callable[[], None]) -> None:
    """Say when a tree takes more than it may, and end the process that takes the most of it."""
    while True:
        taken = await asyncio.to_thread(taken_by, first)
        if sum(taken.values()) > most:
            over()
            with contextlib.suppress(
                ProcessLookupError, PermissionError
            ):  # it may have ended; the deadline ends all
                os.kill(max(taken, key=lambda one: taken[one]), signal.SIGKILL)
        await asyncio.sleep(EVERY)
