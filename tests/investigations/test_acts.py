"""Investigations, subjects, notes and the need-to-know list: who acts, when, what it leaves, and what is refused."""

from datetime import date, timedelta
from functools import partial

import pytest

from tests import given
from tests.given import AT
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.investigations import account, investigation, need_to_know, note, subject
from watchbook.investigations.models import Investigation, NeedToKnow, Subject, SubjectKind
from watchbook.investigations.permissions import may_need_to_know
from watchbook.investigations.queries import (
    investigations_of,
    notes_of,
    subjects_called,
    titles_of,
    who_could_need_to_know,
)
from watchbook.investigations.subject import SubjectParticulars
from watchbook.organisation import duty, service
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind

SAID = investigation.InvestigationParticulars(
    title=" Trainers ", purpose="To stop it", power="Trade Marks Act 1994, s.93"
)


@pytest.fixture
def whole(people):
    return given.an_investigation(people)


def opened(people, **changes):
    options = {"service": people.ines.service, "opened_on": date(2026, 3, 2), "by": people.ines, "at": AT}
    return investigation.open(SAID, **options | changes)


def test_an_investigation_has_its_reference_and_its_opener_on_the_list(people):
    row = opened(people, offence="trade_marks_1994.s92")
    assert (row.reference, row.state, str(row)) == ("INV-0001", "open", "INV-0001")
    assert investigation.particulars_of(row).title == "Trainers"
    assert [entry.person for entry in row.need_to_know.all()] == [people.ines]
    name, by, _at, fields, personal = told(row)
    assert (name, by, fields["offence"]) == ("investigation.opened", people.ines.id, "trade_marks_1994.s92")
    assert personal["title"] == "Trainers"
    assert "Trainers" not in repr(Investigation.objects.values_list())


def test_it_is_opened_of_ones_own_service_and_not_for_a_day_to_come(people):
    other = service.add(name="Licensing", by=people.ada, at=AT)
    leaves_nothing(NotPermitted, partial(opened, people, service=other), match="Licensing")
    leaves_nothing(NotPermitted, partial(opened, people, by=people.helen))
    leaves_nothing(NotPermitted, partial(opened, people, by=people.ada))
    leaves_nothing(
        WrongState,
        partial(opened, people, opened_on=date(2026, 3, 3)),
        match="its opening date is in the future",
    )


def test_it_is_amended_closed_and_opened_again(people, whole):
    investigation.amend(whole, SAID, offence="x", by=people.ines, at=AT)
    assert told(whole)[0] == "investigation.amended"
    closed = investigation.close(whole, reason="No more sales", by=people.marian, at=AT)
    assert (closed.state, closed.closed_on) == ("closed", date(2026, 3, 2))
    assert told(whole)[4] == {"reason": "No more sales"}
    for act in (
        partial(investigation.amend, whole, SAID, offence=""),
        partial(investigation.close, whole, reason="x"),
        partial(need_to_know.add, whole, people.helen),
        partial(note.write, whole, "x"),
        partial(subject.add, whole, subject.SubjectParticulars(called="x"), kind=SubjectKind.PLACE),
    ):
        leaves_nothing(WrongState, partial(act, by=people.ines, at=AT))
    assert investigation.reopen(whole, reason="More", by=people.ines, at=AT).closed_on is None
    leaves_nothing(WrongState, partial(investigation.reopen, whole, reason="x", by=people.ines, at=AT))


def test_those_who_need_to_know_read_and_others_do_not(people, whole):
    assert list(investigations_of(people.ines)) == [whole]
    for reader in (people.marian, people.edmund, people.ivo):
        assert list(investigations_of(reader)) == [whole]
    for nobody in (people.helen, people.oliver, people.joan, people.ada, people.nell, people.bryn):
        assert not investigations_of(nobody)
    need_to_know.add(whole, people.helen, by=people.ines, at=AT)
    assert told(whole)[3]["whose"] == str(people.helen.id)
    assert list(investigations_of(people.helen)) == [whole]
    need_to_know.remove(whole, people.helen, by=people.ines, at=AT + timedelta(days=1))
    assert not investigations_of(people.helen)
    assert titles_of([whole]) == {whole.id: "Counterfeit trainers"}


def test_the_list_takes_those_who_may_need_to_know_once_and_is_never_empty(people, whole):
    for whose, refusal in (
        (people.joan, NotPermitted),
        (people.ada, NotPermitted),
        (people.bryn, NotPermitted),
        (people.ines, WrongState),
    ):
        leaves_nothing(refusal, partial(need_to_know.add, whole, whose, by=people.ines, at=AT))
    leaves_nothing(NotPermitted, partial(need_to_know.add, whole, people.helen, by=people.helen, at=AT))
    leaves_nothing(WrongState, partial(need_to_know.remove, whole, people.ines, by=people.ines, at=AT))
    leaves_nothing(WrongState, partial(need_to_know.remove, whole, people.helen, by=people.ines, at=AT))
    may = those_who_may(people, may_need_to_know, whole) - {"ines"}
    assert {"helen", "marian"} <= may
    assert set(who_could_need_to_know(whole)) == {getattr(people, name) for name in may}
    assert str(NeedToKnow.objects.get())


def test_a_subject_is_found_by_its_exact_name_or_handle_by_those_who_may_read(people, whole):
    row = given.a_subject(people, whole, called="Zoë  O’Brien", handles=["@zoe_o", " ", "@zoe_o"])
    assert str(row) == "INV-0001/1"
    for word in ("zoe o'brien", "ZOË O’BRIEN", "Ｚoe O'Brien", "zoe_o", "@ZOE_O"):
        assert subjects_called(word, reader=people.ines) == [row]
    for word in ("zoe", "O’Brien", "", " "):
        assert subjects_called(word, reader=people.ines) == []
    assert subjects_called("zoe_o", reader=people.helen) == []
    said = subject.SubjectParticulars(called="Somebody else")
    subject.amend(row, said, kind=SubjectKind.GROUP, people=None, by=people.ines, at=AT)
    assert subjects_called("zoe_o", reader=people.ines) == []
    assert subjects_called("somebody else", reader=people.ines) == [row]
    assert Subject.objects.get().people is None


def test_a_person_is_one_and_a_subject_is_called_something(people, whole):
    assert given.a_subject(people, whole, kind="person", number=7).people == 1
    assert given.a_subject(people, whole, kind="group", number=7).people == 7
    nothing = subject.SubjectParticulars(known="x")
    leaves_nothing(
        WrongState, partial(subject.add, whole, nothing, kind=SubjectKind.EVENT, by=people.ines, at=AT)
    )


def test_a_handle_typed_as_an_address_is_that_account(people, whole):
    row = given.a_subject(people, whole, handles=("https://facebook.com/jane.doe", "jane.doe", "@jane"))
    assert [one.account for one in account.said_of(row.accounts.all()).values()] == ["facebook.com/janedoe"]
    again = SubjectParticulars(called="Jane", handles=("facebook.com/Jane.Doe", "J"))
    subject.amend(row, again, kind=SubjectKind.PERSON, by=people.ines, at=AT)
    assert [one.account for one in account.said_of(row.accounts.all()).values()] == ["facebook.com/janedoe"]
    second = SubjectParticulars(called="Jane", handles=("https://x.com/jane",))
    leaves_nothing(
        WrongState,
        lambda: subject.amend(row, second, kind=SubjectKind.PERSON, by=people.ines, at=AT),
        "more than one account",
    )


def test_reading_a_subject_is_recorded_first(people, whole):
    row = given.a_subject(people, whole, known="Sells")
    assert subject.read(row, by=people.ivo, at=AT).known == "Sells"
    assert told(row)[:2] == ("subject.read", people.ivo.id)
    leaves_nothing(NotPermitted, partial(subject.read, row, by=people.joan, at=AT))
    ((listed, said),) = subject.read_listed(whole, whole.subjects.all(), by=people.edmund, at=AT)
    assert (listed, said.handles) == (row, ("@jane_roe",))
    assert told(whole)[0] == "subject.all_read"
    assert told(whole)[3]["numbers"] == ["1"]
    before = Event.objects.count()
    assert subject.read_listed(given.an_investigation(people), (), by=people.ines, at=AT) == []
    assert Event.objects.count() == before + 1


def test_a_note_stays_with_what_it_is_about(people, whole):
    row = given.a_subject(people, whole)
    about, general = given.a_note(people, "Blue van", about=row), given.a_note(people, whole=whole)
    assert str(about)
    assert [text for _note, text in notes_of(whole, about=row)] == ["Blue van"]
    assert [one for one, _text in notes_of(whole)] == [general]
    assert "van" not in repr(told(about))
    other = given.an_investigation(people)
    leaves_nothing(WrongState, partial(note.write, other, "x", about=row, by=people.ines, at=AT))


@pytest.mark.parametrize("module", [investigation, need_to_know, subject, note])
def test_a_failing_log_undoes_the_act(people, whole, monkeypatch, module):
    row = given.a_subject(people, whole)
    acts = {
        investigation: lambda: opened(people),
        need_to_know: lambda: need_to_know.add(whole, people.helen, by=people.ines, at=AT),
        subject: lambda: subject.amend(
            row, subject.SubjectParticulars(called="x"), kind=SubjectKind.PLACE, by=people.ines, at=AT
        ),
        note: lambda: note.write(whole, "x", by=people.ines, at=AT),
    }
    undone_when_the_log_fails(monkeypatch, module, acts[module])


def test_who_belongs_to_no_service_opens_none(people):
    Person.objects.filter(pk=people.ines.pk).update(service=None)
    with pytest.raises(NotPermitted, match="you do not belong to a service"):
        opened(people, service=people.marian.service)


def test_who_reads_it_but_is_of_another_service_changes_nothing(people, whole):
    both = duty.propose(
        people.helen, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 3, 2), by=people.ada, at=AT
    )
    duty.grant(both, by=people.bashir, at=AT)
    elsewhere = service.add(name="Licensing", by=people.ada, at=AT)
    Person.objects.filter(pk=people.helen.pk).update(service=elsewhere)
    need_to_know.add(whole, people.helen, by=people.ines, at=AT)
    with pytest.raises(
        NotPermitted, match="You cannot change this investigation: it belongs to another service"
    ):
        need_to_know.add(whole, people.oliver, by=people.helen, at=AT)
