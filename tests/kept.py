"""The tests' database server, kept between runs: joined by whoever asks for a database first, made where it is missing.

Several runs of a checkout may use it at once. What was not stopped in order is thrown away and made again.
"""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests import keeper
from tests.run import HOME
from watchbook.machine import cluster, postgres
from watchbook.machine.connection import PACKAGE
from watchbook.machine.failure import Failure
from watchbook.machine.locking import exclusive, open_lock, share, try_exclusive
from watchbook.machine.places import places
from watchbook.machine.roles import embedded_admin, prepare_roles

CHECKOUT = PACKAGE.parent
MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes
A_DAY = 24 * 60 * 60
BOOT = Path("/proc/sys/kernel/random/boot_id")
locks = ExitStack()  # of each server that this process uses, until it ends
atexit.register(locks.close)


def join(*, prefix, settings):
    """Where the server with these settings and roles lies, running for as long as this process lives."""
    here = place(settings)
    here.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    share(locks.enter_context(open_lock(keeper.users(here))))
    keeper.users(here).touch()
    with exclusive(here.home / "starting.lock"):
        if not _serves(here, prefix=prefix, settings=settings):
            _throw_away(here)
            assert _serves(here, prefix=prefix, settings=settings), cluster.log_tail(here)
    return here


def folder():
    """This user's own: in memory where there is room, since databases come and go by the thousand files, else in the checkout."""
    if named := os.environ.get("TESTS_CLUSTERS"):  # to measure a cold start
        return Path(named)
    for where in (MEMORY, CHECKOUT):
        own = where / f".watchbook-test-{os.geteuid()}"
        if os.access(where, os.W_OK) and shutil.disk_usage(where).free > ROOM:
            own.mkdir(mode=0o711, exist_ok=True)
            if own.lstat().st_uid == os.geteuid() and not own.is_symlink():
                return own
    return HOME


def place(settings):
    """Another one for each checkout and version of PostgreSQL, and after a crash of the machine, which may have damaged it."""
    version = cluster.major_version(cluster.program_folder())
    facts = (CHECKOUT, version, BOOT.read_text() if BOOT.exists() else "", settings)
    return places(folder() / hashlib.sha256(repr(facts).encode()).hexdigest()[:12])


def _serves(here, *, prefix, settings):
    """Have it running, kept, and with its roles; False where it is damaged."""
    if not _runs(here) and not _start(here, settings):
        return False
    try:
        prepare_roles(embedded_admin(here), prefix=prefix, places=here)
    except (psycopg.Error, Failure):
        return False
    return True


def _runs(here):
    """Whether it runs and somebody will stop it."""
    with open_lock(keeper.keepers(here)) as keepers:
        return postgres.is_running(here) and not try_exclusive(keepers)


def _start(here, settings):
    """Have a keeper start it; False where it does not start."""
    if keeper.mark(here).exists() and not postgres.is_running(here):
        _throw_away(here)
    if not cluster.is_made(here):
        _drop_others(here)
        cluster.make(here, say=keeper.nothing)
        with (here.postgres / "postgresql.conf").open("a") as conf:
            conf.write(settings)
    with (here.home / "keeper.log").open("w") as log:
        started = subprocess.run(
            [sys.executable, "-m", keeper.__name__, here.home],
            cwd=CHECKOUT,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )
    return started.returncode == 0


def _throw_away(here):
    """All but the locks, which others may hold."""
    postgres.stop(here, say=keeper.nothing)
    for path in here.home.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix != ".lock":
            path.unlink()


def _drop_others(here):
    """Remove what other checkouts, versions and starts of the machine left, where nobody used it for a day."""
    for other in map(places, here.home.parent.iterdir()):
        with open_lock(keeper.users(other)) as users:
            is_old = time.time() - keeper.users(other).stat().st_mtime > A_DAY
            if is_old and try_exclusive(users) and not postgres.is_running(other):
                shutil.rmtree(other.home, ignore_errors=True)
