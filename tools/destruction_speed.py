"""Measure destroying rows with a certificate beside a bare DELETE of the same rows, in the same run (`make proof`).

The bare DELETE is SQL as the app's role, in one statement with the guards that every DELETE has. It is undone, so that the same
rows are there for the list: written down, deleted, keys destroyed in both copies and replaced, certificate made. What a commit
of it would ask besides (foreign keys, its event, row digests) is timed apart and told beside it, and so is each part of
what a destruction does more: where its time goes is the finding, as long as it is slower than it should be.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection, transaction
from django.utils import timezone

from tests import given
from tests.evidence import given as evidence
from tests.fixtures import point_django_at
from tests.governance import signed
from tests.people import People
from watchbook.audit_log.record import record_all
from watchbook.evidence.disposal import DISPOSED
from watchbook.evidence.models import Capture
from watchbook.keys import rotation
from watchbook.keys.keyring import the_keyring
from watchbook.retention.certificate import certificate
from watchbook.retention.deletion import course, deletion, sample
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.models import DeletionGround, DeletionList
from watchbook.retention.deletion.states import ListState
from watchbook.retention.due import Item

MANY, LEAST = 100_000, 0.25
LOADED = """
    INSERT INTO evidence_capture
    SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'reference', 'X-' || n,
        'asked_at', now() - interval '4 years', 'begun_at', now() - interval '4 years', 'ended_at', now() - interval '4 years'))).*
    FROM evidence_capture AS one, generate_series(1, {many}) AS n
"""
BARE = "DELETE FROM evidence_capture WHERE reference LIKE 'X-%'"
# What a destruction spends its time on, by the first words of a statement; the rest is Python and the copies of the key store.
GUARDED, ASKED_FOR_KEYS = (
    "each row with its guard",
    "orders to end the keys, with one guard for each statement",
)
LISTED = "keys and outcome of each thing of the list, with its digests"
AT_COMMIT = "checks at the commits (event and digest of each)"
OTHERS, NOT_SQL = "other statements", "Python, an event for each, certificate and both key copies"
SPENT_ON = {
    'DELETE FROM "evidence_capture"': GUARDED,
    'INSERT INTO "keys_keydestruction"': ASKED_FOR_KEYS,
    "UPDATE retention_deletionitem": LISTED,
    'UPDATE "retention_deletionitem"': LISTED,
}


def measure(many: int = MANY) -> str:
    """Both on one throw-away database."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        people = People(given.a_council())
        signed.an_adopted_schedule(people)
        evidence.a_failed_capture(people)
        _load(name, many)
        statement, checks = _bare()
        row = _approved(people)
        with _spent() as spent:
            ours = _timed(lambda: _destroyed(row))
        connection.close()
    ratio = statement / ours
    told = (
        f"{many:,} rows destroyed with their certificate in {ours:.1f} s, a bare DELETE of them in {statement:.1f} s: {ratio:.3f} of"
        f" its speed; with the checks of its commit it takes {statement + checks:.1f} s, {(statement + checks) / ours:.3f}."
        f" Cause: of each record the guard, event, digests, key order and list entry take {sum(spent.values()):.1f} s in SQL alone,"
        f" where the limit leaves {statement / LEAST:.1f} s for everything. Of ours: {_parts(spent, of=ours)}"
    )
    assert ratio >= LEAST, told
    return told


def _load(name: str, many: int) -> None:
    """So many captures that came to nothing long ago, each with a key of its own."""
    with server.as_database_role("owner", database=name) as owner:
        owner.execute("ALTER TABLE evidence_capture DISABLE TRIGGER USER")
        owner.execute(LOADED.format(many=many))
        owner.execute("ALTER TABLE evidence_capture ENABLE TRIGGER USER")
        owner.execute("ANALYZE evidence_capture")
    ids = list(Capture.objects.filter(reference__startswith="X-").values_list("pk", flat=True))
    assert len(ids) == many
    the_keyring().keys_to_seal(ids)


def _bare() -> tuple[float, float]:
    """The seconds of the statement, and of the checks that its commit makes. The events that those demand are not timed."""
    with transaction.atomic(), connection.cursor() as cursor:
        gone = Capture.objects.filter(reference__startswith="X-").values_list("pk", flat=True)
        record_all(
            DISPOSED, {key: {} for key in gone}, table=Capture, by=evidence.the_system(), at=timezone.now()
        )
        statement = _timed(lambda: cursor.execute(BARE))
        checks = _timed(lambda: cursor.execute("SET CONSTRAINTS ALL IMMEDIATE"))
        transaction.set_rollback(True)
    return statement, checks


def _approved(people: People) -> DeletionList:
    """A list of them that one person proposed, and another looked at and approved."""
    found = Capture.objects.filter(reference__startswith="X-").values_list("pk", "reference")
    things = [Proposed(Item("evidence.capture", key, reference)) for key, reference in found]
    cause = Cause(DeletionGround.SCHEDULE, "RS-0001", "capture_not_relevant", "28 days")
    row = deletion.propose(things, cause, by=people.marian, at=timezone.now())
    for one in sample.sampled(row, by=people.winston):
        sample.open_record(row, one.thing.number, by=people.edmund, at=timezone.now())
        sample.look_at(row, one.thing.number, by=people.winston, at=timezone.now())
    return deletion.approve(row, shown=deletion.edition(row), by=people.winston, at=timezone.now())


def _destroyed(row: DeletionList) -> None:
    """As the worker takes it, to the end that nobody can read it, with the certificate of that."""
    system = evidence.the_system()
    done = course.go_on(row, by=system)
    rotation.rotate()
    done = course.go_on(done, by=system)
    assert done.state == ListState.IRRECOVERABLE
    assert not Capture.objects.filter(reference__startswith="X-").exists()
    assert sum(map(len, certificate.as_file(done, at_end=ListState.IRRECOVERABLE)))


@contextmanager
def _spent() -> Iterator[Counter[str]]:
    """Count the seconds of each kind of statement, and of the commits."""
    spent: Counter[str] = Counter()
    commit = connection._commit

    def timed(execute, sql, *given):
        begun = time.perf_counter()
        try:
            return execute(sql, *given)
        finally:
            told = str(sql).strip()
            kind = next((SPENT_ON[words] for words in SPENT_ON if told.startswith(words)), OTHERS)
            spent[kind] += time.perf_counter() - begun

    def timed_commit():
        spent[AT_COMMIT] += _timed(commit)

    connection._commit = timed_commit
    try:
        with connection.execute_wrapper(timed):
            yield spent
    finally:
        connection._commit = commit


def _parts(spent: Counter[str], *, of: float) -> str:
    """Say where the time went, the most first."""
    told = Counter(spent) + Counter({NOT_SQL: of - spent.total()})
    return "; ".join(f"{kind} {seconds:.1f} s" for kind, seconds in told.most_common())


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
