"""Measure a page of the due list among a thousand things and among a million (`make proof`).

Rows are loaded by the database itself, in one statement a table, with the guards off for as long as that takes.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection

from tests import given
from tests.fixtures import point_django_at
from tests.governance import signed
from tests.people import People
from tools.looks_speed import INVESTIGATIONS, load
from watchbook.keys.keyring import the_keyring
from watchbook.looks.models import Look
from watchbook.organisation.queries import today
from watchbook.retention import due

SMALL, LARGE = (1_000, 100), (1_000_000, 100_000)
ROUNDS, MOST = 25, 1.5
OLD = "UPDATE looks_look SET opened_at = opened_at - interval '4 years', closed_at = closed_at - interval '4 years'"


def measure() -> str:
    """The first page and one in the middle, in the small and the large."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        people = People(given.a_council())
        signed.an_adopted_schedule(people)
        wholes = [given.an_investigation(people) for _ in range(INVESTIGATIONS)]
        less, few = _loaded(name, people, wholes, SMALL)
        more, many = _loaded(name, people, wholes, LARGE)
        connection.close()
    ratios = [after / before for before, after in zip(few, many, strict=True)]
    assert max(ratios) <= MOST, f"a page takes {max(ratios):.2f} times as long among {more:,}"
    return (
        f"a page of {due.PAGE} among {more:,} due {many[0]:.1f} ms, beside {few[0]:.1f} ms among {less:,}: "
        f"{ratios[0]:.2f} times; one in the middle {ratios[1]:.2f} times"
    )


def _loaded(
    name: str, people: People, wholes: list[object], size: tuple[int, int]
) -> tuple[int, tuple[float, float]]:
    """Count what is due, and take the medians of the first page and of one in the middle."""
    load(name, people, wholes, size)
    with server.as_database_role("owner", database=name) as owner:
        owner.execute("ALTER TABLE looks_look DISABLE TRIGGER USER")
        owner.execute(OLD)
        owner.execute("ALTER TABLE looks_look ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE looks_look")
    (ending,) = due.endings_of("looks.look")
    rows = due.overdue(ending, due.in_force(today()), on=today()).order_by("closed_at", "pk")
    count = rows.count()
    assert count == Look.objects.count() == size[0]
    middle = rows[count // 2]
    last_on = due.last_day(ending, due.in_force(today()), middle.closed_at) or today()
    place = due.ListPlace(due.endings().index(ending), middle.closed_at, middle.pk, last_on)
    return count, (_median(None), _median(place))


def _median(after: due.ListPlace | None) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = due.page(on=today(), after=after)
        times.append((time.perf_counter() - begun) * 1000)
        assert len(found) == due.PAGE
    return statistics.median(times)


if __name__ == "__main__":
    print(measure())
