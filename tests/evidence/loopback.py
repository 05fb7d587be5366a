"""A made-up shop on the loopback under a name like any other's, and the real worker's process with a real Chromium."""

import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests import server
from tests.capture import site as sites
from tests.commands import environment
from tests.patience import PATIENCE
from watchbook.audit_log import signing_key
from watchbook.machine import programs

HOST = "trainers-shop.example"
PAGE = """<!doctype html><meta charset="utf-8"><title>{canary}</title>
<h1>{canary}</h1><p>Trainers, five sizes. {canary}</p><img src="/pictures/0.png" alt="a shoe">
<div style="height: 60000px"></div><p>That is all.</p>"""


class Shop(NamedTuple):
    """Where it is, what its page says and nothing else does, and what a worker's list says of it."""

    address: str
    canary: str
    allowed: str


@contextmanager
def a_shop():
    """A page with a name that is made up anew each time."""
    canary = f"Zephyrine {secrets.token_hex(12)}"
    with sites.running(posts=10) as site:
        site.table["/offers"] = ("text/html; charset=utf-8", PAGE.format(canary=canary).encode())
        where = site.near.partition("://")[2]
        yield Shop(f"http://{HOST}/offers", canary, f"{HOST}:80={where}")


class Worker:
    """The worker's own process, over a database of the tests' server."""

    def __init__(self, database, *, shop, folder, memory):
        self.memory = memory
        key = folder / "audit-log.key"
        signing_key.make(key, origin="council.invalid/log")
        self.key = signing_key.read(key).verifier
        self.variables = {
            **server.variables(database),
            **programs.capture_worker().environment,
            "WATCHBOOK_CAPTURE_ALLOW": shop.allowed,
            "WATCHBOOK_CAPTURE_FOLDER": str(memory),
            "WATCHBOOK_SIGNING_KEY": str(key),
        }
        self.log = folder / "worker.log"

    def run(self, *words, module="watchbook.machine.capture_worker"):
        """To its end: `--once` settles, clears away and takes what waits. Its exit code."""
        with self.log.open("ab") as log:
            done = subprocess.run(
                [sys.executable, "-m", module, *words],
                env=environment(self.variables) | {"PYTHONPATH": str(Path.cwd())},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, timeout=PATIENCE,
            )  # fmt: skip
        return done.returncode

    def folders(self):
        """What lies in memory."""
        return list(self.memory.glob("*/*"))


@contextmanager
def a_worker(database, *, shop, folder):
    """With a memory disk of its own."""
    with TemporaryDirectory(prefix="watchbook-test-", dir="/dev/shm") as memory:
        yield Worker(database, shop=shop, folder=folder, memory=Path(memory))
