"""Recommendations imported from a spreadsheet: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.given import AT
from tests.oversight import given
from tests.oversight.importing import import_rows, why_refused
from tests.rights import refused_to_all_but
from watchbook.organisation import person
from watchbook.oversight.recommendation.imports import RECOMMENDATIONS
from watchbook.oversight.recommendation.models import Recommendation

BY_REFERENCE = "i-0001,3,Amend the policy,Red,marian@council.invalid,2026-02-01"
BY_SCOPE = '"The use of RIPA, by telephone",,Train everybody,green,INES@council.invalid,2026-03-01'
BY_TITLE = "social media in investigations,,Keep a log,amber,nell@council.invalid,2026-03-01"


def test_every_row_becomes_a_recommendation(people):
    given.an_inspection(people)
    added = import_rows(RECOMMENDATIONS, people.helen, BY_REFERENCE, BY_SCOPE)
    assert [(row.reference, row.source_reference) for row in added] == [
        ("R-0001", "I-0001"),
        ("R-0002", "I-0001"),
    ]
    first, second = Recommendation.objects.order_by("reference")
    assert (first.number, first.words, first.rating, first.due_on) == (
        "3",
        "Amend the policy",
        "red",
        date(2026, 2, 1),
    )
    assert (first.owner, second.owner) == (people.marian, people.ines)


def test_an_audit_is_named_by_its_title(people):
    given.an_audit(people)
    [row] = import_rows(RECOMMENDATIONS, people.edmund, BY_TITLE)
    assert (row.source_reference, row.owner) == ("A-0001", people.nell)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (BY_REFERENCE.replace("i-0001", "I-0009"), "none on the register has that name"),
        (BY_TITLE, "several on the register have that name"),
        (BY_REFERENCE.replace("marian", "nobody"), "No open account has the owner’s email address"),
        (BY_REFERENCE.replace("marian@council.invalid", "Marian"), "“owner” is “Marian”."),
        (BY_REFERENCE.replace("Red", "purple"), "Enter red or amber or green."),
        (BY_REFERENCE.replace("2026-02-01", "2017-02-01"), "the due date is before"),
        (BY_REFERENCE.replace("i-0001", "A-0001"), "cannot record the recommendations of an audit"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_nothing_is_imported(people, row, reason):
    given.an_inspection(people)
    given.an_audit(people)
    given.an_audit(people)
    found = why_refused(RECOMMENDATIONS, people.helen, BY_SCOPE, row)
    assert list(found) == [3]
    assert reason in found[3]


def test_an_owner_has_an_open_account(people):
    given.an_inspection(people)
    person.close(people.marian, by=people.ada, at=AT)
    found = why_refused(RECOMMENDATIONS, people.helen, BY_REFERENCE)
    assert "No open account has the owner’s email address" in found[2]


def test_whoever_records_nothing_imports_nothing(people):
    given.an_inspection(people)
    refused_to_all_but(
        {"helen", "simon", "edmund"},
        people,
        lambda by: import_rows(RECOMMENDATIONS, by, BY_REFERENCE),
        match="cannot record recommendations",
    )
