"""A `serve` in a process of its own, with programs that note who they are."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent

# A program with a child of its own, as a web server has; both note their numbers. `-S`: without coverage's start, since
# they are killed at any moment, and what is killed while it saves its data leaves a file that nobody can read.
PROGRAM = """
import os, signal, subprocess, sys, time
from pathlib import Path
folder, name, stubborn = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if stubborn == 'stubborn':
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
inner = subprocess.Popen([sys.executable, '-S', '-c', 'import signal, time; signal.signal(15, 1); time.sleep(300)'])
(folder / f'{name}.new').write_text(f'{os.getpid()} {inner.pid}')
(folder / f'{name}.new').rename(folder / f'{name}.pids')
def end(*_):
    with (folder / 'order').open('a') as order:
        order.write(name + ' ')
    os._exit(0)
if stubborn != 'stubborn':
    signal.signal(signal.SIGTERM, end)
time.sleep(300)
"""

SERVE = """
import sys
from pathlib import Path
from watchbook.machine import processes
from watchbook.machine.failure import Failure
from watchbook.machine.places import places
from watchbook.machine.processes import Program
folder, embedded, stubborn = Path(sys.argv[1]), sys.argv[2] == 'embedded', sys.argv[3]
processes.DATABASE_EVERY = processes.FIRST_WAIT = 0.2
def program(name):
    command = [sys.executable, '-S', str(folder / 'program.py'), str(folder), name, stubborn]
    return Program(name=name, command=command, stop_within=0.5)
step = Program(name='Doing the step', command=[sys.executable, '-c', f'open({str(folder / "step")!r}, "a").write("x")'])
try:
    sys.exit(processes.serve(places(folder), steps=[step], programs=[program('web'), program('worker')],
                             embedded=embedded))
except Failure as failure:
    print(failure, file=sys.stderr)
    sys.exit(1)
"""


def until(claim):
    """Wait for a claim to be true."""
    end = time.monotonic() + PATIENCE
    while not (found := claim()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return found


class Serving:
    """A `serve` in a process of its own."""

    def __init__(self, folder, *, embedded="other", stubborn="willing"):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        (folder / "program.py").write_text(PROGRAM)
        for old in folder.glob("*.pids"):
            old.unlink()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(folder), embedded, stubborn],
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def pids(self, name):
        """The numbers of a program and its child, once they run."""
        file = self.folder / f"{name}.pids"
        until(lambda: file.exists() or self.process.poll() is not None)
        return [int(word) for word in file.read_text().split()]

    def all_pids(self):
        return [*self.pids("web"), *self.pids("worker")]

    def end(self, number=signal.SIGTERM):
        """Send a signal and give the exit code and what was said."""
        self.process.send_signal(number)
        _out, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said
