"""Audits of a period and of services."""

from datetime import date

import pytest

from tests.oversight import given
from tests.oversight.given import audit_report
from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit.queries import internal_audits, open_services, services_of


def references(rows):
    return [row.reference for row in rows]


@pytest.mark.parametrize(
    ("first_on", "last_on", "expected"),
    [
        (None, None, ["A-0002", "A-0001"]),
        (date(2018, 5, 4), None, ["A-0002", "A-0001"]),
        (date(2018, 5, 5), None, ["A-0002"]),
        (None, date(2018, 3, 1), ["A-0001"]),
        (None, date(2018, 2, 28), []),
        (date(2025, 1, 1), date(2025, 12, 31), ["A-0002"]),
    ],
)
def test_audits_of_a_period_are_those_under_way_in_it(people, first_on, last_on, expected):
    given.an_audit(people)
    given.an_audit_under_way(people, began_on=date(2024, 1, 1))
    assert references(internal_audits(as_at=None, first_on=first_on, last_on=last_on)) == expected


def test_the_services_of_an_audit_and_those_that_can_be_audited(people):
    service = Service.objects.get()
    assert services_of(given.an_audit(people, services=(service.id,))) == [service]
    assert services_of(given.an_audit(people)) == []
    assert open_services() == [service]


def test_an_audit_reported_in_the_period_but_begun_before_belongs_to_it(people):
    given.an_audit(people, began_on=date(2017, 12, 1), report=audit_report(reported_on=date(2018, 1, 2)))
    found = internal_audits(as_at=None, first_on=date(2018, 1, 1), last_on=date(2018, 12, 31))
    assert references(found) == ["A-0001"]
