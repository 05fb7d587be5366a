"""The first steps of a new register: each done where the registers say so, and told to those whose step it is."""

from datetime import date

import pytest

from tests import given
from tests.pages import signed_in, words
from tests.rights import EVERYBODY
from watchbook.foi.request import request
from watchbook.home.first_steps import first_steps
from watchbook.organisation import authority, duty, founding, person
from watchbook.organisation.founding import Administrator
from watchbook.organisation.models import Nation, Person
from watchbook.organisation.queries import the_authority
from watchbook.organisation.rules import DutyKind

LOGO, OFFICERS, PEOPLE, DUTIES, RETENTION, LETTER, REQUEST = (
    "Add the authority’s logo",
    "Propose and grant",
    "Import people",
    "Grant the duties",
    "Adopt the retention",
    "Record the first letter",
    "Record the first request",
)


def shown(somebody):
    """The steps by the words they begin with: done or not, and whether they lead anywhere."""
    return {step.what: (step.done, bool(step.href)) for step in first_steps(somebody)}


def of(somebody, begins):
    return next((facts for what, facts in shown(somebody).items() if what.startswith(begins)), None)


@pytest.fixture
def ada(db):
    """The first administrator of a register that has just begun."""
    two = (Administrator("Ada", "ada@council.invalid"), Administrator("Bashir", "bashir@council.invalid"))
    founding.found(name="New Council", nation=Nation.WALES, administrators=two, at=given.AT)
    return Person.objects.get(email="ada@council.invalid")


def test_at_first_nothing_is_done_and_administrators_are_led_to_what_is_theirs(ada):
    assert list(shown(ada).values()) == [(False, True)] * 4 + [(False, False)] * 3
    text = words(signed_in(ada).get("/"))
    assert "Add the authority’s logo, colour and contact details Not done yet" in text
    assert (
        "system administrator Do this first. Until these duties are granted, only the operator of Watchbook can help an administrator"
        in text
    )
    assert "Record the first request for information Not done yet (somebody else does this)" in text


def test_each_step_is_done_where_the_register_says_so(ada):
    authority.amend(
        the_authority(), name="New Council", colour="#1d4f7c", contact="foi@x.invalid", by=ada, at=given.AT
    )
    assert of(ada, LOGO) == (True, True)
    nia = person.add(email="nia@council.invalid", name="Nia", service=None, by=ada, at=given.AT)
    assert of(ada, PEOPLE) == (True, True)
    row = duty.propose(nia, kind=DutyKind.INFORMATION_OFFICER, from_on=date(2026, 3, 2), by=ada, at=given.AT)
    assert of(ada, DUTIES) == (False, True)
    duty.grant(row, by=Person.objects.get(email="bashir@council.invalid"), at=given.AT)
    assert of(ada, DUTIES) == (True, True)
    assert of(ada, OFFICERS) == (False, True)
    row = duty.propose(
        nia, kind=DutyKind.SENIOR_RESPONSIBLE_OFFICER, from_on=date(2026, 3, 2), by=ada, at=given.AT
    )
    duty.grant(row, by=Person.objects.get(email="bashir@council.invalid"), at=given.AT)
    assert of(ada, OFFICERS) == (True, True)
    assert of(Person.objects.get(pk=nia.pk), REQUEST) == (False, True)


def test_others_see_only_what_is_theirs_to_do_until_it_is_done(people):
    assert {name for name in EVERYBODY if of(getattr(people, name), LETTER)} == {
        "ada",
        "bashir",
        "helen",
        "simon",
    }
    assert set(shown(people.bryn)) == {"Record the first request for information"}
    assert shown(people.nell) == shown(people.joan) == {}
    given.a_letter(people)
    request.receive("1. Why?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)
    assert of(people.simon, LETTER) is None
    assert shown(people.bryn) == {}
    assert of(people.ada, LETTER) == of(people.ada, REQUEST) == (True, False)


def test_the_list_goes_once_all_is_done(people, monkeypatch):
    names = ("settings", "officers", "people", "duties", "retention", "letters", "requests")
    monkeypatch.setattr("watchbook.home.first_steps._facts", lambda _told: dict.fromkeys(names, True))
    assert first_steps(people.ada) == []
    assert "First steps" not in words(signed_in(people.ada).get("/"))


def test_the_list_takes_one_query(people, django_assert_num_queries):
    person = people.ada
    first_steps(person)
    with django_assert_num_queries(1):
        assert of(person, RETENTION) == (False, False)


def test_before_a_register_begins_nothing_is_done(db):
    assert all(not step.done for step in first_steps(Person(name="Nobody")))
