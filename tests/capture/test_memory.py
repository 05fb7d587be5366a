"""The watch over a page's memory: what a tree of processes takes, and the largest of it ended when that is too much."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from watchbook.capture import memory
from watchbook.capture.memory import Share

MEGABYTE = 1024 * 1024
# A process of 80 MB whose child has 160 MB of its own; each says when it has them.
TREE = """
import subprocess, sys, time
own = bytearray(b"x" * (80 << 20))
child = subprocess.Popen([sys.executable, "-c", "import time; own = bytearray(b'x' * (160 << 20)); print(1, flush=True); time.sleep(60)"], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
time.sleep(60)
"""


@pytest.fixture
def tree():
    with subprocess.Popen([sys.executable, "-c", TREE], stdout=subprocess.PIPE, text=True) as first:
        child = int(first.stdout.readline())
        yield first.pid, child
        for one in (child, first.pid):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)


def test_what_a_tree_takes_is_told_by_process(tree):
    first, child = tree
    taken = memory.Tree(first).taken()
    assert set(taken) == {first, child}
    assert taken[first].memory > 80 * MEGABYTE
    assert taken[child].memory > 160 * MEGABYTE
    assert (taken[first].threads, taken[child].threads) == (1, 1)


def test_what_is_started_later_is_of_the_tree_too_and_what_has_ended_is_not():
    start = "import subprocess, sys; sys.stdin.readline(); one = subprocess.Popen(['sleep', '60']); print(one.pid, flush=True); one.wait()"
    with subprocess.Popen(
        [sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        tree = memory.Tree(first.pid)
        assert set(tree.taken()) == {first.pid}
        first.stdin.write("now\n")
        first.stdin.flush()
        later = int(first.stdout.readline())
        assert set(tree.taken()) == {first.pid, later}
        os.kill(later, signal.SIGKILL)
        first.wait()
        assert later not in tree.taken()


def watched(first, *, most, until, threads=1000):
    """What was said that a tree takes too much of, until something holds."""
    said = []

    async def run():
        task = asyncio.create_task(memory.watch(first, most=Share(most, threads), over=said.append))
        while not until():
            await asyncio.sleep(0.01)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
    return said


def test_the_largest_is_ended_and_that_is_said(tree):
    first, child = tree
    said = watched(first, most=200 * MEGABYTE, until=lambda: child not in memory.Tree(first).taken())
    assert set(said) == {"memory"}
    assert first in memory.Tree(first).taken()


def test_the_one_with_the_most_threads_is_ended_and_that_is_said(tree, monkeypatch):
    first, child = tree
    monkeypatch.setattr(memory, "EVERY", 0.01)
    many = {first: Share(0, 1), child: Share(0, 30)}
    monkeypatch.setattr(memory.Tree, "taken", lambda _: many)
    said = watched(first, most=1000 * MEGABYTE, threads=30, until=lambda: not Path(f"/proc/{child}").exists())
    assert set(said) == {"processes"}


def test_a_tree_within_its_limit_is_left_alone(tree, monkeypatch):
    first, child = tree
    monkeypatch.setattr(memory, "EVERY", 0.01)
    looks = iter(range(3))
    assert watched(first, most=1000 * MEGABYTE, until=lambda: next(looks, None) is None) == []
    assert set(memory.Tree(first).taken()) == {first, child}
