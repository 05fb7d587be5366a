"""Stands between `serve`, or whoever waits for a step, and one program: passes on the wish to stop, and lets nothing outlive it.

`serve` may be killed outright, and a web server that is killed leaves its own workers behind, holding the
port. So each program gets a guard as its parent, and both a process group of their own: when `serve` dies
the kernel tells the guard (elsewhere than on Linux it looks), which stops the program, waits, and then kills
the group. Should the guard be killed, the kernel asks the program to stop and `serve` kills the group.
Standard library only: it runs by its path alone.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.1  # seconds
USAGE = 2
NOT_FOUND = 127


def guard(program: Sequence[str], *, parent: int, stop_within: float) -> int:
    """Run the program until it ends, or its parent or a signal ends it; the exit code is the program's.

    What the program left behind is `serve`'s to kill; where that is gone, the whole group goes, and we with it.
    """
    asked: list[float] = []

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.append(time.monotonic())

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # `serve` gets it too, and stops in order
    _tell_me_when_the_parent_dies()
    os.setpgid(0, 0)
    child = _start(program)
    told = False
    while (code := _code(child)) is None:
        if os.getppid() != parent and not asked:
            asked.append(time.monotonic())
        if asked and not told:
            os.kill(child, signal.SIGTERM)
            told = True
        if asked and time.monotonic() - asked[0] > stop_within:
            os.killpg(0, signal.SIGKILL)
        time.sleep(LOOK_EVERY)
    if os.getppid() != parent:
        os.killpg(0, signal.SIGKILL)
    return code


def _tell_me_when_the_parent_dies() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(program: Sequence[str]) -> int:
    me = os.getpid()
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _tell_me_when_the_parent_dies()
    try:
        if os.getppid() == me:
            os.execvp(program[0], list(program))  # noqa: S606 - that is its purpose
    except OSError as error:
        print(f"{program[0]} cannot be run: {error}.", file=sys.stderr, flush=True)
    os._exit(NOT_FOUND)


def _code(child: int) -> int | None:
    ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        return None
    code = os.waitstatus_to_exitcode(status)
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    if len(sys.argv) <= 3:
        print("usage: guard.py PARENT STOP_WITHIN PROGRAM ARGS…", file=sys.stderr)
        sys.exit(USAGE)
    sys.exit(guard(sys.argv[3:], parent=int(sys.argv[1]), stop_within=float(sys.argv[2])))
