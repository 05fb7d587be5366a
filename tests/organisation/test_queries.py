"""Reading who we are: duties in force on a day, what waits for a second person, what is joined."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.people import DUTIES, NOBODY
from watchbook.acting.london_day import london_day
from watchbook.audit_log.queries import events_about
from watchbook.organisation import duty, person
from watchbook.organisation.models import Duty, Service
from watchbook.organisation.proposals_waiting import duties_to_decide
from watchbook.organisation.queries import (
    demonstration_people,
    duties_of,
    holders_of,
    in_force_between,
    in_force_on,
    joined_duties,
    names_in,
    the_authority,
    today,
)
from watchbook.organisation.rules import DutyKind

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)
DAY = timedelta(days=1)


def granted(people, kind=DutyKind.SOLICITOR, *, whose="nell", first=FIRST, last=LAST):
    proposed = duty.propose(
        getattr(people, whose), kind=kind, from_on=first, until_on=last, by=people.ada, at=given.AT
    )
    return duty.grant(proposed, by=people.bashir, at=given.AT)


def test_before_set_up_there_is_no_authority(db):
    assert the_authority() is None


def test_the_authority_is_the_one_row(people):
    assert str(the_authority()) == "Test Council"


@pytest.mark.parametrize(
    ("day", "held"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]
)
@pytest.mark.parametrize("ended", [False, True])
def test_a_duty_is_held_from_its_first_day_to_its_last_both_included(people, day, held, ended):
    row = granted(people)
    if ended:
        duty.end(row, on=LAST, by=people.ada, at=given.AT)
    assert (duties_of(people.nell, on=day) == {"solicitor"}) == held
    assert Duty.objects.filter(in_force_on(day), pk=row.pk).exists() == held
    assert (people.nell in holders_of("solicitor", on=day)) == held


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (FIRST - DAY, FIRST - DAY, False),
        (FIRST - DAY, FIRST, True),
        (LAST, None, True),
        (LAST + DAY, None, False),
        (FIRST - DAY, None, True),
    ],
)
def test_a_duty_is_in_force_in_a_period_where_their_days_meet(people, first, last, held):
    row = granted(people)
    assert Duty.objects.filter(in_force_between(first, last), pk=row.pk).exists() == held


def test_a_duty_without_a_last_day_goes_on(people):
    granted(people, last=None)
    assert duties_of(people.nell, on=date(2076, 1, 1)) == {"solicitor"}


def test_what_was_only_proposed_or_declined_is_not_held(people):
    proposed = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=FIRST, by=people.ada, at=given.AT)
    assert duties_of(people.nell, on=FIRST) == set()
    duty.decline(proposed, by=people.bashir, at=given.AT)
    assert duties_of(people.nell, on=FIRST) == set()


def test_a_persons_duties_are_asked_once_a_day_for_as_long_as_the_object_lives(
    people, django_assert_num_queries
):
    ines = people.ines
    with django_assert_num_queries(2):
        for day in (today(), today(), FIRST, FIRST):
            assert duties_of(ines, on=day) == {"investigator"}
    assert duties_of(ines, on=date(2026, 3, 1)) == set()


def test_a_proposal_waits_for_whoever_is_neither_its_holder_nor_its_proposer(people):
    row = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=FIRST, by=people.ada, at=given.AT)
    assert list(duties_to_decide(people.bashir, at=timezone.now())) == [row]
    assert (
        list(duties_to_decide(people.ada, at=timezone.now()))
        == list(duties_to_decide(people.nell, at=timezone.now()))
        == []
    )
    duty.decline(row, by=people.bashir, at=given.AT)
    assert list(duties_to_decide(people.bashir, at=timezone.now())) == []


def test_joined_duties_are_seen_while_both_are_in_force(people):
    assert joined_duties(on=FIRST) == []
    granted(people, DutyKind.AUTHORISING_OFFICER, whose="ines")
    [(holder, [joining])] = joined_duties(on=LAST)
    assert holder == people.ines
    assert joining.titles == "authorising officer and investigator"
    assert joined_duties(on=LAST + DAY) == []


def test_days_are_londons():
    assert london_day(datetime(2026, 6, 30, 22, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert london_day(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)) == date(2026, 7, 1)  # summer time
    assert london_day(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_demonstration_offers_the_sign_ins_of_open_accounts_with_a_duty(people, django_assert_num_queries):
    person.close(people.ines, by=people.ada, at=given.AT)
    granted(people, DutyKind.AUTHORISING_OFFICER, whose="bryn", last=None)
    with django_assert_num_queries(2):
        offered = {one["email"]: one["duty"] for one in demonstration_people()}
    names = {"ada", "bashir", *DUTIES} - {"ines", NOBODY}
    assert set(offered) == {given.address(name) for name in names}
    assert offered[given.address("bryn")] == "authorising officer, information officer"


def test_the_names_in_events_are_one_query_however_many_there_are(people, django_assert_num_queries):
    row, service = granted(people), Service.objects.get()
    names = {people.ada.id: "Ada", people.bashir.id: "Bashir", people.nell.id: "Nell"}
    for events in (events_about(row.id), events_about(row.id, people.nell.id) * 20):
        with django_assert_num_queries(1):
            assert names_in(events) == names
    bound = duty.propose(
        people.nell, kind=DutyKind.LINE_MANAGER, service=service, from_on=FIRST, by=people.ada, at=given.AT
    )
    assert names_in(events_about(bound.id))[service.id] == "Trading Standards"
    with django_assert_num_queries(0):
        assert names_in([]) == {}
