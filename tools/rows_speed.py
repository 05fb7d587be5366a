"""Measure the verification of 1,000,000 rows beside the bare read of the same rows, and a night after 1,000 of them changed.

All in one throw-away database and one run. The rows are services that are vouched for as an upgrade does it; the night's 1,000
changes are acts.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection, transaction
from django.utils import timezone

from tests.council import a_council
from tests.fixtures import point_django_at
from tests.people import People
from tools.log_ratios import superuser
from watchbook.audit_log import row_digests, row_verification
from watchbook.audit_log.models import SealedLog
from watchbook.audit_log.record import record
from watchbook.audit_log.sign import one_moment
from watchbook.keys.keyring import the_keyring
from watchbook.machine.connection import connect
from watchbook.organisation import service

MANY, CHANGED = 1_000_000, 1_000
PUT = """
    INSERT INTO organisation_service (id, name, recorded_at)
    SELECT gen_random_uuid(), 'A service of some length ' || n, now() FROM generate_series(1, {many}) AS n
"""
BARE = "COPY (SELECT * FROM organisation_service) TO STDOUT"


def measure(many: int = MANY, changed: int = CHANGED) -> str:
    """Return the figures as a sentence. Raises AssertionError for a row that does not hold, or a night that reads everything."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        people = People(a_council())
        _put(name, many, people)
        bare, _ = _timed(_bare)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        full, found = _timed(lambda: _verify(None))
        grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        assert not found, found
        with one_moment():
            since = row_verification.verified()
        for number in range(changed):
            service.add(name=f"Changed {number}", by=people.ada, at=timezone.now())
        night, found = _timed(lambda: _verify(since))
        assert not found, found
        with connect(superuser(name)) as sql:
            sql.execute("SET session_replication_role = replica")
            sql.execute(
                "UPDATE organisation_service SET name = name || '.' WHERE id = (SELECT min(id::text)::uuid FROM organisation_service)"
            )
        assert len(_verify(since)) == 1, "an old row that was changed past the log is found by the next night"
        connection.close()
    assert night < full, "a night reads less than everything"
    return (
        f"{many:,} rows: bare read {bare:.1f} s, all verified {full:.1f} s ({full / bare:.1f} times), {grew:.0f} MB more;"
        f" the night after {changed:,} changes {night:.2f} s ({night / full:.3f} of it)"
    )


def _put(name: str, many: int, people: People) -> None:
    """Rows that were there before, vouched for in one event."""
    with connect(superuser(name)) as sql:
        sql.execute("SET session_replication_role = replica")
        sql.execute(PUT.format(many=many).encode())
        with transaction.atomic():
            event = record(
                row_digests.VOUCHED,
                subject=SealedLog.objects.get(),
                by=people.ada,
                at=timezone.now(),
                tables=1,
                number_of_rows=many,
            )
        table = next(one for one in row_digests.tables() if one.table == "organisation_service")
        where = "vouched WHERE NOT EXISTS (SELECT FROM audit_log_rowdigest WHERE row_id = one.id::text)"
        query = table.asked(row_digests.UNVOUCHED).rstrip() + where.removeprefix("vouched")
        sql.execute("SET TimeZone = 'UTC'")
        sql.execute(query.encode(), {"table": table.table, "number": event.number})
        sql.execute("ANALYZE")


def _bare() -> None:
    with connection.cursor() as cursor, cursor.copy(BARE) as rows:
        for _row in rows:
            pass


def _verify(since: row_verification.RowsVerified | None) -> list[str]:
    with one_moment():
        return list(row_verification.problems(since))


def _timed[Result](work: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.monotonic()
    told = work()
    return time.monotonic() - begun, told


if __name__ == "__main__":
    print(measure(*map(int, sys.argv[1:])))
