"""Requests and complaints about personal data are counted as the statistics count them; of none a person searches."""

from datetime import date

from tests.retention.complaint.given import a_complaint
from tests.retention.rights_request import given
from watchbook.figures.findings import Status
from watchbook.figures.named import figure
from watchbook.figures.tallies import tally
from watchbook.reading.times.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Period(date(2025, 1, 1), date(2025, 12, 31))
ON = date(2026, 12, 31)


def asked(name, period=YEAR):
    return figure(name, on=ON, period=period)


def test_an_empty_register_proves_nothing(people):
    for name in ("data_requests", "data_complaints"):
        assert asked(name).status is Status.TO_BE_SEARCHED


def test_requests_are_counted_with_those_for_deletion_as_the_statistics_count_them(people):
    given.a_rights_request(people, rights=("erasure",))
    given.a_rights_request(people, rights=("access",))
    found = asked("data_requests")
    assert found.value["count"] == tally("rights_requests", [YEAR])[None][0] == 2
    assert "The register holds 2 requests about personal data" in found.answer
    assert "Requests that asked for deletion: 1" in found.answer
    assert found.status is Status.PARTLY, "the register begins later than the year"
    assert "does not cover any earlier time" in found.answer
    assert asked("data_requests", BEFORE).status is Status.TO_BE_SEARCHED


def test_complaints_are_counted_with_their_rows_as_evidence(people):
    row = a_complaint(people)
    found = asked("data_complaints")
    assert "We received 1 complaint about personal data." in found.answer
    assert [one.reference for one in found.evidence] == [row.reference]
    assert found.value["count"] == tally("complaints", [YEAR])[None][0] == 1
