"""Measure the statistics of a year beside the bare SQL sums of the same figures, over few rows and over many (`make proof`).

The sums are written by hand over the rows themselves, a statement for each figure and each of the two periods; nothing of ours is asked.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.fixtures import point_django_at
from tools.authorisations_speed import COUNCIL, _load
from watchbook.audit_log.asked_once import asking_once
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.keys.keyring import the_keyring
from watchbook.reading.times.period import Period
from watchbook.reports.statistics import statistics

ROUNDS = 7
ON = date(2020, 6, 1)
YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
BOTH = (("2018-01-01", "2019-01-01"), ("2017-01-01", "2018-01-01"))
WITHIN = "{column} >= timestamp '{first}' AT TIME ZONE 'Europe/London' AND {column} < timestamp '{last}' AT TIME ZONE 'Europe/London'"
RIPA = "kind IN ('directed_surveillance', 'chis')"
TOOK = f"decided_at IS NOT NULL AND state <> 'refused' AND {RIPA} AND effective_from IS NOT NULL"
# Each figure that both the statistics and these sums tell: its name, the table, the moment, and what else is asked.
SUMS = (
    ("conducts_research", "looks_look", "opened_at", "true"),
    ("applications", "authorisations_authorisation", "submitted_at", "true"),
    ("refused_by_officer", "authorisations_authorisation", "decided_at", f"{RIPA} AND state = 'refused'"),
    ("granted_by_officer", "authorisations_authorisation", "decided_at", f"{RIPA} AND state <> 'refused'"),
    ("authorisations_by_period", "authorisations_authorisation", "effective_from", TOOK),
    (
        "directed_surveillance_count",
        "authorisations_authorisation",
        "effective_from",
        f"{TOOK} AND kind = 'directed_surveillance'",
    ),
    ("chis_count", "authorisations_authorisation", "effective_from", f"{TOOK} AND kind = 'chis'"),
    (
        "authorisations_for_social_media",
        "authorisations_authorisation",
        "effective_from",
        f"{TOOK} AND is_social_media",
    ),
    ("cancellations", "authorisations_authorisation", "cancelled_at", TOOK),
)
# What the statistics tell besides of looks, each once over the rows of both periods.
MORE = (
    "SELECT count(DISTINCT opened_by_id) FROM looks_look WHERE way <> 'imported' AND {within}",
    "SELECT count(*) FROM looks_look WHERE basis = 'none' AND {within}",
    "SELECT count(*) FROM looks_look WHERE did_more AND {within}",
    "SELECT manner, count(*) FROM looks_look WHERE {within} GROUP BY 1",
    "SELECT count(*) FROM looks_evaluation WHERE look_id IN (SELECT id FROM looks_look WHERE {within})",
)


def measure() -> str:
    """The ratio over many rows, the numbers of queries over both, and that every figure is its sum."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        load_fixture_council(COUNCIL, at=timezone.now())
        few_rows = _load(name, authorisations=20, looks=100)
        few = _queries()
        rows = _load(name, authorisations=20_000, looks=1_000_000)
        many = _queries()
        assert few == many, f"{few} queries beside {few_rows}, {many} beside {rows}"
        _same()
        ours, bare = _least(_statistics), _least(_sums)
        connection.close()
    assert ours / bare <= 3, f"{ours:.0f} ms beside {bare:.0f} ms of the sums: {ours / bare:.2f} times"
    return (
        f"a year over {rows[1]:,} looks and {rows[0]:,} authorisations {ours:.0f} ms, its bare SQL sums {bare:.0f} ms: "
        f"{ours / bare:.2f} times, {many} queries as over {few_rows[1]:,} and {few_rows[0]:,}; every figure is its sum"
    )


def _statistics() -> dict[str, tuple[int, int]]:
    with asking_once():
        tables = statistics(YEAR, on=ON)
    return {
        line.name: (line.count, line.before) for table in reversed(tables) for line in reversed(table.lines)
    }


def _sums() -> dict[str, tuple[int, int]]:
    found = {}
    with connection.cursor() as cursor:
        for name, table, column, wanted in SUMS:
            counted = []
            for first, last in BOTH:
                within = WITHIN.format(column=column, first=first, last=last)
                cursor.execute(f"SELECT count(*) FROM {table} WHERE {wanted} AND {within}")
                counted.append(cursor.fetchone()[0])
            found[name] = tuple(counted)
        for asked in MORE:
            for first, last in BOTH:
                cursor.execute(asked.format(within=WITHIN.format(column="opened_at", first=first, last=last)))
                cursor.fetchall()
    return found


def _same() -> None:
    ours, sums = _statistics(), _sums()
    wrong = {name: (ours[name], sums[name]) for name in sums if ours[name] != sums[name]}
    assert not wrong, wrong
    assert all(sums["conducts_research"]), sums
    assert all(sums["authorisations_by_period"]), sums


def _queries() -> int:
    with CaptureQueriesContext(connection) as asked:
        _statistics()
    return len(asked)


def _least(run: Callable[[], object]) -> float:
    """The least in milliseconds once it is warm, which a busy machine disturbs least."""
    run()
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


if __name__ == "__main__":
    print(measure())
