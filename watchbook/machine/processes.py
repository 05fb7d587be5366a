"""What `watchbook serve` keeps running: PostgreSQL, then each program of a table; and its end, in order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from watchbook.machine import guard, postgres
from watchbook.machine.failure import Failure
from watchbook.machine.locking import open_lock, try_exclusive
from watchbook.machine.places import Places
from watchbook.machine.progress import Say, say

STANDARD_ERROR = 2
LOOK_EVERY = 0.1  # seconds
DATABASE_EVERY = 5.0
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0  # a program that ran this long starts again at once
GRACE = 5.0  # for the guard, beyond what it gives its program


@dataclass(frozen=True)
class Program:
    """A program to run: to its end as a step, or for as long as `serve` lasts."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_within: float = 20.0
    port: int | None = None  # where it answers on this machine


def serve(
    places: Places, *, steps: Sequence[Program], programs: Sequence[Program], embedded: bool, say: Say = say
) -> int:
    """Run the steps once and keep the programs running, until asked to stop by SIGTERM or an interrupt."""
    database = postgres.running(places, say=say) if embedded else nullcontext()
    with only_one(places), _stop_signals() as wish, database:
        for step in steps:
            run_steps(step, say=say)
        _check_ports(programs)
        wish.is_starting = False
        keepers = [_Keeper(program=program, say=say) for program in programs]
        try:
            _watch(keepers, wish=wish, places=places if embedded else None, say=say)
        finally:
            for keeper in keepers:
                keeper.stop()
    say("Stopped.")
    return 0


def become(program: Program) -> int:
    """Turn this process into the program: alone in the foreground, under somebody else's supervisor."""
    environment = {**os.environ, **program.environment}
    os.execvpe(program.command[0], list(program.command), environment)  # noqa: S606 - that is its purpose


def run_steps(*steps: Program, say: Say = say) -> None:
    """Run steps side by side, each to its end; their output goes to standard error, and the failure of one is ours."""
    with ExitStack() as running:
        begun = [(step, running.enter_context(_begun(step, say=say))) for step in steps]
    for step, done in begun:
        if done.returncode:
            raise Failure(
                f"{step.name}: failed with exit code {done.returncode}.",
                why="Its own words stand above.",
                next_step="Mend what it names and give the same command again.",
            )


@contextmanager
def _begun(step: Program, *, say: Say) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a step and wait for its end; it does not outlive us, whether we are interrupted or killed."""
    say(f"{step.name}.")
    with _guarded(step) as done:
        try:
            yield done
            done.wait()
        finally:
            if done.poll() is None:
                _kill_group(done.pid)
                done.wait()  # an interrupted Popen does not


@contextmanager
def only_one(places: Places) -> Iterator[None]:
    """Hold the home for one `serve`, `restore` or the like; refuse with a sentence that names the holder."""
    with open_lock(places.lock) as lock:
        if not try_exclusive(lock):
            lock.seek(0)
            raise Failure(
                f"Watchbook is already running in {places.home}.",
                why=f"It is held by {lock.read().strip() or 'a process that is just starting'}.",
                next_step="Stop that one first, or name another home in WATCHBOOK_HOME.",
            )
        lock.truncate(0)
        lock.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
        lock.flush()
        yield


@dataclass
class _Wish:
    """Whether somebody asked us to stop."""

    is_starting: bool = True
    to_stop: bool = False

    def take(self, _number: int, _frame: FrameType | None) -> None:
        """The signal's handler; a start that may take minutes is broken off, but only once."""
        first, self.to_stop = not self.to_stop, True
        if first and self.is_starting:
            raise SystemExit(0)


@contextmanager
def _stop_signals() -> Iterator[_Wish]:
    wish = _Wish()
    before = {number: signal.signal(number, wish.take) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield wish
    finally:
        wish.to_stop = True
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(keepers: Sequence["_Keeper"], *, wish: _Wish, places: Places | None, say: Say) -> None:
    """Look after the programs, and the database where it is ours, until asked to stop."""
    looked = time.monotonic()
    while not wish.to_stop:
        for keeper in keepers:
            keeper.look()
        if places and time.monotonic() - looked > DATABASE_EVERY:
            postgres.ensure(places, say=say)
            looked = time.monotonic()
        time.sleep(LOOK_EVERY)


@dataclass
class _Keeper:
    """One program under its guard: started, started again with growing pauses, stopped."""

    program: Program
    say: Say
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0
    not_before: float = 0.0
    has_answered: bool = False

    def look(self) -> None:
        """Start it if it is time, notice its end, and tell once when it answers."""
        if self.process is None:
            if time.monotonic() >= self.not_before:
                self._start()
        elif (code := self.process.poll()) is not None:
            _kill_group(self.process.pid)
            self._note_end(code)
        elif self.program.port and not self.has_answered and answers(self.program.port):
            self.has_answered = True
            self.say(f"{self.program.name}: answers at http://127.0.0.1:{self.program.port}/")

    def stop(self) -> None:
        """Ask it to stop; the guard kills it when its time is over, and we the guard."""
        if self.process is None:
            return
        self.say(f"Stopping {self.program.name}.")
        self.process.terminate()
        try:
            self.process.wait(self.program.stop_within + GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        _kill_group(self.process.pid)
        self.process = None

    def _start(self) -> None:
        self.say(f"Starting {self.program.name}.")
        self.process = _guarded(self.program)
        self.started = time.monotonic()
        self.has_answered = False

    def _note_end(self, code: int) -> None:
        self.process = None
        if time.monotonic() - self.started > STEADY_AFTER:
            self.wait = 0.0
        self.wait = min(max(self.wait * 2, FIRST_WAIT), LONGEST_WAIT)
        self.not_before = time.monotonic() + self.wait
        self.say(f"{self.program.name} ended with exit code {code}; it starts again in {self.wait:.0f} s.")


def _guarded(program: Program) -> subprocess.Popen[bytes]:
    """Start a program under its guard, in a process group of their own."""
    launcher = [sys.executable, "-I", str(Path(guard.__file__).resolve())]
    own = [str(os.getpid()), str(program.stop_within)]
    return subprocess.Popen(
        [*launcher, *own, *program.command],
        env={**os.environ, **program.environment},
        stdin=subprocess.DEVNULL,
        stdout=STANDARD_ERROR,
        process_group=0,
    )


def _kill_group(group: int) -> None:
    """Whatever a program left behind; without it, nothing."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def answers(port: int) -> bool:
    """Whether something listens at a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


def _check_ports(programs: Sequence[Program]) -> None:
    for program in programs:
        if program.port and answers(program.port):
            raise Failure(
                f"{program.name} cannot be started: port {program.port} is taken.",
                why="Another program on this machine already answers there.",
                next_step="Stop it, or name another port in WATCHBOOK_PORT.",
            )
