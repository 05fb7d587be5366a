"""Disposal: what is due, where somebody is named, and that nothing of it can be read afterwards."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.log import everything
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.investigations import account, disposal, investigation, need_to_know
from watchbook.investigations.models import Account, Investigation, Note, Subject
from watchbook.keys import envelope
from watchbook.keys.models import BlindIndexEntry, KeyDestruction
from watchbook.keys.refused import KeyDestroyed

AFTER = given.AT + timedelta(days=400)


def disposed(row_id, people):
    disposal.dispose(row_id, by=people.winston, at=AFTER)


def test_a_closed_investigation_is_due_after_its_day_and_an_open_one_never(people):
    whole = given.an_investigation(people)
    assert not disposal.due(date(2030, 1, 1))
    investigation.close(whole, reason="Done", by=people.ines, at=given.AT)
    assert disposal.due(date(2030, 1, 1)) == [whole.id]
    assert not disposal.due(date(2026, 3, 2))


def test_a_subject_goes_with_its_notes_its_index_and_its_key_and_the_rest_stays(committed_people):
    people = committed_people
    subject = given.a_subject(people, called="Jane Roe", known="Sells at the market")
    given.a_note(people, "Blue van", about=subject)
    other = given.a_subject(people, subject.investigation, called="John Doe", handles=())
    events = list(Event.objects.filter(subject_id=subject.id))
    disposed(subject.id, people)
    assert list(Subject.objects.all()) == [other]
    assert not Note.objects.exists()
    assert set(BlindIndexEntry.objects.values_list("item", flat=True)) == {other.id}
    assert envelope.is_destroyed(subject.id)
    assert not envelope.is_destroyed(other.id)
    with pytest.raises(KeyDestroyed):
        personal_facts(events[0])
    with pytest.raises(KeyDestroyed):
        envelope.opened(subject)
    assert "Jane" not in repr(everything())


def test_a_subjects_accounts_go_with_it_and_with_what_finds_them(committed_people):
    people = committed_people
    subject = given.a_subject(people, handles=())
    other = given.a_subject(people, subject.investigation, called="John Doe", handles=())
    gone, stays = (
        account.add(one, f"instagram.com/{name}", by=people.ines, at=given.AT)
        for one, name in ((subject, "janeroe"), (other, "johndoe"))
    )
    assert BlindIndexEntry.objects.filter(item=gone.id).exists()
    disposed(subject.id, people)
    assert list(Account.objects.all()) == [stays]
    assert not BlindIndexEntry.objects.filter(item=gone.id).exists()
    assert BlindIndexEntry.objects.filter(item=stays.id).exists()
    with pytest.raises(KeyDestroyed):
        envelope.opened(gone)
    assert envelope.opened(stays)
    event = Event.objects.get(subject_id=gone.id, name="account.disposed")
    assert event.fields == {"platform": "instagram"}


def test_an_investigation_goes_with_all_that_is_in_it(committed_people):
    people = committed_people
    subject = given.a_subject(people)
    whole = subject.investigation
    other = given.an_investigation(people)
    need_to_know.add(whole, people.marian, by=people.ines, at=given.AT)
    note = given.a_note(people, whole=whole)
    told = [Event.objects.get(name=name) for name in ("subject.added",)]
    told += Event.objects.filter(name="investigation.opened", subject_id=whole.id)
    disposed(whole.id, people)
    assert list(Investigation.objects.all()) == [other]
    assert not Subject.objects.exists()
    assert not Note.objects.exists()
    for gone in (whole, subject, note):
        with pytest.raises(KeyDestroyed):
            envelope.opened(gone)
    assert len(told) == 2
    for event in told:
        with pytest.raises(KeyDestroyed):
            personal_facts(event)
    assert envelope.opened(other)
    assert set(KeyDestruction.objects.values_list("item", flat=True)) == {
        subject.id,
        subject.investigation_id,
    }
    assert envelope.is_destroyed(subject.investigation_id)
    event = Event.objects.get(name="investigation.disposed")
    assert event.fields == {"reference": "INV-0001", "subject_count": 1, "note_count": 1}


def test_somebody_is_found_once_wherever_they_are_named_and_however_it_is_spelt(people):
    subject = given.a_subject(people, called="Zoë Roe", known="Zoe sells at the market")
    given.a_note(people, "ZOË was there", about=subject)
    given.a_note(people, "Nobody was there", whole=subject.investigation)
    assert disposal.find("zoe") == [subject.id]
    assert disposal.find("nobody WAS") == [subject.investigation_id]
    assert disposal.find("Zara") == []


def test_the_columns_that_hold_personal_data_are_listed():
    assert {name.split(".")[1] for name in disposal.PERSONAL_FIELDS} == {
        "Investigation",
        "Subject",
        "Note",
        "Account",
        "BreakGlass",
    }
