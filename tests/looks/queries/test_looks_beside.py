"""Whoever decides has the register's own looks beside the applicant's word: how often, by whom, on what."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.looks import look
from watchbook.looks.queries.looks_beside import looks_beside
from watchbook.looks.sitting import USUAL

A_DAY = timedelta(days=1)
HIDDEN = USUAL | triage.of_case("T02")["facts"]


def looked_at_before(people):
    """A subject with a look that was more than looking, and one that another service made at the same account."""
    subject = given.a_subject(people)
    row = given.opened(people, subject, at=authorisations.AT - A_DAY)
    look.close(row, replace(given.SEEN, did_more=True), by=people.ines, at=authorisations.AT)
    hanna = given.an_officer_of_housing(people)
    given.opened(people, given.their_subject(people, hanna), by=hanna, at=authorisations.AT, why="Zephyrine")
    return subject


def test_it_counts_the_services_own_looks_by_name_and_others_by_number(people):
    subject = looked_at_before(people)
    (found,) = looks_beside([subject], decided=None, at=authorisations.AT + A_DAY)
    assert (found.total, found.officers, found.in_window, found.others) == (1, 1, 1, 1)
    assert [(one.look.opened_by, one.basis) for one in found.looks] == [(people.ines, "triage alone")]
    (much_later,) = looks_beside([subject], decided=None, at=authorisations.AT + 60 * A_DAY)
    assert (much_later.total, much_later.in_window) == (1, 0)


def test_the_officer_who_grants_or_checks_sees_them(people, clock):
    subject = looked_at_before(people)
    row = authorisations.a_passed(people, subject=subject)
    authorisations.able_to_decide(people)
    clock(authorisations.DECIDED)
    shown = words(signed_in(people.oliver).get(reverse("authorisations:grant", args=[row.reference])))
    assert "Recorded looks" in shown
    assert "1 look by the service so far, by 1 officer. Looks in the last 28 days: 1." in shown
    assert "1 look by another service also counts towards the limit on repeat looks." in shown
    assert "Zephyrine" not in shown


def test_the_officer_who_reviews_sees_the_looks_that_were_made_under_it(people, clock):
    subject = given.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    made = given.opened(people, subject, at=authorisations.ORDERED + A_DAY, facts=HIDDEN)
    clock(authorisations.ORDERED + 2 * A_DAY)
    shown = words(signed_in(people.oliver).get(reverse("authorisations:review", args=[row.reference])))
    assert made.reference in shown
    assert f"an authorisation of directed surveillance, {row.reference}" in shown


def test_the_manager_who_signs_a_plan_sees_them(people, clock):
    subject = looked_at_before(people)
    plan = given.a_plan_proposed(people, subject, at=authorisations.AT + A_DAY)
    clock(authorisations.AT + A_DAY)
    shown = words(signed_in(people.marian).get(reverse("overt_plans:sign", args=[plan.reference])))
    assert "1 look by the service so far, by 1 officer" in shown
    read = words(signed_in(people.marian).get(reverse("overt_plans:plan", args=[plan.reference])))
    newest = subject.looks.get()
    for page in (shown, read):
        assert f"Openly or covertly {newest.reference}, the newest look: {newest.manner_told}" in page
        assert "The plan does not do that. The officer is asked before each look." in page
    assert "the looks are needed, are not hidden and will not go beyond the plan" in shown


def test_a_plan_before_any_look_says_that_nothing_is_recorded_of_what_makes_it_open(people, clock):
    plan = given.a_plan_proposed(people, given.a_subject(people), at=authorisations.AT)
    clock(authorisations.AT)
    read = words(signed_in(people.marian).get(reverse("overt_plans:plan", args=[plan.reference])))
    assert "Openly or covertly not recorded: there are no looks yet" in read


@pytest.mark.parametrize(("kind", "case"), [("directed_surveillance", "T02"), ("chis", "T05")])
def test_a_look_under_a_source_stands_beside_that_source_alone_and_no_hidden_one_beside_a_plan(
    people, kind, case
):
    subject = given.a_subject(people)
    row = authorisations.in_force(people, kind=kind, subject=subject)
    made = given.opened(
        people, subject, at=authorisations.ORDERED + A_DAY, facts=USUAL | triage.of_case(case)["facts"]
    )
    assert made.basis == kind

    def seen(decided):
        (found,) = looks_beside([subject], decided=decided, at=authorisations.ORDERED + 2 * A_DAY)
        return (found.total, found.officers, len(found.looks))

    assert seen(row.id) == (1, 1, 1)
    assert seen(None) == (0, 0, 0)
    assert seen(uuid4()) == ((1, 1, 1) if kind == "directed_surveillance" else (0, 0, 0))


def test_who_may_not_know_of_a_source_does_not_read_of_its_end_on_a_look(people, clock):
    subject = given.a_subject(people)
    row = authorisations.in_force(people, kind="chis", subject=subject)
    ended = authorisations.ORDERED + 3 * A_DAY
    authorisations.cancelled(people, row, at=ended)
    made = given.made(people, subject, looked_at=ended + A_DAY, facts={})
    clock(ended + 2 * A_DAY)
    address = reverse("looks:look", args=[made.reference])
    for name in ("marian", "simon"):  # Marian runs the source
        page = words(signed_in(getattr(people, name)).get(address))
        assert (f"{row.reference} named this subject" in page) == (name == "marian"), name
