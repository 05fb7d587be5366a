"""Accounts: added without a password, closed, opened again; the log keeps who it was apart."""

import pytest
from django.utils import timezone

from tests import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import disposal, duty, person
from watchbook.organisation.models import Person, Service
from watchbook.organisation.proposals_waiting import duties_to_decide
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState

ADDRESS = "Zadie.Quill@Council.invalid"


def add(people, *, by="ada", **changes):
    facts = {"email": f" {ADDRESS} ", "name": " Zadie Quill ", "service": Service.objects.get()} | changes
    return person.add(by=getattr(people, by), at=given.AT, **facts)


def test_an_account_begins_open_without_a_password_and_with_its_address_in_small_letters(people):
    row = Person.objects.get(pk=add(people).pk)
    assert (row.email, row.name, row.service) == (ADDRESS.lower(), "Zadie Quill", Service.objects.get())
    assert (row.is_active, row.is_system, row.has_usable_password()) == (True, False, False)
    assert (str(row), row.get_full_name()) == ("Zadie Quill", "Zadie Quill")


def test_the_log_tells_the_service_in_the_open_and_keeps_name_and_address_apart(people):
    row = add(people)
    personal = {"email": ADDRESS.lower(), "full_name": "Zadie Quill"}
    assert told(row) == (
        "person.added", people.ada.id, given.AT, {"service": str(Service.objects.get().id)}, personal
    )  # fmt: skip
    assert told(add(people, email="b@c.invalid", name="Zadie Quill (Housing)", service=None))[3] == {
        "service": None
    }
    assert "Zadie" not in open_words()
    assert "zadie" not in open_words()


def test_a_namesake_is_not_added(people):
    add(people)
    leaves_nothing(
        WrongState, lambda: add(people, email="b@c.invalid", name="ZADIE QUlLL"), "another account"
    )


def test_with_its_account_each_duty_ends_and_no_proposal_waits(people):
    now = timezone.now()
    duty.propose(people.ines, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=now)
    assert duties_to_decide(people.bashir, at=timezone.now())
    person.close(people.ines, by=people.ada, at=now)
    held = people.ines.duties.exclude(state=DutyState.PROPOSED)
    assert [(one.state, one.until_on) for one in held] == [(DutyState.ENDED, today())]
    assert list(duties_to_decide(people.bashir, at=timezone.now())) == []


def test_a_closed_account_stays_with_all_it_did_and_can_be_opened_again(people):
    nell = people.nell
    person.close(nell, by=people.ada, at=given.AT)
    assert not people.nell.is_active
    assert told(nell) == ("person.closed", people.ada.id, given.AT, {}, {})
    person.reopen(nell, by=people.bashir, at=given.AT)
    assert people.nell.is_active
    assert told(nell) == ("person.reopened", people.bashir.id, given.AT, {}, {})


def test_only_a_system_administrator_adds_people(people):
    service = Service.objects.get()
    refused_to_all_but(
        BOTH,
        people,
        lambda by: person.add(email="a@b.invalid", name="A", service=service, by=by, at=given.AT),
        match="You cannot add people: only a system administrator can",
    )


@pytest.mark.parametrize("act", [person.close, person.reopen])
def test_only_a_system_administrator_closes_and_opens_and_never_their_own(people, act):
    nell = people.nell
    refused_to_all_but(
        BOTH,
        people,
        lambda by: act(nell, by=by, at=given.AT),
        match="You cannot close or open accounts: only a system administrator can",
    )
    leaves_nothing(NotPermitted, lambda: act(people.ada, by=people.ada, at=given.AT), "your own account")
    leaves_nothing(
        NotPermitted, lambda: act(the_system(), by=people.ada, at=given.AT), "You cannot close this account"
    )


def test_an_account_is_closed_once_and_opened_once(people):
    leaves_nothing(WrongState, lambda: person.reopen(people.nell, by=people.ada, at=given.AT), "it is in use")
    person.close(people.nell, by=people.ada, at=given.AT)
    leaves_nothing(
        WrongState, lambda: person.close(people.nell, by=people.ada, at=given.AT), "closed already"
    )


def test_an_emptied_account_is_nobodys_and_stays_closed(people):
    nell = people.nell
    person.close(nell, by=people.ada, at=given.AT)
    disposal.dispose(nell.id, by=people.winston, at=given.AT)
    leaves_nothing(
        WrongState, lambda: person.reopen(nell, by=people.ada, at=given.AT), "its personal data was deleted"
    )


def test_a_failing_log_undoes_the_act(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, person, lambda: add(people))
    close, reopen = (
        lambda act=act: act(people.nell, by=people.ada, at=given.AT) for act in (person.close, person.reopen)
    )
    undone_when_the_log_fails(monkeypatch, person, close)
    close()
    undone_when_the_log_fails(monkeypatch, person, reopen)
