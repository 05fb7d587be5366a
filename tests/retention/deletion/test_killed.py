"""A worker killed with SIGKILL at any of nine steps, before, after and within what it keeps: the deletion is finished once.

Each step at every moment in `make proof` (TESTS_EVERY_ROW=1), else each at one.
"""

import os
import signal
from contextlib import suppress
from typing import NamedTuple

import pytest
from django.db import connection

from tests.evidence import given as evidence
from tests.proof_only import EVERY_ROW
from tests.retention.deletion import given
from watchbook.audit_log.models import Event
from watchbook.evidence.models import Capture
from watchbook.files import removal
from watchbook.keys import destruction, rotation
from watchbook.keys.keyring import the_keyring
from watchbook.retention.deletion import carrying_out, course, outside
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState

pytestmark = pytest.mark.slow


class Step(NamedTuple):
    """A step: whose function it is, and the event that an act writes there."""

    owner: object
    function: str
    event: str = ""


STEPS = (
    Step(carrying_out, "check_hold", "deletion.hold_checked"),
    Step(carrying_out, "write_down", "deletion.keys_listed"),
    Step(carrying_out, "delete_rows", "deletion.rows_deleted"),
    Step(outside, "note"),
    Step(destruction, "carry_out"),
    Step(removal, "remove"),
    Step(carrying_out, "record_unreadable", "deletion.keys_destroyed"),
    Step(rotation, "rotate"),
    Step(carrying_out, "record_irrecoverable", "deletion.keys_replaced"),
)
ONCE = ("deletion.approved", *(step.event for step in STEPS if step.event), "capture.disposed")
MOMENTS = [(step, ("before", "after", *(("within",) if step.event else ()))) for step in STEPS]
CASES = [
    (step, when)
    for number, (step, moments) in enumerate(MOMENTS)
    for when in (moments if EVERY_ROW else [moments[number % len(moments)]])
]


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def dies_at(step, when):
    """Have the step's function end the process before it, after it, or within its transaction, its event written."""
    real = getattr(step.owner, step.function)

    def killed(*arguments, **named):
        if when != "before":
            real(*arguments, **named)
        die()

    if when == "within":
        record = carrying_out.record_row

        def recorded(kind, row, **named):
            record(kind, row, **named)
            if kind.name == step.event:
                die()

        carrying_out.record_row = recorded
        return
    setattr(step.owner, step.function, killed)


def worked_and_killed(step, when):
    """Fork a worker that dies at the step; the signal by which it ended."""
    connection.close()  # a fork must not share it
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            dies_at(step, when)
            course.go_on_with_all(by=evidence.the_system())
        os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def test_killed_at_each_step_it_is_finished_once(register, record_property):
    look = evidence.a_look(register.people)
    wrong = []
    for step, when in CASES:
        capture = evidence.a_held_capture(register.people, look)
        row = given.an_approved_list(register.people, capture, cause=given.BY_REQUEST)
        assert worked_and_killed(step, when) == signal.SIGKILL, (step, when)
        for _again in range(2):
            course.go_on_with_all(by=evidence.the_system())
        wrong += [f"{step.function}, {when}: {what}" for what in faults_of(row, capture, register)]
        record_property("workers killed", 1)
    assert wrong == []


def faults_of(row, capture, register):
    """What is not as it must be at the end."""
    row = DeletionList.objects.get(pk=row.pk)
    thing = row.items.get()
    names = list(Event.objects.filter(subject_id__in=[row.id, capture.id]).values_list("name", flat=True))
    noted = {one.reference: one.things for one in outside.noted({})}
    checks = {
        f"state {row.state}": row.state == ListState.IRRECOVERABLE,
        f"outcome {thing.outcome}": thing.outcome == ItemOutcome.DELETED,
        f"events {names}": all(names.count(one) == 1 for one in ONCE),
        "a row": not Capture.objects.filter(pk=capture.pk).exists(),
        "a file": not list(register.home.files.rglob(capture.file_sha256)),
        "the list outside": [one.id for one, _keys in noted[row.reference]] == [capture.id],
        "a key": all(copy.destroyed([capture.id]) for copy in the_keyring().copies),
        "written down": thing.keys[0]["wrapped"] != [],
    }
    return [what for what, is_well in checks.items() if not is_well]
