"""The doctor's looks at captures: a folder in memory to take them in, a worker that takes them, and none left waiting."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import psycopg

from watchbook.capture import ways
from watchbook.capture.containment import memory_disk
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence.worker_lock import PRESENCE
from watchbook.machine.connection import Connection, Parameters, connect, value_of
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding

WAITS_AT_MOST = timedelta(minutes=5)
# The two halves of a session lock's number, as PostgreSQL lists them (evidence/worker_lock.py).
WORKERS = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND mode = 'ShareLock'
    AND classid::bigint = %s AND objid::bigint = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
LONGEST_WAIT = "SELECT clock_timestamp() - min(asked_at) FROM evidence_capture WHERE state = 'waiting'"
RUN = "Run `watchbook serve`, or `watchbook capture-worker` beside `watchbook web`; its own words say what it lacks."
HALF = 2**32


def capture_folder(environment: Mapping[str, str]) -> HealthFinding:
    """What is captured lies in memory until it is encrypted."""
    named = environment.get("WATCHBOOK_CAPTURE_FOLDER", "")
    try:
        folder = Path(named) if named else memory_disk()
    except CaptureRefused as refusal:
        return HealthFinding("Capture folder", refusal.what, refusal.why, refusal.next_step)
    if ways.is_in_memory(folder):
        return HealthFinding("Capture folder", f"{folder}, in memory.")
    return HealthFinding(
        "Capture folder", f"{folder} is not in memory.",
        "What a page shows must not lie on a disk in clear, so nothing is captured there.",
        "Mount a tmpfs, and set WATCHBOOK_CAPTURE_FOLDER to its path."
    )  # fmt: skip


def capture_worker_findings(parameters: Callable[[str], Parameters]) -> Iterator[HealthFinding]:
    """Whether a worker is there; none where the database cannot be read, which is told elsewhere."""
    try:
        with connect(parameters("app")) as connection:
            yield capture_worker(connection)
    except (psycopg.Error, Failure):
        return


def capture_worker(connection: Connection) -> HealthFinding:
    """A worker is there, and nobody has waited long for one."""
    number = PRESENCE % 2**64
    workers = value_of(connection, WORKERS, number // HALF, number % HALF)
    is_there = value_of(connection, "SELECT to_regclass('public.evidence_capture')")
    waits = value_of(connection, LONGEST_WAIT) if is_there else None
    if workers == 0:
        why = "Captures that are asked for wait until one runs; all else works."
        return HealthFinding("Capture worker", "none is running.", why, RUN)
    said = f"{workers} running."
    if waits is not None and waits > WAITS_AT_MOST:
        said += f" A capture has waited for {waits.total_seconds() / 60:.0f} minutes."
        why = "No machine with a worker can take captures now, or there are too few for what is asked."
        return HealthFinding("Capture worker", said, why, RUN)
    return HealthFinding("Capture worker", said)
