"""Keeps the tests' database server running for as long as anybody uses it: `python -m tests.keeper HOME`.

A test run holds a lock that vanishes with it, however it ends; the keeper waits for the lock alone and then stops the
server. It leaves a mark while the server runs: where nobody stopped it in order, its data is not to be trusted,
since nothing is written through to the disk.
"""

import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path

from watchbook.machine import postgres
from watchbook.machine.locking import open_lock, share
from watchbook.machine.places import Places, places


def users(here: Places) -> Path:
    """Held together by all who use the server, alone by the keeper who stops it."""
    return here.home / "users.lock"


def keepers(here: Places) -> Path:
    """Held by each keeper while it lives."""
    return here.home / "keepers.lock"


def mark(here: Places) -> Path:
    """There from before the server starts until it was stopped in order."""
    return here.home / "running"


def nothing(_line: str) -> None:
    """What `serve` says to a person is of no use here."""


def keep(here: Places, *, say_ready: Callable[[], None]) -> None:
    """Start the server or find it running, say so, and stop it after its last user."""
    with open_lock(keepers(here)) as keeping, open_lock(users(here)) as using:
        share(keeping)
        mark(here).touch()
        postgres.start(here, say=nothing)
        say_ready()
        fcntl.flock(using, fcntl.LOCK_EX)
        if postgres.server_process(here) is not None:
            postgres.stop(here, say=nothing)
            mark(here).unlink()


def main(home: str) -> None:
    """End well as soon as the server runs, and leave a process behind that keeps it."""
    hear, say = os.pipe()
    if os.fork():
        os.close(say)
        sys.exit(not os.read(hear, 1))
    os.close(hear)
    keep(places(Path(home)), say_ready=lambda: os.close(say) if os.write(say, b".") else None)


if __name__ == "__main__":
    main(sys.argv[1])
