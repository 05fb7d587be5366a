"""Measure opening a look beside a million others, and a year's report beside the bare sum (`make proof`).

Rows are loaded by the database itself, in one statement a table, with the guards off for as long as that takes.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection, transaction
from django.utils import timezone

from tests import given
from tests.fixtures import point_django_at
from tests.looks import given as looks
from tests.people import People
from watchbook.investigations.models import Subject
from watchbook.keys.keyring import the_keyring
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened
from watchbook.looks.opening import open as open_look
from watchbook.looks.queries.counts import counts
from watchbook.register.models.totals import RegisterTotal

INVESTIGATIONS, OPENED, ROUNDS = 10, 60, 25
SMALL, LARGE = (1_000, 100), (1_000_000, 100_000)
TABLES = (
    "investigations_subject",
    "investigations_account",
    "keys_blindindexentry",
    "looks_look",
    "governance_registertotal",
)
SUBJECTS = """
    INSERT INTO investigations_subject (id, envelope, number, kind, people, investigation_id, added_by_id)
    SELECT gen_random_uuid(), '\\x01', 1000 + (n / {whole}), 'person', 1, ('{{{ids}}}'::uuid[])[1 + n % {whole}], '{by}'
    FROM generate_series(0, {subjects} - 1) AS n
"""
ACCOUNTS = """
    INSERT INTO investigations_account (id, envelope, platform, basis, subject_id, added_by_id)
    SELECT gen_random_uuid(), '\\x01', 'facebook', '', id, added_by_id FROM investigations_subject
    WHERE NOT EXISTS (SELECT 1 FROM investigations_account WHERE subject_id = investigations_subject.id)
"""
INDEX = """
    INSERT INTO keys_blindindexentry (id, item, kind, digest)
    SELECT gen_random_uuid(), id, 'account', sha256(id::text::bytea) FROM investigations_account
    WHERE NOT EXISTS (SELECT 1 FROM keys_blindindexentry WHERE item = investigations_account.id)
"""
LOOKS = """
    INSERT INTO looks_look (
        id, envelope, reference, state, way, about, service_id, investigation_id, subject_id, account_id, platform,
        purpose, manner, outcomes, triage_version, basis, account_used, attested, level, look_in_window, opened_by_id,
        opened_at, closed_at, result, collateral, pages, did_more
    )
    SELECT gen_random_uuid(), '\\x01', 'X-' || n, 'closed', 'page', 'subject', '{service}', s.investigation_id, s.id, a.id,
        'facebook', 'investigation', 'overt', '{{preliminary}}', '', 'triage', 'signed_out', true, 'none', 1, '{by}',
        opened.at, opened.at + interval '5 minutes', 'nothing', 0, 1, false
    FROM generate_series(0, {looks} - 1) AS n
    JOIN (SELECT *, row_number() OVER () - 1 AS place FROM investigations_subject WHERE number >= 1000) AS s
        ON s.place = n % {subjects}
    JOIN investigations_account AS a ON a.subject_id = s.id
    CROSS JOIN LATERAL (SELECT now() - interval '1 day' * (1 + (n * 37 % 364)) AS at) AS opened
"""
TOTALS = """
    INSERT INTO governance_registertotal (id, register, service_id, month, kind, purpose, platform, count)
    SELECT gen_random_uuid(), 'looks', s.id, m::date, k, p, f, 40
    FROM organisation_service AS s, generate_series('2023-01-01'::date, '2026-12-01', '1 month') AS m,
        unnest('{overt,covert}'::text[]) AS k, unnest('{investigation,person,group,tracing,protection,other}'::text[]) AS p,
        unnest('{facebook,instagram,x,tiktok,linkedin,youtube,unknown}'::text[]) AS f
    ON CONFLICT DO NOTHING
"""


def measure() -> str:
    """Both figures on one throw-away database."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        people = People(given.a_council())
        wholes = [given.an_investigation(people) for _ in range(INVESTIGATIONS)]
        load(name, people, wholes, SMALL)
        less, few = Look.objects.count(), opening(people)
        load(name, people, wholes, LARGE)
        more, many = Look.objects.count(), opening(people)
        floor, ours = report()
        connection.close()
    assert many / few <= 1.5, f"opening takes {many / few:.2f} times as long"
    assert ours / floor <= 3, f"the report takes {ours / floor:.2f} times the bare sum"
    return (
        f"look.open with drift {many:.1f} ms beside {more:,} looks, {few:.1f} ms beside {less:,}: "
        f"{many / few:.2f} times; a year by service {ours / floor:.2f} times the bare sum over the totals"
    )


def load(name: str, people: People, wholes: list[object], size: tuple[int, int]) -> None:
    """Bring the tables to so many looks over so many subjects."""
    looks_wanted, subjects = size
    by = people.ines
    ids = ",".join(str(one.id) for one in wholes)
    with server.as_database_role("owner", database=name) as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("DELETE FROM looks_look WHERE reference LIKE 'X-%'")
        there = owner.execute("SELECT count(*) FROM investigations_subject WHERE number >= 1000").fetchone()[
            0
        ]
        owner.execute(
            SUBJECTS.format(whole=INVESTIGATIONS, ids=ids, by=by.id, subjects=subjects).replace(
                "generate_series(0,", f"generate_series({there},"
            )
        )
        owner.execute(ACCOUNTS)
        owner.execute(INDEX)
        owner.execute(LOOKS.format(service=by.service_id, by=by.id, looks=looks_wanted, subjects=subjects))
        owner.execute(TOTALS)
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            owner.execute(f"ANALYZE {table}")


def opening(people: People) -> float:
    """The median time of opening a look, over subjects among those that were loaded."""
    by, times = people.ines, []
    rows = Subject.objects.filter(number__gte=1000).select_related("investigation__service").order_by("id")
    for subject in rows[: OPENED * 2]:
        asked = looks.ask(subject, why_not="One more page", address="")
        begun = time.perf_counter()
        try:
            open_look(asked, by=by, at=timezone.now())
        except NotOpened:
            continue
        times.append((time.perf_counter() - begun) * 1000)
    assert len(times) >= OPENED / 2, f"only {len(times)} looks opened"
    return statistics.median(times[5:])


def report() -> tuple[float, float]:
    """A year by service: the bare sum as the driver gives it, and ours, in turn."""
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    table = RegisterTotal._meta.db_table
    query = f"SELECT service_id, sum(count) FROM {table} WHERE register = 'looks' AND month BETWEEN %s AND %s GROUP BY service_id"

    def bare() -> dict[UUID, int]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, [first, last])
            return {row[0]: int(row[1]) for row in cursor.fetchall()}

    def ours() -> dict[UUID, int]:
        return counts(first, last, by=("service",))

    assert bare() == ours()
    pairs = [(_timed(bare), _timed(ours)) for _ in range(ROUNDS)]
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    print(measure())
