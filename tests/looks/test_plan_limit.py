"""How often a signed plan lets its subject be looked at binds every look at it, whatever the look is opened on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.looks.test_every_entrance import ENTRANCES
from tests.pages import signed_in, words
from tests.threads import at_once, split
from tests.triage import given as triage
from watchbook.authorisations import overt_plan
from watchbook.looks import page_view
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened
from watchbook.looks.sitting import USUAL

AT = given.AT
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ONCE_A_WEEK = (1, 7)


@pytest.fixture
def subject(people):
    """A subject whose plan says once a week, looked at once under it."""
    subject = given.a_subject(people)
    given.a_plan(people, subject, often=ONCE_A_WEEK)
    assert given.opened(people, subject, at=AT).basis == "overt_plan"
    return subject


def test_a_second_look_in_the_week_is_refused_with_the_next_day_and_the_ways(people, subject):
    for at in (AT + MINUTE, AT + 6 * DAY):
        with pytest.raises(NotOpened) as refusal:
            given.opened(people, subject, at=at)
        said = str(refusal.value)
        assert "PLAN-0001 allows this: At most 1 look in any 7 days." in said
        assert f"The next look under it can open on {AT + 7 * DAY:%-d %B %Y}." in said
        assert "ask the line manager to sign a new plan" in said
    row = given.opened(people, subject, at=AT + 7 * DAY)
    assert row.basis == "overt_plan"


def test_a_plan_of_which_no_look_is_left_says_so(people):
    subject = given.a_subject(people)
    given.a_plan(people, subject, often=ONCE_A_WEEK, days=5)
    given.opened(people, subject)
    with pytest.raises(NotOpened, match="The plan allows no more looks before it ends"):
        given.opened(people, subject, at=AT + DAY)
    other = given.a_subject(people, profile=given.OTHER_PROFILE, called="Somebody else")
    given.a_plan(people, other, looks_at_most=1)
    given.opened(people, other)
    with pytest.raises(NotOpened, match="allows 1 look, which has been made"):
        given.opened(people, other, at=AT + DAY)


@pytest.mark.parametrize("entrance", [one for one in ENTRANCES if one != "nobody in particular"])
def test_it_binds_at_every_entrance(council, entrance):
    given.a_plan(council.people, council.subject, at=council.now, often=ONCE_A_WEEK)
    assert council.prepared(["none"]).status_code == 302
    council.later()
    for ticks in (["none"], ["told"]):
        shown = words(ENTRANCES[entrance](council, ticks))
        assert "The next look under it can open on 12 March 2026" in shown
    assert Look.objects.count() == 1


def test_the_page_says_it_before_anything_is_answered(people, clock, subject):
    clock(AT + DAY)
    where = reverse("looks:open_subject", args=[subject.investigation.reference, subject.number])
    shown = words(signed_in(people.ines).get(where))
    assert "allows this: At most 1 look in any 7 days. The next look under it can open on" in shown
    assert "Propose an overt plan" in shown


def test_the_same_account_in_another_investigation_is_no_second_allowance(people, subject):
    twin = given.a_subject(people, called="J R")
    with pytest.raises(NotOpened, match="PLAN-0001 allows this"):
        given.opened(people, twin, at=AT + MINUTE)
    first = given.a_subject(people, profile=given.OTHER_PROFILE, called="Somebody else")
    beside = given.a_subject(people, profile=given.OTHER_PROFILE, called="S E")
    given.a_plan(people, first, often=ONCE_A_WEEK)
    assert given.opened(people, beside).basis == "triage"
    with pytest.raises(NotOpened, match="PLAN-0002 allows this"):
        given.opened(people, first, at=AT + MINUTE)


def test_a_new_plan_an_authorisation_a_signature_or_an_emergency_opens_one(people, subject):
    at = AT + MINUTE
    given.a_signed_re_triage(people, subject, at=at)
    assert given.opened(people, subject, at=at + MINUTE).basis == "re_triage"
    sudden = USUAL | {"immediate": "yes", "covert": "yes"}
    assert given.opened(people, subject, at=at + 2 * MINUTE, facts=sudden).basis == "immediate"
    amended = given.a_plan(people, subject, at=at + 3 * MINUTE, often=(1, 1))
    row = given.opened(people, subject, at=at + 4 * MINUTE)
    assert row.basis_id == amended.id
    authorisations.in_force(people, subject=subject)
    row = given.opened(people, subject, at=authorisations.ORDERED + DAY, facts=triage.of_case("T02")["facts"])
    assert row.basis == "directed_surveillance"


def test_it_binds_when_the_plan_was_ended_no_longer(people, subject):
    plan = subject.overt_plans.get()
    overt_plan.end(plan, why="Open looks would do", by=people.marian, at=AT + MINUTE)
    assert given.opened(people, subject, at=AT + 2 * MINUTE).basis == "triage"


def test_the_look_that_reached_it_goes_on(people, subject):
    row = Look.objects.get()
    page_view.add(row, f"{given.PROFILE}/photos", by=people.ines, at=AT + MINUTE)


def test_a_look_recorded_afterwards_goes_over_it_without_a_basis(people, subject):
    assert given.made(people, subject, looked_at=AT + DAY, facts={}).basis == "none"
    assert given.made(people, subject, looked_at=AT + 7 * DAY, facts={}).basis == "none"  # six after it
    assert given.made(people, subject, looked_at=AT + 14 * DAY, facts={}).basis == "overt_plan"


def test_of_two_officers_at_once_one_opens_it(committed, committed_people):
    people = committed_people
    subject = given.a_subject(people)
    given.a_plan(people, subject, often=ONCE_A_WEEK)
    acts = [
        lambda by=by: given.opened(people, subject, at=AT + MINUTE, by=by)
        for by in (people.ines, people.marian)
    ]
    opened, refused = split(at_once(committed, *acts))
    assert [row.basis for row in opened] == ["overt_plan"]
    (refusal,) = refused
    assert "allows this: At most 1 look in any 7 days" in str(refusal)
