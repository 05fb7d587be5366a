"""Measure the central record's page and the answer to FOI 9477 beside many rows (`make proof`).

Rows are loaded by the database itself, in one statement a table, with the guards off for as long as that takes.
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
from django.test import Client
from django.utils import timezone

from tests.fixtures import point_django_at
from tests.pages import signed_in
from watchbook.authorisations.models import Authorisation
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.foi.draft.drafting import draft
from watchbook.keys.keyring import the_keyring
from watchbook.looks.models import Look
from watchbook.organisation.models import Person, Service
from watchbook.reading.split.questions import split

ROUNDS = 15
COUNCIL = Path(__file__).parent.parent / "watchbook" / "demo" / "fixtures" / "council-2019"
TEXT = (Path(__file__).parent.parent / "watchbook" / "demo" / "nine_questions.txt").read_text(
    encoding="utf-8"
)
RECEIVED = date(2019, 10, 7)
TABLES = ("authorisations_authorisation", "looks_look", "governance_registertotal")
AUTHORISATIONS = """
    INSERT INTO authorisations_authorisation (
        id, envelope, reference, earlier_reference, operation, kind, nation, service_id, state, is_social_media, ground,
        offence, why_not_ripa, decided_at, officer_rank, officer_takes_part, needs_court, effective_from, ends_on,
        times_renewed, stopped_at, cancelled_at, outcome, product, is_imported, earlier_reviews, earlier_renewals,
        assessment, assessment_version
    )
    SELECT gen_random_uuid(), '\\x01', 'E-' || n, 'TS-' || n, 'TS-' || n, 'directed_surveillance', 'england', '{service}',
        'cancelled', n % 2 = 0, 'crime', '', '', day, 'Head of Service', false, true, day, day::date + 90, 0,
        day + interval '30 days', day + interval '30 days', 'no_action', 'none', true, '{{}}', '{{}}', '', 0
    FROM generate_series(1, {rows}) AS n
    CROSS JOIN LATERAL (SELECT '2016-01-04'::timestamptz + interval '1 hour' * (32000.0 * (n - 1) / {rows}) AS day) AS given
"""
LOOKS = """
    INSERT INTO looks_look (
        id, envelope, reference, state, way, about, service_id, platform, purpose, manner, outcomes, triage_version, basis,
        account_used, attested, level, look_in_window, opened_by_id, opened_at, closed_at, result, collateral, pages, did_more
    )
    SELECT gen_random_uuid(), '\\x01', 'X-' || n, 'closed', 'imported', 'general', '{service}', 'facebook', 'investigation',
        'overt', '{{}}', '', 'imported', 'signed_out', false, 'none', 0, '{by}', at, at, 'nothing', 0, 1, false
    FROM generate_series(1, {rows}) AS n
    CROSS JOIN LATERAL (SELECT '2017-01-01'::timestamptz + interval '1 hour' * (24000.0 * (n - 1) / {rows}) AS at) AS opened
"""
TOTALS = """
    INSERT INTO governance_registertotal (id, register, service_id, month, kind, purpose, platform, count)
    SELECT gen_random_uuid(), 'looks', service_id, date_trunc('month', opened_at AT TIME ZONE 'Europe/London')::date,
        manner, purpose, platform, count(*)
    FROM looks_look GROUP BY 3, 4, 5, 6, 7
"""


def measure() -> str:
    """Both figures on one throw-away database."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        load_fixture_council(COUNCIL, at=timezone.now())
        page, answer = _record_page(name), _answering(name)
        connection.close()
    return f"{page}; {answer}"


def _record_page(database: str) -> str:
    client = signed_in(_holding("ripa_coordinator"), host="localhost")
    less, _looks = _load(database, authorisations=200, looks=0)
    few = _timed_page(client)
    more, _looks = _load(database, authorisations=20_000, looks=0)
    many = _timed_page(client)
    assert few[1] == many[1], f"{few[1]} queries beside {less:,} rows, {many[1]} beside {more:,}"
    assert many[0] / few[0] <= 2, f"the page takes {many[0] / few[0]:.2f} times as long"
    return (
        f"the central record {many[0]:.0f} ms beside {more:,} rows, {few[0]:.0f} ms beside {less:,}: {many[0] / few[0]:.2f} "
        f"times, {many[1]} queries each"
    )


def _answering(database: str) -> str:
    less = _load(database, authorisations=5, looks=100)
    few = _timed_answer()
    more = _load(database, authorisations=5_000, looks=100_000)
    many = _timed_answer()
    assert few[1] == many[1], f"{few[1]} queries beside {less[1]:,} looks, {many[1]} beside {more[1]:,}"
    assert many[0] / few[0] <= 3, f"the answer takes {many[0] / few[0]:.2f} times as long"
    return (
        f"FOI 9477 {many[0]:.0f} ms beside {more[1]:,} looks and {more[0]:,} authorisations, {few[0]:.0f} ms beside "
        f"{less[1]:,} and {less[0]:,}: "
        f"{many[0] / few[0]:.2f} times, {many[1]} queries each"
    )


def _load(database: str, *, authorisations: int, looks: int) -> tuple[int, int]:
    """Bring the tables to so many rows, and count them."""
    service, by = Service.objects.order_by("name")[0], _holding("ripa_coordinator")
    with server.as_database_role("owner", database=database) as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(f"DELETE FROM {table}")
        owner.execute(AUTHORISATIONS.format(service=service.id, rows=authorisations))
        if looks:
            owner.execute(LOOKS.format(service=service.id, by=by.id, rows=looks))
            owner.execute(TOTALS)
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            owner.execute(f"ANALYZE {table}")
    return Authorisation.objects.count(), Look.objects.count()


def _holding(kind: str) -> Person:
    return Person.objects.filter(duties__kind=kind)[0]


def _timed_page(client: Client) -> tuple[float, int]:
    assert client.get("/authorisations/?page=2").status_code == 200
    return _timed(lambda: client.get("/authorisations/?page=2"))


def _timed_answer() -> tuple[float, int]:
    questions = split(TEXT).questions
    return _timed(
        lambda: draft(questions, received_on=RECEIVED, as_at=timezone.now())
    )  # of now it would be kept


def _timed(run: Callable[[], object]) -> tuple[float, int]:
    """The least in milliseconds once it is warm, which a busy machine disturbs least, and how many queries it takes."""
    run()
    asked = 0

    def count(execute: Callable[..., object], *told: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*told)

    with connection.execute_wrapper(count):
        run()
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        run()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times), asked


if __name__ == "__main__":
    print(measure())
