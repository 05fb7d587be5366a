"""Acts on accounts and duties at the same time: each sees what the other left, so that no rule is outrun."""

from django.db import connection
from django.utils import timezone

from tests import given
from tests.organisation.test_officers_in_office import ADMINISTRATOR, DPO, SRO, granted
from tests.pages import signed_in
from tests.threads import at_once, split, within
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty, person, turn
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.people_import import PeopleRow, import_people
from watchbook.organisation.permissions import may_close_account
from watchbook.organisation.queries import today
from watchbook.organisation.turn import take_turn


def closing(whose, *, by):
    """Closes an account, by somebody of whom a page kept a moment ago which duties they hold."""
    may_close_account(by, whose)
    return lambda: person.close(whose, by=by, at=timezone.now())


def test_six_closed_at_once_leave_all_but_one(committed, committed_people, settings):
    others = [
        granted(committed_people, name, kind)
        for name, kind in (("cara", ADMINISTRATOR), ("sian", SRO), ("dewi", DPO))
    ]
    settings.HOLDERS_INTRODUCE_THEMSELVES = True
    six = [committed_people.simon, committed_people.fatima, committed_people.bashir, *others]
    closed, refused = split(at_once(committed, *(closing(one, by=committed_people.ada) for one in six)))
    assert len(closed) == 1
    assert {type(one) for one in refused} == {WrongState}
    said = ("in the last 24 hours you removed another", "there would be no", "only one system administrator")
    assert all(any(words in str(one) for words in said) for one in refused)
    assert Person.objects.filter(pk__in=[one.pk for one in six], is_active=True).count() == 5


def test_of_two_administrators_who_close_each_other_one_is_left(committed, committed_people):
    ada, bashir = committed_people.ada, committed_people.bashir
    closed, refused = split(at_once(committed, closing(bashir, by=ada), closing(ada, by=bashir)))
    assert len(closed) == 1
    assert [type(one) for one in refused] == [NotPermitted]
    assert "only a system administrator can" in str(refused[0])


def test_of_two_second_administrators_granted_at_once_the_sro_makes_one(committed, committed_people):
    ada, simon = committed_people.ada, committed_people.simon
    person.close(committed_people.bashir, by=ada, at=timezone.now())
    new = [
        person.add(email=given.address(name), name=name.title(), service=None, by=ada, at=given.AT)
        for name in ("nils", "olga")
    ]
    rows = [duty.propose(one, kind=ADMINISTRATOR, from_on=today(), by=ada, at=given.AT) for one in new]
    done, refused = split(
        at_once(committed, *(lambda row=row: duty.grant(row, by=simon, at=timezone.now()) for row in rows))
    )
    assert len(done) == 1
    assert [type(one) for one in refused] == [NotPermitted]
    assert Duty.objects.filter(person__in=new, state="granted").count() == 1


def test_of_accounts_of_one_name_added_at_once_there_is_one(committed, committed_people):
    names = ("Nora Same", "Same, Nora", "NORA SAME", "Nora Sáme")
    added, refused = split(
        at_once(
            committed,
            *(
                lambda name=name, number=number: person.add(
                    email=given.address(f"nora{number}"),
                    name=name,
                    service=None,
                    by=committed_people.ada,
                    at=given.AT,
                )
                for number, name in enumerate(names)
            ),
        )
    )
    assert len(added) == 1
    assert {type(one) for one in refused} == {WrongState}
    assert all("another account has that name" in str(one) for one in refused)


def test_whoever_reads_or_acts_elsewhere_waits_for_no_turn(committed, committed_people):
    def elsewhere():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
        given.a_letter(committed_people, file=None)
        return signed_in(committed_people.simon).get("/organisation/people/").status_code

    assert within(committed, lambda: take_turn(committed_people.ada), elsewhere) == [None, 200]


def test_whoever_waits_too_long_is_told_to_try_again(committed, committed_people, monkeypatch):
    monkeypatch.setattr(turn, "WITHIN", "20ms")
    ada, bashir = committed_people.ada, committed_people.bashir
    _, refused = within(committed, lambda: take_turn(ada), lambda: take_turn(bashir))
    assert isinstance(refused, WrongState)
    assert "Try again in a minute" in str(refused)


def test_an_import_waits_for_nobody(committed, committed_people):
    ada, bashir = committed_people.ada, committed_people.bashir
    line = PeopleRow(2, {"name": "Nora New", "email": given.address("nora")})
    _, refused = within(
        committed,
        lambda: take_turn(ada),
        lambda: import_people([line], by=bashir, at=given.AT),
    )
    assert isinstance(refused, WrongState)
    assert not Person.objects.filter(name="Nora New").exists()


def test_no_more_wait_than_leave_threads_to_others(committed, committed_people):
    people = [Person.objects.get(pk=committed_people.ada.pk) for _ in range(2 * turn.PLACES)]
    done, refused = split(at_once(committed, *(lambda one=one: take_turn(one) for one in people)))
    assert turn.PLACES <= len(done) < len(people)
    assert {type(one) for one in refused} == {WrongState}
