"""How a register begins: once, with two different administrators, each in a founding seat."""

from datetime import UTC, date, datetime

import pytest

from tests import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.organisation import founding
from watchbook.organisation.founding import Administrator
from watchbook.organisation.models import Authority, Duty, Nation, Person

ADA = Administrator(name=" Ada Fenwick ", email=" Ada@Council.invalid ")
BASHIR = Administrator(name="Bashir Noor", email="bashir@council.invalid")


def found(*, administrators=(ADA, BASHIR), nation=Nation.WALES, at=given.AT):
    return founding.found(name=" Cyngor Prawf ", nation=nation, administrators=administrators, at=at)


def test_a_register_begins_with_its_authority_the_system_person_and_two_administrators(db):
    authority = found()
    assert Authority.objects.get() == authority
    assert (authority.name, authority.nation, authority.regimes) == ("Cyngor Prawf", "wales", ["foia", "eir"])
    system, ada, bashir = Person.objects.order_by("-is_system", "name")
    assert (system.is_system, system.email, system.has_usable_password()) == (
        True,
        "system@watchbook.invalid",
        False,
    )
    assert (ada.email, ada.name, bashir.name) == ("ada@council.invalid", "Ada Fenwick", "Bashir Noor")
    assert not ada.has_usable_password()
    seats = Duty.objects.order_by("founding_seat").values_list("person", "kind", "state", "founding_seat")
    assert list(seats) == [
        (ada.id, "system_administrator", "granted", 1),
        (bashir.id, "system_administrator", "granted", 2),
    ]


def test_the_log_tells_the_founding_and_names_the_administrators_apart(db):
    authority = found()
    system = Person.objects.get(is_system=True)
    ada = Person.objects.get(email="ada@council.invalid")
    seat = Duty.objects.get(person=ada)
    fields = {"title": "Cyngor Prawf", "nation": "wales", "regimes": ["foia", "eir"]}
    assert told(authority) == ("authority.founded", system.id, given.AT, fields, {})
    assert told(system) == ("person.system_added", system.id, given.AT, {}, {})
    personal = {"email": "ada@council.invalid", "full_name": "Ada Fenwick"}
    assert told(ada) == ("person.founded", system.id, given.AT, {}, personal)
    fields = {"holder": str(ada.id), "duty": "system_administrator", "seat": 1, "from_on": "2026-03-02"}
    assert told(seat) == ("duty.founded", system.id, given.AT, fields, {})
    assert Event.objects.count() == 6
    assert "Fenwick" not in open_words()


@pytest.mark.parametrize(
    ("nation", "regimes"),
    [
        (Nation.ENGLAND, ["foia", "eir"]),
        (Nation.WALES, ["foia", "eir"]),
        (Nation.NORTHERN_IRELAND, ["foia", "eir"]),
        (Nation.SCOTLAND, ["foisa", "eisr"]),
    ],
)
def test_the_nation_decides_the_access_to_information_law(db, nation, regimes):
    assert found(nation=nation).regimes == regimes
    assert set(founding.REGIMES) == set(Nation)


def test_the_first_day_of_a_founding_seat_is_londons(db):
    found(at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert {duty.from_on for duty in Duty.objects.all()} == {date(2026, 7, 1)}


def test_a_register_begins_once(people):
    leaves_nothing(WrongState, found, "it is already set up")


def test_two_first_administrators_are_two_people(db):
    twin = Administrator(name="Ada again", email="ADA@council.invalid")
    leaves_nothing(WrongState, lambda: found(administrators=(ADA, twin)), "the same person twice")
    namesake = Administrator(name="ada fenwick", email="ada.fenwick@council.invalid")
    leaves_nothing(
        WrongState,
        lambda: found(administrators=(ADA, namesake)),
        "another account has that name",
    )


def test_a_failing_log_undoes_the_founding(db, monkeypatch):
    undone_when_the_log_fails(monkeypatch, founding, found)
