"""Who is signed in, read with the authority and their duties of today in one query."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import given
from tests.pages import signed_in as browser_of
from tests.people import DUTIES, NOBODY
from watchbook.organisation import duty, person
from watchbook.organisation import signed_in as module
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import (
    duties_of,
    last_dates_of,
    services_led_by,
    the_authority,
    today,
)
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.signed_in import signed_in

DAY = timedelta(days=1)
COLUMNS = [field.attname for field in Person._meta.concrete_fields]


@pytest.mark.parametrize("name", [*DUTIES, "ada", NOBODY])
def test_one_query_tells_what_each_query_tells_alone(people, name, django_assert_num_queries):
    alone = getattr(people, name)
    with django_assert_num_queries(1):
        found = signed_in(alone.pk)
        told = [ask(found, on=today()) for ask in (duties_of, last_dates_of, services_led_by)]
    assert told == [ask(alone, on=today()) for ask in (duties_of, last_dates_of, services_led_by)]
    assert [getattr(found, column) for column in COLUMNS] == [getattr(alone, column) for column in COLUMNS]
    assert vars(found.kept["authority"]).keys() == vars(the_authority()).keys()
    assert found.kept["authority"] == the_authority()


def test_several_duties_are_all_held_and_those_of_other_days_are_not(people):
    dates = {DutyKind.SOLICITOR: (today(), None), DutyKind.INFORMATION_OFFICER: (today() - DAY, today())}
    dates |= {DutyKind.INVESTIGATOR: (today() + DAY, None)}
    for kind, (first, last) in dates.items():
        row = duty.propose(people.nell, kind=kind, from_on=first, until_on=last, by=people.ada, at=given.AT)
        duty.grant(row, by=people.bashir, at=given.AT)
    found = signed_in(people.nell.pk)
    assert duties_of(found, on=today()) == {"solicitor", "information_officer"}
    assert last_dates_of(found, on=today()) == {"solicitor": None, "information_officer": today()}
    assert duties_of(found, on=today() + DAY) == {"solicitor", "investigator"}


def test_nobody_has_an_unknown_id(people):
    assert signed_in(uuid4()) is None


def test_without_an_authority_there_is_a_person_all_the_same(people, monkeypatch):
    monkeypatch.setattr(module, "authorities", lambda: Authority.objects.filter(name="").order_by()[:1])
    found = signed_in(people.ines.pk)
    assert (found, found.kept["authority"], duties_of(found, on=today())) == (
        people.ines,
        None,
        {"investigator"},
    )


def test_a_page_says_who_they_are_as_it_stands_now(people):
    """A duty that ended and an account that was closed count from the next request on."""
    client = browser_of(people.ines)
    assert "Looks" in client.get("/").text
    row = people.ines.duties.get()
    duty.end(row, on=today() - DAY, by=people.ada, at=given.AT)
    assert 'href="/looks/"' not in client.get("/").text
    person.close(people.ines, by=people.ada, at=given.AT)
    assert client.get("/").status_code == 302
