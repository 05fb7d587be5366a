"""Inspections of a period and of some bodies."""

from datetime import date

import pytest

from tests.oversight import given
from watchbook.oversight.inspection.queries import inspections


def references(rows):
    return [row.reference for row in rows]


@pytest.mark.parametrize(
    ("first_on", "last_on", "expected"),
    [
        (None, None, ["I-0001"]),
        (date(2018, 6, 13), date(2018, 6, 13), ["I-0001"]),
        (date(2018, 6, 14), None, []),
        (None, date(2018, 6, 11), []),
    ],
)
def test_inspections_of_a_period_are_those_that_fell_into_it(people, first_on, last_on, expected):
    given.an_inspection(people)
    assert references(inspections(as_at=None, first_on=first_on, last_on=last_on)) == expected


def test_inspections_of_some_bodies(people):
    given.an_inspection(people)
    given.an_inspection(people, body="osc")
    given.an_inspection(people, body="ico")
    assert references(inspections(as_at=None, bodies=("osc", "ipco"))) == ["I-0001", "I-0002"]
    assert references(inspections(as_at=None)) == ["I-0001", "I-0002", "I-0003"]
