"""An overt plan covers open looks alone: one that is, or could be, hidden from the people concerned does not open on it."""

from datetime import timedelta

import pytest

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.triage import given as triage
from watchbook.authorisations import covert_profile
from watchbook.looks.models import AccountUsed
from watchbook.looks.opening import NotOpened
from watchbook.looks.sitting import USUAL
from watchbook.triage.facts import HIDING

DAY = timedelta(days=1)


@pytest.fixture
def subject(people):
    return given.a_subject(people)


def opened(people, subject, **facts):
    return given.opened(
        people, subject, facts=USUAL | facts, why_not="One check of a post, before the case is closed"
    )


@pytest.mark.parametrize("answer", ["yes", "unknown"])
@pytest.mark.parametrize("hiding", ["covert", "false_persona"])
def test_the_plan_is_no_basis_of_it(people, subject, hiding, answer):
    given.a_plan(people, subject)
    assert opened(people, subject, **{hiding: answer}).basis == "triage"
    assert opened(people, subject).basis == "overt_plan"


@pytest.mark.parametrize(
    ("hiding", "answer"),
    [*((one, "yes") for one in HIDING), ("covert", "unknown"), ("false_persona", "unknown")],
)
def test_a_third_is_refused_with_the_ways_that_would_cover_it(people, subject, hiding, answer):
    given.opened(people, subject)
    given.opened(people, subject, why_not="One check of a post, before the case is closed")
    given.a_plan(people, subject)
    with pytest.raises(NotOpened) as refusal:
        opened(people, subject, **{hiding: answer})
    assert "PLAN-0001 (Overt plan) is in force, but does not cover this look." in str(refusal.value)
    assert "Ask the line manager to sign a plan" not in str(refusal.value)
    assert opened(people, subject).basis == "overt_plan"


def test_an_authorisation_beside_the_plan_covers_it(people, subject):
    at = authorisations.ORDERED + DAY
    given.a_plan(people, subject, at=at)
    authorisations.in_force(people, subject=subject)
    assert (
        given.opened(people, subject, at=at, facts=triage.of_case("T02")["facts"]).basis
        == "directed_surveillance"
    )


@pytest.mark.parametrize("facts", [{}, USUAL])
def test_a_look_that_was_made_with_a_covert_profile_rested_on_no_plan(people, subject, facts):
    given.a_plan(people, subject)
    profile = covert_profile.approve(authorisations.a_profile(people), by=people.oliver, at=given.AT)
    used = {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": profile}
    row = given.made(people, subject, facts=facts, **used)
    assert (row.manner, row.basis) == ("covert", "none")
    assert given.made(people, subject, facts=facts).basis == "overt_plan"
