"""Reviews set the next, add subjects, or say that it is to end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import given as council
from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.authorisations import review
from watchbook.authorisations.particulars import named_by
from watchbook.keys.envelope import opened
from watchbook.organisation.states import WrongState

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
NEXT = date(2026, 4, 30)


def reviewed(row, by, *, findings=given.FINDINGS, decision="continue", next_due_on=NEXT, at=AT, added=()):
    """A review of the 30th of March."""
    return review.review(row, findings, decision=decision, next_due_on=next_due_on, by=by, at=at, added=added)


def test_a_review_sets_the_next_one(people):
    row = given.in_force(people)
    written = reviewed(row, people.oliver)
    row.refresh_from_db()
    assert row.review_due_on == NEXT
    assert opened(written)["found"] == "Two new listings"
    assert str(written) == "2026-03-30"
    assert told(row)[0] == "review.recorded"


def test_somebody_new_is_covered_only_after_a_review_that_amends(people):
    row = given.in_force(people)
    other = council.a_subject(people, row.investigation, called="John Doe", handles=())
    findings = replace(given.FINDINGS, amended="John Doe supplies her")
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, added=[other]), "as amended")
    leaves_nothing(
        WrongState,
        lambda: reviewed(row, people.oliver, decision="amend", added=[other]),
        "Still empty: amended",
    )
    reviewed(row, people.oliver, findings=findings, decision="amend", added=[other])
    assert other in [one.subject for one in named_by(row)]
    stranger = council.a_subject(people, called="Stranger", handles=())
    leaves_nothing(
        WrongState,
        lambda: reviewed(row, people.oliver, findings=findings, decision="amend", added=[stranger]),
        "another investigation",
    )


def test_a_review_that_finds_it_should_end_sets_no_next_one(people):
    row = given.in_force(people)
    assert reviewed(row, people.oliver, decision="cancel", next_due_on=None).next_due_on is None
    row.refresh_from_db()
    assert row.review_due_on == date(2026, 3, 30)


@pytest.mark.parametrize("next_due_on", [None, date(2026, 3, 30), date(2026, 5, 1)])
def test_the_next_review_is_within_a_month(people, next_due_on):
    row = given.in_force(people)
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, next_due_on=next_due_on), "next review")


def test_what_is_not_in_force_is_not_reviewed(people):
    granted = given.a_granted(people)
    leaves_nothing(WrongState, lambda: reviewed(granted, people.oliver), "nothing to review")


def test_what_has_ended_is_cancelled_and_not_reviewed(people):
    row = given.in_force(people)
    late = datetime(2026, 6, 3, 23, 0, tzinfo=UTC)
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, at=late), "ended on 3 June 2026")


def test_an_officer_reviews_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.in_force(people)
    refused_to_all_but({"oliver", "judith"}, people, lambda by: reviewed(row, by), match="Only the")
    undone_when_the_log_fails(monkeypatch, review, lambda: reviewed(row, people.oliver))
