"""The overview of an investigation: power, looks against the thresholds, captures, what is next, tabs with counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given as council
from tests.authorisations import given as authorisations
from tests.looks import given
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.authorisations import application
from watchbook.looks.overview import DRAWN
from watchbook.looks.queries.drift import thresholds_on

NOW = given.AT + timedelta(days=2)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock of the pages."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def subject(people):
    """A subject of Ines's, not looked at yet."""
    return given.a_subject(people)


def page_of(subject, person):
    """The overview for a person."""
    page = signed_in(person).get(f"/investigations/{subject.investigation.reference}/")
    assert page.status_code == 200
    return page


def test_it_says_what_is_in_force_and_what_is_next_to_whoever_may_do_it(people, subject):
    told = words(page_of(subject, people.ines))
    assert "In force No plan or authorisation in force" in told
    assert f"{subject}: 0 looks. From look 2 on, the officer must say why" in told
    assert f"Look at {subject}" in told
    assert "Next: You may look. From look 2 on, say why looking again is not surveillance." in told
    plan = given.a_plan_proposed(people, subject, at=given.AT)
    assert f"{plan.reference} is waiting for your signature. Read the plan" in words(
        page_of(subject, people.marian)
    )
    assert "is waiting for your signature" not in words(page_of(subject, people.ines))


def test_from_the_second_look_on_whoever_may_look_is_told_to_say_why_first(people, subject):
    given.made(people, subject, looked_at=given.AT)
    told = words(page_of(subject, people.ines))
    assert "Next: You may look. First say why looking again is not surveillance." in told
    assert "Before the next look, the officer must say why" in told, "of whichever officer, in the table"


def test_where_every_subject_needs_something_first_no_look_is_offered(people, subject):
    other = council.a_subject(people, subject.investigation)
    needs = "Next: A further step is needed before the next look at each subject: see “Next check” in the table below."
    triage.assessed_case(people, "T02", subject=subject, at=given.AT)
    told = words(page_of(subject, people.ines))
    assert "Next: You can look at a subject" in told  # at the other
    triage.assessed_case(people, "T02", subject=other, at=given.AT)
    told = words(page_of(subject, people.ines))
    assert needs in told
    assert "You can look at a subject" not in told


def test_everybody_reads_what_is_next_and_whose_step_it_is(people, subject):
    council.a_subject(people, subject.investigation)
    rest = "Next: You can look at a subject, or close the investigation if it is finished."
    assert rest in words(page_of(subject, people.ines))
    row = triage.assessed_case(people, "T27", subject=subject, at=given.AT).assessment
    assert row.ask
    asked = f"Next: Assessment {row.reference} is waiting for an answer from "
    assert asked in words(page_of(subject, people.ines))
    plan = given.a_plan_proposed(people, subject.investigation.subjects.last(), at=given.AT)
    assert f"Next: Overt plan {plan.reference} is waiting for the line manager’s signature." in words(
        page_of(subject, people.ines)
    )
    assert f"{plan.reference} is waiting for your signature" in words(page_of(subject, people.marian))


def test_a_look_that_waits_for_an_application_says_whose_step_it_is(people, subject):
    triage.assessed_case(people, "T02", subject=subject, at=given.AT)
    assert "See what the look needs" in words(page_of(subject, people.ines))
    row = authorisations.a_draft(people, subject=subject)
    told = words(page_of(subject, people.ines))
    assert (
        f"Next: {row}: Complete each part, check your answers, and send the application to the RIPA co-ordinator."
        in told
    )
    refused = signed_in(people.ines).get(f"/looks/of/{subject.investigation}/{subject.number}/open/")
    assert f"{row} is being written. You cannot use it for a look until it is in force. Open {row}" in words(
        refused
    )
    assert "Apply for directed surveillance" not in words(refused)
    application.submit(row, by=people.ines, at=authorisations.SUBMITTED)
    told = words(page_of(subject, people.ines))
    assert "Next: You cannot look at" in told
    assert (
        f"{row}: The RIPA co-ordinator checks the application and passes it on. Read application {row}"
        in told
    )


def test_a_plan_in_force_and_an_open_look_come_first(people, subject):
    plan = given.a_plan(people, subject)
    look = given.opened(people, subject, at=given.AT + timedelta(hours=1))
    told = words(page_of(subject, people.ines))
    assert f"Overt plan {plan.reference}, last date 31 March 2026" in told
    assert f"Your look {look.reference} is open. Close look" in told
    for tab in ("Subjects (1)", "Looks (1)", "Overt plans (1)", "Notes (0)", "People with access (1)"):
        assert tab in told


def test_looks_stand_against_the_thresholds_of_the_day_as_triage_counts_them(people, subject):
    by_law = thresholds_on(NOW.date())
    for made in range(by_law.red_look - 1):
        given.made(people, subject, looked_at=given.AT + timedelta(hours=made))
    page = page_of(subject, people.ines)
    told = words(page)
    assert (
        f"{by_law.red_look - 1} looks. The next look needs a plan, an authorisation or a re-triage." in told
    )
    assert (
        f"from look {by_law.amber_look} on, the officer must say why looking again is not surveillance"
        in told
    )
    assert (
        "Jane"
        not in page.text[page.text.index("watchbook-drawing") : page.text.index("watchbook-drawing__key")]
    )


def test_it_takes_as_many_queries_for_many_looks_and_for_more_subjects_than_are_drawn(people, subject):
    def asked():
        client = signed_in(people.ines)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/investigations/{subject.investigation.reference}/")
        return len(queries)

    for _more in range(DRAWN - 1):
        council.a_subject(people, subject.investigation)
    few = asked()
    for made in range(6):
        given.made(people, subject, looked_at=given.AT + timedelta(hours=made))
    for _more in range(3):
        council.a_subject(people, subject.investigation)
    assert asked() == few
