"""A demonstration under eight writers, whose sealers, PostgreSQL and web server are killed one after the other.

No supervisor stands between: what was killed is started again at once, so that many kills meet many moments.
"""

import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from typing import NamedTuple

import psycopg

from tests.commands import environment
from tests.machine.test_kill import (
    CO_ORDINATOR,
    LETTER,
    PAGES,
    Home,
    assert_every_checkpoint_is_true,
    until_all_is_sealed,
)
from tests.patience import PATIENCE
from tests.visitor import Visitor
from watchbook.config.settings import DEMONSTRATION_PASSWORD
from watchbook.machine import postgres, programs
from watchbook.machine.failure import Failure
from watchbook.machine.processes import answers

RECORDED = "SELECT reference FROM governance_letterreceived"
LOST = """
    SELECT count(*) FROM audit_log_event e WHERE NOT EXISTS (SELECT FROM audit_log_leaf l WHERE l.event_id = e.id)
"""
TWICE = "SELECT count(*) - count(DISTINCT event_id) FROM audit_log_leaf"
EXTRA = """
    SELECT count(*) FROM audit_log_leaf l WHERE NOT EXISTS (SELECT FROM audit_log_event e WHERE e.id = l.event_id)
"""


class EndState(NamedTuple):
    """What was there at the end."""

    events: int
    acknowledged: int
    lost: int
    twice: int
    checkpoints: int


class Killing:
    """The demonstration, its writers and its killer."""

    def __init__(self, folder, *, writers):
        self.home, self.writers = Home(folder), writers
        self.random = random.Random(1)
        self.acknowledged, self.is_over, self.threads = set(), threading.Event(), []
        self.programs = {}

    def __enter__(self):
        self.home.run("setup")
        postgres.start(self.home.places, say=lambda line: None)
        self._start("web", programs.web(port=self.home.port))
        for name in ("sealer", "sealer2"):
            self._start(name, programs.sealer())
        self.home.run("demo")
        while not answers(self.home.port):
            time.sleep(0.05)
        self.threads = [threading.Thread(target=self._write, args=(one,)) for one in range(self.writers)]
        for thread in self.threads:
            thread.start()
        while len(self.acknowledged) < self.writers:
            time.sleep(0.05)
        return self

    def __exit__(self, *_error):
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        for _program, process in self.programs.values():
            process.terminate()
            process.wait(PATIENCE)
        postgres.stop(self.home.places, say=lambda line: None)

    def kill(self, kind):
        """Kill -9 one of them after a moment of work, and start it again; wait until a writer was heard."""
        before = len(self.acknowledged)
        time.sleep(self.random.uniform(0, 0.4))
        if kind == "postgres":
            os.kill(self._postgres(), signal.SIGKILL)
            time.sleep(0.1)
            self._postgres()
        else:
            name = self.random.choice(["sealer", "sealer2"]) if kind == "sealer" else kind
            program, process = self.programs[name]
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self._start(name, program)
        deadline = time.monotonic() + PATIENCE
        while len(self.acknowledged) == before and time.monotonic() < deadline:
            time.sleep(0.01)

    def finish(self):
        """Let the writers end and everything be sealed; what was lost, doubled or false."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        until_all_is_sealed(self.home)
        recorded = {reference for (reference,) in self.home.asked(RECORDED)}
        ((events,),) = self.home.asked("SELECT count(*) FROM audit_log_event")
        ((lost,),), ((twice,),), ((extra,),) = (self.home.asked(query) for query in (LOST, TWICE, EXTRA))
        return EndState(
            events=events,
            acknowledged=len(self.acknowledged),
            lost=lost + len(self.acknowledged - recorded),
            twice=twice + extra,
            checkpoints=assert_every_checkpoint_is_true(self.home),
        )

    def _postgres(self):
        """PostgreSQL's number once it answers; a killed one's children may hold its socket for a moment."""
        while True:
            with suppress(psycopg.Error, Failure):
                postgres.start(self.home.places, say=lambda line: None)
                self.home.asked("SELECT 1")
                if number := postgres.server_process(self.home.places):
                    return number
            time.sleep(0.1)

    def _start(self, name, program):
        with self.home.log.open("ab") as log:
            process = subprocess.Popen(
                program.command, env=environment({**program.environment, **self.home.variables}),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.programs[name] = program, process

    def _write(self, number):
        """One writer: letters, one after the other, and again from the beginning where nobody answers."""
        visitor = None
        while not self.is_over.is_set():
            with suppress(OSError, HTTPException, AssertionError, ValueError):
                visitor = visitor or Visitor(self.home.address).sign_in(CO_ORDINATOR, DEMONSTRATION_PASSWORD)
                while not self.is_over.is_set():
                    (form,) = visitor.forms(PAGES["governance"])  # a form pressed again is the same act
                    place = visitor.send(form, LETTER, {}).location.strip("/").split("/")
                    if place[:2] != ["governance", "letters"]:
                        break
                    self.acknowledged.add(place[2])
            time.sleep(0.05)
