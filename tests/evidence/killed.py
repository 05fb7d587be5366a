"""A worker that is killed at a step: forked from the test, so that it has everything loaded, and dead by SIGKILL.

Each step by its place: what of the worker's own is called there, and whether it dies before or after it.
"""

import os
import signal
from contextlib import suppress
from typing import NamedTuple

from django.db import connection

from tests.evidence import given
from watchbook.capture import seal
from watchbook.evidence import capture, capture_worker, memory_folder
from watchbook.files.store import Folder
from watchbook.keys import sealed_content


class Step(NamedTuple):
    """A step of the issue: whose function it is, and whether the capture is held after it."""

    name: str
    owner: object
    function: str
    held_after: bool = False


# The eight steps of the issue, in the order in which they are done.
STEPS = (
    Step("started", capture_worker, "_claimed"),
    Step("child running", capture, "note_progress"),
    Step("bundle written", seal, "seal"),
    Step("encrypted", sealed_content, "seal"),
    Step("row committed", capture, "seal_up"),
    Step("stored", Folder, "put_file", held_after=True),
    Step("event recorded", capture, "hold", held_after=True),
    Step("temporary files gone", memory_folder, "remove", held_after=True),
)
# Acts whose event is written and not committed yet when the worker dies.
UNCOMMITTED = ("_claimed", "seal_up", "hold")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def dies_at(step, *, when):
    """Replace the step's function by one that dies before it, after it, or within its transaction, its event written."""
    real = getattr(step.owner, step.function)

    def before(*arguments, **named):
        die()

    def after(*arguments, **named):
        real(*arguments, **named)
        die()

    if when == "within":
        record = capture.record_row

        def recorded(kind, row, **named):
            record(kind, row, **named)
            if step.function == FUNCTION_OF[kind.name]:
                die()

        capture.record_row = recorded
        return
    setattr(step.owner, step.function, {"before": before, "after": after}[when])


FUNCTION_OF = {
    "capture.begun": "_claimed",
    "capture.sealed": "seal_up",
    "capture.held": "hold",
    "capture.asked": "ask",
}


def worked_and_killed(step, *, when, worker):
    """Fork a worker that takes the next capture and dies at the step; the signal by which it ended."""
    connection.close()  # a fork must not share it
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            dies_at(step, when=when)
            capture_worker.take_next(worker, by=given.the_system())
        os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
