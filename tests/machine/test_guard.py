"""A guard ends its program in time, and takes its whole group along where `serve` is gone."""

import os
import signal
import subprocess
import sys

import pytest

from tests.machine.serving import ROOT
from tests.patience import PATIENCE
from watchbook.machine import guard

# A guard whose kill of its own group, which nothing survives to tell of, ends in an exit code instead.
KILLED = 77
SCRIPT = f"""
import os, signal, sys
from watchbook.machine import guard
def killpg(group, number):
    os._exit({KILLED} if (group, number) == (0, signal.SIGKILL) else 1)
os.killpg = killpg
parent = int(sys.argv[1])
print(flush=True)
sys.exit(guard.guard(sys.argv[2:], parent=parent, stop_within=0.2))
"""
GONE = 1  # `serve` was some other process than the one that is our parent now
# None lasts long, since no guard is left to kill them.
STUBBORN = ["sh", "-c", "trap '' TERM; sleep 1 & wait; wait"]
WILLING = ["sleep", "1"]


def guarded(program, *, parent):
    """A guard over a program, once it runs."""
    words = [sys.executable, "-c", SCRIPT, str(parent), *program]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


@pytest.mark.parametrize("program", [["true"], WILLING, STUBBORN], ids=["ended", "willing", "stubborn"])
def test_without_serve_the_program_is_asked_to_stop_and_then_the_whole_group_goes(program):
    with guarded(program, parent=GONE) as process:
        assert process.wait(PATIENCE) == KILLED


def test_a_program_that_ends_by_itself_gives_its_exit_code_and_nobody_is_killed():
    with guarded(["sh", "-c", "exit 7"], parent=os.getpid()) as process:
        assert process.wait(PATIENCE) == 7


def test_asked_to_stop_it_passes_the_wish_on():
    program = ["sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"]
    with guarded(program, parent=os.getpid()) as process:
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.wait(PATIENCE) == 9


def test_a_program_that_will_not_stop_takes_its_guard_along_at_the_deadline():
    program = ["sh", "-c", "trap '' TERM; echo ready; sleep 1 & wait; wait"]
    with guarded(program, parent=os.getpid()) as process:
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.wait(PATIENCE) == KILLED


def test_a_program_that_is_not_there_is_named():
    with guarded(["no-such-program"], parent=os.getpid()) as process:
        assert process.wait(PATIENCE) == guard.NOT_FOUND
        assert "no-such-program cannot be run" in process.stderr.read()


def test_a_program_ended_by_a_signal_gives_the_shells_code_for_it():
    with guarded(["sh", "-c", "kill -KILL $$"], parent=os.getpid()) as process:
        assert process.wait(PATIENCE) == 128 + signal.SIGKILL
