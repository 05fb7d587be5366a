"""Audits and inspections as recorded by a moment, about social media, the newest first."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.given import AT
from tests.oversight import given
from tests.oversight.given import audit_particulars, inspection_particulars
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.oversight.inspection import inspection
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.queries import internal_audits

FIRST, SECOND, THIRD, FOURTH = (datetime(2026, month, 1, 9, 0, tzinfo=UTC) for month in (3, 4, 5, 6))
TICK = timedelta(microseconds=1)


def references(rows):
    return [row.reference for row in rows]


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (FIRST - TICK, []),
        (FIRST, ["exclusively"]),
        (SECOND - TICK, ["exclusively"]),
        (SECOND, ["partly"]),
        (None, ["partly"]),
    ],
)
def test_audits_and_inspections_are_told_as_recorded_by_a_moment(people, as_at, expected):
    with recorded_as_if_at(FIRST):
        audit = given.an_audit(people)
        seen = given.an_inspection(people, concerns_social_media="exclusively")
    with recorded_as_if_at(SECOND):
        internal_audit.correct(
            audit, audit_particulars(concerns_social_media="partly"), file=None, by=people.edmund, at=AT
        )
        inspection.correct(seen, inspection_particulars(), file=None, by=people.helen, at=AT)
    assert [row.concerns_social_media for row in internal_audits(as_at=as_at)] == expected
    assert [row.concerns_social_media for row in inspections(as_at=as_at)] == expected


def test_about_social_media_are_those_exclusively_or_partly(people):
    for extent in ("exclusively", "partly", "no"):
        given.an_audit(people, concerns_social_media=extent)
        given.an_inspection(people, concerns_social_media=extent)
    assert references(internal_audits(as_at=None, on_social_media=True)) == ["A-0001", "A-0002"]
    assert references(internal_audits(as_at=None, on_social_media=False)) == ["A-0003"]
    assert references(inspections(as_at=None, on_social_media=True)) == ["I-0001", "I-0002"]
    assert references(inspections(as_at=None, on_social_media=False)) == ["I-0003"]


def test_the_newest_come_first(people):
    for year in (2016, 2018, 2017):
        given.an_audit(people, began_on=date(year, 3, 1))
        given.an_inspection(people, first_on=date(year, 6, 12))
    assert references(internal_audits(as_at=None)) == ["A-0002", "A-0003", "A-0001"]
    assert references(inspections(as_at=None)) == ["I-0002", "I-0003", "I-0001"]
