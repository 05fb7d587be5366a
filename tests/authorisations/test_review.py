"""Reviews set the next, add subjects, or say that it is to end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests import given as council
from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from tests.triage.given import assessed_case, lowered
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import (
    application,
    authorising,
    cancellation,
    judicial_approval,
    quality_check,
    review,
)
from watchbook.authorisations.exports import columns, lines
from watchbook.authorisations.particulars import named_by
from watchbook.authorisations.queries.central_record import central_record
from watchbook.authorisations.queries.in_force import authorisations_for
from watchbook.authorisations.review import Amendment
from watchbook.keys.envelope import opened

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
NEXT = date(2026, 4, 30)
WHY = "John Doe supplies her"


def reviewed(row, by, *, report=None, decision="continue", next_due_on=NEXT, at=AT, **amends):
    """A review of the 30th of March."""
    said = given.COMMENTS if report else given.ALONE
    facts = {"decision": decision, "next_due_on": next_due_on, "amendment": Amendment(**amends)}
    return review.review(row, said, report=report, by=by, at=at, **facts)


def test_a_review_sets_the_next_one(people):
    row = given.in_force(people)
    report = given.reported(people, row, step="review", at=AT)
    written = reviewed(row, people.oliver, report=report)
    row.refresh_from_db()
    assert row.review_due_on == NEXT
    assert opened(written)["comments"] == given.COMMENTS.comments
    assert opened(written.report)["answers"]["found"] == "Two new listings"
    assert str(written) == "2026-03-30"
    assert told(row)[0] == "review.recorded"


def test_a_review_beyond_what_the_newest_assessment_asks_says_why(people, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    row = given.in_force(people)
    subject = row.investigation.subjects.get()
    assessed_case(people, "T02", subject=subject)
    held = assessed_case(people, "T16", subject=subject, changed="She was told openly")
    report = given.reported(people, row, step="review", at=AT)
    said = f"{held.assessment} says “Overt look” but still waits for an answer. Have the assessment signed or answered first"
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, report=report), said)
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/review/"))
    assert said in page
    lowered(held, "overt", by=people.oliver)
    settled = f"asks for less than this authorisation: {held.assessment} says “Overt look”. Say why"
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, report=report), settled)


def test_somebody_new_is_covered_only_after_a_review_that_amends(people):
    row = given.in_force(people)
    other = council.a_subject(people, row.investigation, called="John Doe", handles=())
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, added=(other,)), "as amended")
    leaves_nothing(
        WrongState,
        lambda: reviewed(row, people.oliver, decision="amend", added=(other,)),
        "what you want to amend, and why",
    )
    reviewed(row, people.oliver, why=WHY, decision="amend", added=(other,))
    assert other in [one.subject for one in named_by(row)]
    stranger = council.a_subject(people, called="Stranger", handles=())
    leaves_nothing(
        WrongState,
        lambda: reviewed(row, people.oliver, why=WHY, decision="amend", added=(stranger,)),
        "another investigation",
    )


def test_an_amendment_says_what_changed_why_and_who_decided(people, monkeypatch):
    row = given.in_force(people)
    (jane,) = [one.subject for one in named_by(row)]
    john = council.a_subject(people, row.investigation, called="John Doe", handles=())
    changes = {"added": (john,), "removed": (jane,), "company_acts": True}
    reviewed(row, people.oliver, why=WHY, decision="amend", **changes)
    row.refresh_from_db()
    assert [one.subject for one in named_by(row)] == [john]
    assert row.uses_company
    name, by, _at, fields, _personal = told(row)
    assert (name, by, fields["decision"]) == ("review.recorded", people.oliver.id, "amend")
    assert (fields["added"], fields["removed"]) == ([str(john.id)], [str(jane.id)])
    assert fields["company_acts"] is True
    assert [one.reference for one in authorisations_for(john, at=AT)] == [row.reference]
    assert not authorisations_for(jane, at=AT)
    assert authorisations_for(jane, at=given.ORDERED)  # until then it was
    given.worked_with(people, row=row, role="third_party", at=AT)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    page = words(signed_in(people.helen).get(f"/authorisations/{row}/"))
    for said in (
        "Oliver: continues as amended",
        "John Doe supplies her",
        "Subjects covered from the date of this review: John Doe",
        "Subjects no longer covered from the date of this review: Jane Roe",
        "A company acts for us from the date of this review.",
    ):
        assert said in page
    (line,) = lines(central_record())
    assert dict(zip(columns(), line, strict=True))["Amended on"] == "2026-03-30"


def test_an_amendment_leaves_somebody_and_fits_whom_it_names_now(people):
    row = given.in_force(people)
    (jane,) = [one.subject for one in named_by(row)]
    john = council.a_subject(people, row.investigation, called="John Doe", handles=())
    amends = {"why": WHY, "decision": "amend"}
    for changes in ({"added": (jane,)}, {"removed": (john,)}):
        leaves_nothing(
            WrongState, lambda c=changes: reviewed(row, people.oliver, **amends, **c), "the list has changed"
        )
    reviewed(row, people.oliver, **amends, removed=(jane,))  # the application describes others
    assert not named_by(row).exists()


def test_an_amendment_leaves_nobody_uncovered_by_chance(people):
    subject = council.a_subject(people)
    draft = given.a_draft(people, subject=subject)
    application.answer(draft, {"others": ""}, by=people.ines, at=given.AT)
    given.text_read(people, application.submit(draft, by=people.ines, at=given.SUBMITTED))
    quality_check.pass_on(draft, comments="", version=1, by=people.helen, at=given.CHECKED)
    given.able_to_decide(people)
    authorising.grant(draft, given.WORDS, review_on=NEXT, version=1, by=people.oliver, at=AT)
    judicial_approval.record_order(
        draft,
        replace(given.ORDER, ordered_at=AT),
        file=given.SIGNED,
        by=people.ines,
        at=AT,
    )
    leaves_nothing(
        WrongState,
        lambda: reviewed(draft, people.oliver, why=WHY, decision="amend", removed=(subject,)),
        "cannot remove everybody",
    )


def test_what_was_told_to_stop_is_not_amended(people):
    row = given.in_force(people)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=AT)
    leaves_nothing(
        WrongState,
        lambda: reviewed(row, people.oliver, why=WHY, decision="amend"),
        "cannot amend",
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
    leaves_nothing(WrongState, lambda: reviewed(granted, people.oliver), "cannot review or renew")


def test_what_has_ended_is_cancelled_and_not_reviewed(people):
    row = given.in_force(people)
    late = datetime(2026, 6, 3, 23, 0, tzinfo=UTC)
    leaves_nothing(WrongState, lambda: reviewed(row, people.oliver, at=late), "ended on 3 June 2026")


def test_an_officer_reviews_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.in_force(people)
    refused_to_all_but({"oliver", "judith"}, people, lambda by: reviewed(row, by), match="only the")
    undone_when_the_log_fails(monkeypatch, review, lambda: reviewed(row, people.oliver))
