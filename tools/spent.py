"""Measure a command: its time, and the processor time of all that it started, an outliving database server too.

`python tools/spent.py COMMAND…` runs the command and prints both as a line of JSON. Whatever the command leaves behind
becomes this process's child (on Linux) and is waited for, so that nothing escapes the count.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = (
    60.0  # seconds, for what ends by itself after the command; what goes on serves others and is not counted
)


class Spent(NamedTuple):
    """The command's exit code, its seconds, and the processor's."""

    code: int
    seconds: float
    processor: float


def spent(command: Sequence[str | Path], *, cwd: Path, environment: Mapping[str, str], log: Path) -> Spent:
    """Run a command to its end in a process of its own that counts; all that it says goes into a file."""
    with log.open("ab") as said:
        done = subprocess.run(
            [sys.executable, Path(__file__).resolve(), *command],
            cwd=cwd,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            check=True,
        )
    return Spent(**json.loads(done.stdout.splitlines()[-1]))


def main(command: Sequence[str]) -> None:
    """Count one command; what it says goes to standard error."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    began = time.monotonic()
    code = _until_it_ends(subprocess.Popen(command, stdout=sys.stderr))
    seconds = time.monotonic() - began
    _wait_for_the_rest()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps(Spent(code, seconds, used.ru_utime + used.ru_stime)._asdict()))


def _until_it_ends(running: "subprocess.Popen[bytes]") -> int:
    """Wait for the command, and meanwhile for whatever it leaves behind: what has ended and is not waited for looks alive."""
    while running.returncode is None:
        ended, status = os.waitpid(-1, 0)
        if ended == running.pid:
            running.returncode = os.waitstatus_to_exitcode(status)
    return running.returncode


def _wait_for_the_rest() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.02)


if __name__ == "__main__":
    main(sys.argv[1:])
