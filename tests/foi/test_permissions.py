"""Who takes requests in and who reads them, over the whole cast."""

from datetime import date

import pytest

from tests import given
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from watchbook.acting.refusals import NotPermitted, can
from watchbook.foi.permissions import may_read_requests, may_receive_request
from watchbook.organisation import duty, person
from watchbook.organisation.models import Duty, Person

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
READERS = {"bryn", "fatima", "simon", "helen", "leila", "edmund", "ivo"}


@pytest.mark.parametrize("name", EVERYONE)
def test_who_takes_requests_in(people, name):
    assert can(may_receive_request, getattr(people, name)) == (name == "bryn")


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_requests(people, name):
    assert can(may_read_requests, getattr(people, name)) == (name in READERS)


def test_the_system_person_reads_none(people):
    assert not can(may_read_requests, Person.objects.get(is_system=True))


def test_the_refusal_names_who_may(people):
    with pytest.raises(
        NotPermitted,
        match=r"You cannot read requests for information: only the information officer, .* or .* can",
    ):
        may_read_requests(people.ines)


def test_a_closed_account_may_nothing(people):
    person.close(people.bryn, by=people.ada, at=given.AT)
    assert not can(may_receive_request, people.bryn)
    assert not can(may_read_requests, people.bryn)


def test_a_duty_that_has_ended_gives_nothing_any_more(people):
    held = Duty.objects.get(person=people.bryn)
    duty.end(held, on=date(2026, 3, 3), by=people.ada, at=given.AT)
    assert not can(may_receive_request, people.bryn)
