"""A worker killed at any of its eight steps, before or after what it did was kept: finished or cleanly failed on the next run, once."""

import signal
import time

import pytest
from django.conf import settings

from tests.evidence import given
from tests.evidence.killed import STEPS, UNCOMMITTED, worked_and_killed
from tests.patience import PATIENCE
from tests.proof_only import EVERY_ROW
from watchbook.audit_log.models import Event
from watchbook.evidence import capture_worker, content
from watchbook.evidence.models import Capture

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_pipe")]
ONCE = (
    "capture.asked",
    "capture.begun",
    "capture.sealed",
    "capture.held",
    "capture.failed",
    "capture.withdrawn",
)


def moments(step):
    """When it is killed: before the step, after it, and for an act also with its event written and not committed.

    `make test` takes one of them in turn.
    """
    each = ("before", "after", *(("within",) if step.function in UNCOMMITTED else ()))
    return each if EVERY_ROW else (each[STEPS.index(step) % len(each)],)


def is_held_then(step, when):
    """Whether the store has the whole ciphertext of this moment on."""
    if step.function == "put_file":
        return when == "after"
    return step.held_after


def next_run(worker):
    """Another worker: settles, takes what waits, settles again, and clears away until nothing is left."""
    system = given.the_system()
    capture_worker.settle(by=system)
    while capture_worker.take_next(worker, by=system):
        pass
    ended = time.monotonic() + PATIENCE
    capture_worker.clear(worker.folder)
    while (
        list(worker.folder.iterdir()) and time.monotonic() < ended
    ):  # an orphaned child may still be writing
        time.sleep(0.02)
        capture_worker.clear(worker.folder)
    return capture_worker.settle(by=system)


def test_killed_at_each_step_it_is_finished_or_cleanly_failed_once(committed_people):
    look = given.a_look(committed_people)
    wrong = []
    with given.a_worker() as worker:
        for step in STEPS:
            for when in moments(step):
                row = given.a_capture(committed_people, look)
                assert worked_and_killed(step, when=when, worker=worker) == signal.SIGKILL, step.name
                assert next_run(worker) == 0
                wrong += faults_of(row, worker, held=expected(step, when), place=f"{step.name}, {when}")
    assert wrong == []


def expected(step, when):
    """Held: begun anew because its beginning was never kept, or whole in the store when it was killed."""
    never_begun = step.function == "_claimed" and when in {"before", "within"}
    return never_begun or is_held_then(step, when)


def faults_of(row, worker, *, held, place):
    """What is not as it must be afterwards."""
    row = Capture.objects.get(pk=row.pk)
    names = list(Event.objects.filter(subject_id=row.id).values_list("name", flat=True))
    files = {path.name for path in settings.FILES_FOLDER.rglob("*") if path.is_file()}
    named = set(Capture.objects.exclude(file_sha256="").values_list("file_sha256", flat=True))
    checks = {
        f"state {row.state}": row.state == ("held" if held else "failed"),
        f"events {names}": all(names.count(one) <= 1 for one in ONCE),
        "an end of its own": ("capture.held" in names) != ("capture.failed" in names),
        f"files {files ^ named}": files == named,
        "a folder": folders_of(worker) == [],
        "readable": not held or content.is_whole(row),
    }
    return [f"{place}: {what}" for what, is_well in checks.items() if not is_well]


def folders_of(worker):
    """What lies in memory of captures."""
    return worker.folders() if hasattr(worker, "folders") else list(worker.folder.iterdir())
