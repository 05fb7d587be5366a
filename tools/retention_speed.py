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
type Place = due.ListPlace | None
OLD = "UPDATE looks_look SET opened_at = opened_at - interval '4 years', closed_at = closed_at - interval '4 years'"


def measure() -> str:
    """Time the first page and one in the middle, in two databases in turn: a machine that is busy is busy for both."""
    with server.fresh_database() as small, server.fresh_database() as large:
        less, few = _loaded(small, SMALL)
        more, many = _loaded(large, LARGE)
        ratios = [_ratio((small, few[place]), (large, many[place])) for place in few]
        connection.close()
    assert max(ratios) <= MOST, f"a page takes {max(ratios):.2f} times as long among {more:,}"
    return (
        f"a page of {due.PAGE} among {more:,} due takes {ratios[0]:.2f} times as long as among {less:,}; "
        f"one in the middle of the list {ratios[1]:.2f} times"
    )


def _loaded(name: str, size: tuple[int, int]) -> tuple[int, dict[str, Place]]:
    """Fill a database, count what is due, and name the first page and one in the middle."""
    point_django_at(name)
    the_keyring().begin()
    people = People(given.a_council())
    signed.an_adopted_schedule(people)
    load(name, people, [given.an_investigation(people) for _ in range(INVESTIGATIONS)], size)
    with server.as_database_role("owner", database=name) as owner:
        owner.execute("ALTER TABLE looks_look DISABLE TRIGGER USER")
        owner.execute(OLD)
        owner.execute("ALTER TABLE looks_look ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE looks_look")
    (ending,) = due.endings_of("looks.look")
    classes = due.in_force(today())
    rows = due.overdue(ending, classes, on=today()).order_by("closed_at", "pk")
    count = rows.count()
    assert count == Look.objects.count() == size[0]
    middle = rows[count // 2]
    last_on = due.last_day(ending, classes, middle.closed_at) or today()
    place = due.ListPlace(due.endings().index(ending), middle.closed_at, middle.pk, last_on)
    return count, {"first": None, "middle": place}


def _ratio(*sides: tuple[str, Place]) -> float:
    """Take the median of how much longer a page takes on the second side, each round beside the first."""
    ratios = []
    for _ in range(ROUNDS):
        times = [_timed(name, place) for name, place in sides]
        ratios.append(times[1] / times[0])
    return statistics.median(ratios)


def _timed(name: str, place: Place) -> float:
    point_django_at(name)
    connection.ensure_connection()
    due.page(on=today(), after=place)  # warm
    begun = time.perf_counter()
    found = due.page(on=today(), after=place)
    assert len(found) == due.PAGE
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(measure())
