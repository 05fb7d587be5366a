"""The tables on which each figure rests, as the hold of a request names them, against those that its query really reads."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given
from tests.evidence import given as evidence
from tests.foi.a_year import bring_about_a_year
from tests.governance import signed, tools_and_training
from tests.governance.third_parties import given as third_parties
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from watchbook.figures.named import QUERIES, figure
from watchbook.foi import request_hold
from watchbook.reading.times.period import Period

ON = date(2026, 3, 3)
PERIODS = (None, Period(date(2025, 1, 1), date(2025, 12, 31)))
FROM = re.compile(r'(?:FROM|JOIN) "([a-z_]+)"')
# What a figure reads and no deletion takes away, each with the reason.
NOT_DELETED = {
    "governance_registertotal": "totals outlive the rows that they count",
    "keys_keydestruction": "written once",
}
NOT_OF_A_REGISTER = ("organisation_", "audit_log_", "django_", "retention_deletion")


def read_by(topic):
    """The tables that the query of a topic asks, of a period and of none."""
    with CaptureQueriesContext(connection) as asked:
        for period in PERIODS:
            figure(topic, on=ON, period=period)
    tables = {table for one in asked.captured_queries for table in FROM.findall(one["sql"])}
    return {table for table in tables if not table.startswith(NOT_OF_A_REGISTER)} - set(NOT_DELETED)


def forgotten():
    """Each topic with the tables that its query reads and its hold does not name."""
    named = {topic: {label.replace(".", "_") for label in request_hold.tables_of(topic)} for topic in QUERIES}
    found = {topic: read_by(topic) - named[topic] for topic in QUERIES}
    return {topic: sorted(tables) for topic, tables in found.items() if tables}


def test_of_empty_registers_and_of_rows_of_every_kind(people):
    assert not (left := forgotten()), left
    given.a_letter_with_reply(people)
    oversight.an_audit(people)
    oversight.a_discharged_recommendation(people, oversight.an_inspection(people))
    signed.an_adopted_schedule(people)
    tools_and_training.a_tool(people)
    tools_and_training.a_session(people)
    third_parties.a_third_party(people)
    evidence.an_exhibit(people)
    looks.an_evaluation(people)
    errors.a_notice(people)
    assert not (left := forgotten()), left


@pytest.mark.usefixtures("db")
def test_of_a_years_registers(tmp_path):
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    assert not (left := forgotten()), left
