"""Keeps the tests' database server running for as long as anybody uses it: `python -m tests.keeper HOME`.

A test run holds a lock that vanishes with it, however it ends; the keeper waits for the lock alone and then stops the
server. It leaves a mark while the server runs: where nobody stopped it in order, its data is not to be trusted,
since nothing is written through to the disk.
"""

import fcntl
import sys
from pathlib import Path

from watchbook.machine import postgres
from watchbook.machine.locking import open_lock, share
from watchbook.machine.places import Places, places

READY = "ready\n"


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


def keep(here: Places) -> None:
    """Start the server or find it running, say so, and stop it after its last user."""
    with open_lock(keepers(here)) as keeping, open_lock(users(here)) as using:
        share(keeping)
        mark(here).touch()
        postgres.start(here, say=nothing)
        sys.stdout.write(READY)
        sys.stdout.flush()
        fcntl.flock(using, fcntl.LOCK_EX)
        if postgres.server_process(here) is not None:
            postgres.stop(here, say=nothing)
            mark(here).unlink()


if __name__ == "__main__":
    keep(places(Path(sys.argv[1])))
