"""Who held an office on a day, as it was recorded by a moment; and whether a rank is one the law lists."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import given
from watchbook.audit_log.models import Event
from watchbook.organisation import appointment, duty
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import (
    officers,
    officers_ever,
    rank_warning,
    ranks_listed,
    the_authority,
    today,
)
from watchbook.organisation.rules import DutyKind, is_rank_listed

AO = DutyKind.AUTHORISING_OFFICER
ON = date(2026, 6, 1)


def who(*, on=ON, as_at=None, kind=AO):
    return [row.person.name for row in officers(kind=kind, on=on, as_at=as_at)]


def test_a_duty_counts_between_its_days(people):
    assert who() == ["Oliver"]
    assert who(on=date(2026, 3, 1)) == []
    duty.end(people.oliver.duties.get(), on=date(2026, 5, 31), by=people.ada, at=given.AT)
    assert who() == []
    assert who(on=date(2026, 5, 31)) == ["Oliver"]


def test_a_proposal_or_a_declined_duty_is_no_office(people):
    proposed = duty.propose(people.nell, kind=AO, from_on=date(2026, 3, 2), by=people.ada, at=given.AT)
    assert who() == ["Oliver"]
    duty.decline(proposed, by=people.bashir, at=given.AT)
    assert who() == ["Oliver"]


def moment_of(row, name):
    return Event.objects.get(subject_id=row.id, name=name).recorded_at


def test_what_was_recorded_later_does_not_count(committed_people):
    people = committed_people
    row = people.oliver.duties.get()
    granted = moment_of(row, "duty.granted")
    assert who(as_at=granted) == ["Oliver"]
    assert who(as_at=granted - timedelta(microseconds=1)) == []
    before_it_ended = timezone.now()
    duty.end(row, on=date(2026, 5, 31), by=people.ada, at=given.AT)
    assert who(as_at=before_it_ended) == ["Oliver"]
    (as_it_was,) = officers(kind=AO, on=ON, as_at=before_it_ended)
    assert as_it_was.until_on is None
    assert who(as_at=timezone.now()) == []


def test_a_founding_seat_counts_from_its_founding(people):
    kind = DutyKind.SYSTEM_ADMINISTRATOR
    assert who(kind=kind) == ["Ada", "Bashir"]
    assert who(kind=kind, as_at=timezone.now()) == ["Ada", "Bashir"]


def test_each_has_the_appointment_as_it_was_recorded_by_then(committed_people):
    people = committed_people
    row = people.oliver.duties.get()
    assert officers(kind=AO, on=ON, as_at=None)[0].appointment is None
    first = appointment.add(row, AppointmentParticulars(rank="Clerk"), by=people.ada, at=given.AT)
    then = timezone.now()
    appointment.correct(first, AppointmentParticulars(rank="Director"), by=people.ada, at=given.AT)
    assert officers(kind=AO, on=ON, as_at=then)[0].appointment.rank == "Clerk"
    assert officers(kind=AO, on=ON, as_at=None)[0].appointment.rank == "Director"


def test_the_queries_do_not_grow_with_the_officers(people, django_assert_num_queries):
    for name in ("leila", "helen", "judith"):
        proposed = duty.propose(
            getattr(people, name), kind=AO, from_on=date(2026, 3, 2), by=people.ada, at=given.AT
        )
        duty.grant(proposed, by=people.bashir, at=given.AT)
    with django_assert_num_queries(3):
        assert [row.person.name for row in officers(kind=AO, on=ON, as_at=timezone.now())] == [
            "Helen",
            "Judith",
            "Leila",
            "Oliver",
        ]
    with django_assert_num_queries(2):
        assert len(officers_ever([AO, DutyKind.SOLICITOR])) == 5


@pytest.mark.parametrize(
    ("rank", "is_listed"),
    [
        ("Head of Service", True),
        ("head of service, Housing", True),
        ("Assistant Director", True),
        ("Directorate clerk", False),
        ("Team leader", False),
        ("", False),
    ],
)
def test_a_post_named_by_a_listed_rank_is_of_that_rank(rank, is_listed):
    assert is_rank_listed(rank, listed=("Director", "Head of Service")) is is_listed


def test_the_ranks_are_the_laws_and_dated(people):
    authority = the_authority()
    listed = ranks_listed(authority, on=today())
    assert listed == ("Director", "Head of Service", "Service Manager")
    assert ranks_listed(authority, on=date(2010, 4, 5)) == ()
    authority.nation = "scotland"
    assert ranks_listed(authority, on=today()) == ()


def test_another_rank_of_an_authorising_officer_is_a_warning(people):
    row = Duty(kind=AO)
    row.appointment = None
    assert rank_warning(row, listed=("Director",))
    assert not rank_warning(row, listed=())
    row.kind = DutyKind.SOLICITOR
    assert not rank_warning(row, listed=("Director",))
