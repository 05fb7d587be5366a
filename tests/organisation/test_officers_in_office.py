"""Officers and administrators kept in office: never the last, never two a day by one, and told to those who are left."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests import given
from tests.log import leaves_nothing
from tests.pages import a_day, signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty, person
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

DPO = DutyKind.DATA_PROTECTION_OFFICER
SRO = DutyKind.SENIOR_RESPONSIBLE_OFFICER
ADMINISTRATOR = DutyKind.SYSTEM_ADMINISTRATOR


def granted(people, name, kind):
    """Somebody new who holds a duty."""
    added = person.add(email=given.address(name), name=name.title(), service=None, by=people.ada, at=given.AT)
    row = duty.propose(added, kind=kind, from_on=today(), by=people.ada, at=given.AT)
    duty.grant(row, by=people.bashir, at=given.AT)
    return added


@pytest.fixture
def three(people, settings):
    """A third administrator and a second officer of each kind; from here on as in production."""
    for name, kind in (("cara", ADMINISTRATOR), ("sian", SRO), ("dewi", DPO)):
        people.addresses[name] = granted(people, name, kind).email
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    yield people
    for name in ("cara", "sian", "dewi"):
        del people.addresses[name]


def end(people, name, *, by="ada", at=None):
    row = getattr(people, name).duties.get(state="granted")
    return duty.end(row, on=today(), by=getattr(people, by), at=at or timezone.now())


def close(people, name, *, by="ada", at=None):
    return person.close(getattr(people, name), by=getattr(people, by), at=at or timezone.now())


@pytest.mark.parametrize("act", [end, close])
@pytest.mark.parametrize("name", ["simon", "fatima"])
def test_the_last_officer_stays_until_there_is_another(people, settings, act, name):
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    leaves_nothing(WrongState, lambda: act(people, name), "there would be no .* officer")


def test_one_administrator_removes_one_officer_or_administrator_a_day(three):
    end(three, "simon")
    for act, name in ((end, "fatima"), (close, "dewi"), (close, "bashir"), (end, "cara")):
        leaves_nothing(
            WrongState,
            lambda act=act, name=name: act(three, name),
            "in the last 24 hours you removed another",
        )
    close(three, "simon")
    close(three, "ines")
    end(three, "cara", by="bashir")
    close(three, "fatima", at=timezone.now() + timedelta(hours=25))


def test_an_account_closed_counts_where_its_duty_had_a_last_day_already(three):
    row = three.simon.duties.get()
    duty.end(row, on=today() + timedelta(days=9), by=three.bashir, at=timezone.now())
    close(three, "simon")
    leaves_nothing(WrongState, lambda: close(three, "cara"), "in the last 24 hours you removed another")


def test_the_others_hear_of_it_on_their_first_page(three):
    page = f"/organisation/duties/{three.simon.duties.get().id}/end/"
    signed_in(three.ada).post(page, a_day("on", today()))
    again = words(signed_in(three.bashir).get(page))
    assert "You cannot change this last date: the duty ends today at midnight." in again
    assert "Set last date" not in again
    said = "Ada ended the duty of Simon, with effect from midnight tonight: senior responsible officer"
    for name in ("bashir", "cara", "sian", "fatima"):
        assert said in words(signed_in(getattr(three, name)).get("/"))
    for name in ("ada", "ines", "oliver"):
        assert said not in words(signed_in(getattr(three, name)).get("/"))


def test_the_sro_closes_an_administrator_and_leaves_one(people):
    answer = signed_in(people.simon).get(f"/organisation/people/{people.ada.id}/")
    close_it = f"/organisation/people/{people.ada.id}/close/"
    assert f'href="{close_it}"' in answer.text
    assert "Close this account?" in words(signed_in(people.simon).get(close_it))
    signed_in(people.simon).post(close_it)
    assert not people.ada.is_active
    assert Duty.objects.get(person=people.ada).ended_by == people.simon
    leaves_nothing(NotPermitted, lambda: close(people, "ines", by="simon"))


def test_two_administrators_are_left_by_one_of_them(people, settings):
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    for act in (end, close):
        leaves_nothing(
            WrongState, lambda act=act: act(people, "bashir"), "there would be only one system administrator"
        )


def test_a_page_that_asks_first_says_what_would_refuse_and_has_no_button(three):
    ada = signed_in(three.ada)
    close(three, "simon", by="bashir")
    for whose, act, said in (
        ("sian", "close", "This account cannot be closed now You cannot end this duty or close this account"),
        (
            "simon",
            "close",
            "This account cannot be closed now You cannot close this account: it is closed already",
        ),
        (
            "simon",
            "reopen",
            "This account cannot be opened again now You cannot open this account again today",
        ),
    ):
        page = ada.get(f"/organisation/people/{getattr(three, whose).id}/{act}/")
        assert said in words(page)
        assert "govuk-button--warning" not in page.text
        assert 'method="post"' not in page.text.split("<main", 1)[1]


def test_an_account_closed_today_is_not_at_work_again_today(three):
    close(three, "cara")
    leaves_nothing(
        WrongState,
        lambda: person.reopen(three.cara, by=three.ada, at=timezone.now()),
        "its duties last until midnight",
    )
    page = words(signed_in(three.bashir).get(f"/organisation/people/{three.cara.id}/"))
    assert "State ends today" in page
    tomorrow = timezone.now() + timedelta(days=1)
    assert person.reopen(three.cara, by=three.ada, at=tomorrow).is_active


def test_the_sro_does_not_close_the_last_administrator(people, settings):
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    close(people, "ada", by="simon")
    leaves_nothing(
        WrongState, lambda: close(people, "bashir", by="simon"), "there would be no system administrator"
    )


def test_one_person_can_still_try_it_alone(people):
    end(people, "simon")
    end(people, "fatima")
    assert not Duty.objects.filter(kind__in=[SRO, DPO], state="granted").exists()


def test_the_sro_removes_one_administrator_a_day_and_does_not_make_the_next(people, settings):
    added = granted(people, "cara", ADMINISTRATOR)
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    close(people, "ada", by="simon")
    leaves_nothing(
        WrongState,
        lambda: person.close(added, by=people.simon, at=timezone.now()),
        "in the last 24 hours you removed another",
    )
    settings.HOLDERS_INTRODUCE_THEMSELVES = False
    person.close(added, by=people.bashir, at=timezone.now())
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    row = duty.propose(people.nell, kind=ADMINISTRATOR, from_on=today(), by=people.bashir, at=timezone.now())
    grant = partial(duty.grant, row, by=people.simon)
    leaves_nothing(WrongState, lambda: grant(at=timezone.now()), "you removed a system administrator")
    assert "in the last 24 hours you removed a system administrator" in words(
        signed_in(people.simon).get("/organisation/duties/")
    )
    settings.HOLDERS_INTRODUCE_THEMSELVES = False
    assert grant(at=timezone.now()).state == "granted"
