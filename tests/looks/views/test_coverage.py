"""What an authorisation or a plan covers stands beside the look, before it is opened and while it lasts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import covert_profile
from watchbook.authorisations.queries.coverage import coverage
from watchbook.looks.models import AccountUsed, Look
from watchbook.looks.sitting import USUAL

A_DAY = timedelta(days=1)
LOOKED_AT = authorisations.ORDERED + A_DAY
HIDDEN = USUAL | triage.of_case("T02")["facts"]


def open_page(one):
    return reverse("looks:open_subject", args=(one.investigation.reference, one.number))


@pytest.fixture
def subject(people):
    return given.a_subject(people, called="Jane Roe")


@pytest.fixture
def profile(people):
    """A profile that Ines may use."""
    return covert_profile.approve(authorisations.a_profile(people), by=people.oliver, at=authorisations.AT)


def test_the_limits_of_an_authorisation_stand_beside_the_look(people, clock, subject):
    row = authorisations.in_force(people, subject=subject)
    clock(LOOKED_AT)
    shown = words(signed_in(people.ines).get(open_page(subject)))
    for one in (
        f"Limits of {row.reference}",
        "Jane Roe, https://facebook.com/janeroeseller",
        "Trade Marks Act",
        "Looks at her shop page",
        "For three months",
        "To learn where the goods come from",
        "Without a covert profile",
        "3 June 2026",
    ):
        assert one in shown
    look = given.opened(people, subject, at=LOOKED_AT, facts=HIDDEN)
    assert look.basis == "directed_surveillance"
    shown = words(signed_in(people.ines).get(reverse("looks:look", args=(look.reference,))))
    assert f"Limits of {row.reference}" in shown
    assert "Without a covert profile" in shown


def test_the_limits_of_a_plan_stand_beside_the_look(people, clock, subject):
    row = given.a_plan(people, subject)
    clock(given.AT + A_DAY)
    shown = words(signed_in(people.ines).get(open_page(subject)))
    for one in (
        f"Limits of {row.reference}",
        "See whether the sales go on",
        "At most 10 looks in any 7 days",
        "31 March 2026",
    ):
        assert one in shown


def test_a_look_on_triage_alone_shows_no_limits(people, clock, subject):
    clock(LOOKED_AT)
    assert "Limits of" not in words(signed_in(people.ines).get(open_page(subject)))


def test_who_may_not_know_whom_it_names_is_told_of_the_subject_looked_at_alone(people, subject):
    row = authorisations.in_force(people, subject=subject)
    told = coverage(row.kind, row.id, subject=subject, reader=people.ines, at=LOOKED_AT)
    assert dict(told.limits)[str(subject)].startswith("Jane Roe")
    beside = given.a_subject(people, profile="", called="Another")
    told = coverage(row.kind, row.id, subject=beside, reader=people.ada, at=LOOKED_AT)
    assert str(beside) in dict(told.limits)
    assert str(subject) not in dict(told.limits)


def test_a_profile_that_the_authorisation_does_not_name_is_not_used(people, subject, profile):
    authorisations.in_force(people, subject=subject)
    used = {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": profile}
    with pytest.raises(WrongState, match="the authorisation does not name that profile"):
        given.opened(people, subject, at=LOOKED_AT, facts=HIDDEN, **used)
    assert not Look.objects.exists()


def test_a_profile_that_the_authorisation_names_is_used(people, subject, profile, monkeypatch):
    answers = authorisations.answers_of("directed_surveillance") | {"profiles": profile.reference}
    monkeypatch.setattr(authorisations, "answers_of", lambda _kind: answers)
    row = authorisations.in_force(people, subject=subject)
    used = {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": profile}
    look = given.opened(people, subject, at=LOOKED_AT, facts=HIDDEN, **used)
    assert look.basis_id == row.id
    told = coverage(look.basis, row.id, subject=subject, reader=people.ines, at=LOOKED_AT)
    assert f"Signed in with {profile.reference}, or signed out" in dict(told.limits).values()


def test_a_plan_that_waits_is_named_where_the_look_is_stopped(people, clock, subject):
    triage.lowered(triage.assessed_case(people, "T02", subject=subject), "overt_plan", by=people.oliver)
    plan = given.a_plan_proposed(people, subject, at=given.AT + A_DAY)
    clock(given.AT + A_DAY)
    shown = words(signed_in(people.ines).get(open_page(subject)))
    assert f"{plan.reference} is waiting for the line manager to sign." in shown
    assert "Propose an overt plan" not in shown
