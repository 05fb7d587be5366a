"""Captures that tests start from, by the real acts and the real worker; only the browser is a stand-in."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from tests.evidence import stand_in
from tests.looks import given as looks
from watchbook.audit_log.record import record
from watchbook.audit_log.reference import next_reference
from watchbook.capture import start
from watchbook.evidence import capture, capture_worker, custody
from watchbook.evidence.capture_worker import WorkerMeans
from watchbook.evidence.models import Exhibit, Handling
from watchbook.evidence.states import CaptureState
from watchbook.keys import envelope
from watchbook.ledger.note import Signer
from watchbook.organisation.models import Person

SIGNER = Signer("council.invalid/captures", seed=bytes(range(32)))
SITE = "https://shop.example"


def _captured(plan, **asked):
    if asked.get("child") == stand_in.COMMAND and urlsplit(plan.url).path not in stand_in.ODD_ENDS:
        return stand_in.captured(plan, progress=asked["progress"], stop=asked["stop"])
    return REAL(plan, **asked)


REAL, start.captured = start.captured, _captured


def the_system():
    """By whom workers act."""
    return Person.objects.get(is_system=True)


@contextmanager
def a_worker(**changes):
    """The means of a worker whose browser is a stand-in, its folder on a memory disk where there is one."""
    disk = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(prefix="watchbook-test-", dir=disk) as folder:
        told = {
            "chromium": Path("/bin/false"),
            "signer": SIGNER,
            "folder": Path(folder),
            "mode": "test",
            "child": stand_in.COMMAND,
        }
        yield WorkerMeans(**told | changes)


def a_look(people, *, address=f"{SITE}/trainers", at=None, **changes):
    """An open look of Ines at a page of a shop."""
    subject = changes.pop("subject", None) or looks.a_subject(people, profile="")
    told = {"not_the_same": "Another shop of that name"} | changes
    return looks.opened(people, subject, at=at or timezone.now(), address=address, **told)


def a_capture(people, look=None, *, page="/trainers", in_full=True, at=None, by=None):
    """One that waits for a worker."""
    row = look or a_look(people)
    at = at or max(timezone.now(), row.opened_at)
    return capture.ask(row, f"{SITE}{page}", in_full=in_full, by=by or row.opened_by, at=at)


def taken(row, **means):
    """The same, taken by a worker to its end."""
    with a_worker(**means) as worker:
        while row.state == CaptureState.WAITING:  # those that wait longer come first
            capture_worker.take_next(worker, by=the_system())
            row.refresh_from_db()
    return row


def a_held_capture(people, look=None, *, page="/trainers", in_full=True, **means):
    """A small real bundle, sealed, encrypted and stored."""
    return taken(a_capture(people, look, page=page, in_full=in_full), **means)


def a_failed_capture(people, *, why="The site did not answer"):
    """One that came to nothing."""
    row = capture.begin(a_capture(people), by=the_system(), at=timezone.now())
    return capture.fail(row, why, by=the_system(), at=timezone.now())


def a_handling(people, *, why="For the prosecutor", to_whom="Legal services"):
    """A held capture that was handed over."""
    row = a_held_capture(people)
    return custody.note(
        row, Handling.TRANSFERRED, why=why, to_whom=to_whom, by=people.ines, at=timezone.now()
    )


@transaction.atomic
def an_exhibit(people, *, shows="An offer of trainers", ago=0, mark="IN/1", kept_by="evidence", **means):
    """Something produced from a held capture, kept for 180 days from then."""
    row = a_held_capture(people, **means)
    exhibit = Exhibit(
        reference=next_reference("EX"),
        mark=mark,
        capture=row,
        investigation=row.look.investigation,
        basis=row.look.basis,
        collateral=0,
        retention_class=kept_by,
        retain_until=timezone.localdate() + timedelta(days=180 - ago),
        produced_by=people.ines,
        produced_at=timezone.now() - timedelta(days=ago),
    )
    envelope.put(exhibit, {"shows": shows})
    exhibit.save(force_insert=True)
    record(custody.NOTED, subject=exhibit, by=people.ines, at=timezone.now())
    return exhibit
