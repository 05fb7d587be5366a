"""Disposal of letters: what is due, where a person is named, and what is left when an entry has gone."""

from datetime import date

import pytest

from tests import given
from tests.given import AT, LETTER, REPLY, particulars
from tests.log import undone_when_the_log_fails
from watchbook.audit_log.models import Event
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.letters import disposal, letter_received
from watchbook.governance.letters.models import LetterAnswer, LetterReceived


def named(name):
    return Content(data=LETTER.data + name.encode(), name=name, media_type="application/pdf")


def test_letters_that_came_before_the_day_are_due_in_their_newest_version(people):
    old = given.a_letter(people)
    newer = letter_received.correct(old, particulars(), file=None, by=people.helen, at=AT)
    given.a_letter(people, received_on=date(2017, 3, 23))
    assert disposal.due(date(2017, 3, 23)) == [newer.id]
    assert disposal.due(date(2017, 3, 22)) == []


def test_a_person_is_found_in_subjects_and_in_the_names_of_files(people):
    about = given.a_letter(people, subject="About Jane Roe")
    copy = given.a_letter(people, file=named("jane roe.pdf"))
    reply = given.a_letter_with_reply(people, file=named("To JANE ROE.pdf"))
    given.a_letter(people)
    assert set(disposal.find("Jane Roe")) == {about.id, copy.id, reply.id}
    assert disposal.find("John Doe") == []


def a_long_story(people):
    """A letter in two versions with two answers and three files."""
    letter = given.a_letter_without_reply(people)
    other = named("other.pdf")
    newer = letter_received.correct(letter, particulars(), file=other, by=people.helen, at=AT)
    letter_received.answer(newer, sent_on=date(2017, 4, 3), file=REPLY, by=people.simon, at=AT)
    return newer


def test_a_letter_goes_with_every_version_every_answer_and_every_file(
    people, files_folder, django_capture_on_commit_callbacks
):
    letter, kept = a_long_story(people), given.a_letter(people, file=named("kept.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(letter.id, by=people.winston, at=AT)
    assert list(LetterReceived.objects.all()) == [kept]
    assert not LetterAnswer.objects.exists()
    assert [path.name for path in files_folder.rglob("*") if path.is_file()] == [kept.file_sha256]
    events = Event.objects.filter(name="letter_received.disposed")
    assert [(event.by, event.fields) for event in events] == (
        [(people.winston.id, {"reference": "L-0001", "versions": 4})] * 4
    )


def test_a_file_that_another_letter_names_stays(people, django_capture_on_commit_callbacks):
    letter, same = given.a_letter_with_reply(people, file=LETTER), given.a_letter(people)
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(letter.id, by=people.winston, at=AT)
    assert the_store().get(same.file_sha256) == LETTER.data


def test_files_go_only_once_the_rows_are_gone_for_good(people):
    letter = given.a_letter(people)
    disposal.dispose(letter.id, by=people.winston, at=AT)
    assert the_store().get(letter.file_sha256) == LETTER.data


def test_a_reference_is_never_given_again(people):
    disposal.dispose(given.a_letter(people).id, by=people.winston, at=AT)
    assert given.a_letter(people).reference == "L-0002"


def test_what_is_not_there_cannot_be_disposed_of(people):
    with pytest.raises(LetterReceived.DoesNotExist):
        disposal.dispose(people.nell.id, by=people.winston, at=AT)


def test_a_failing_log_undoes_it(people, monkeypatch):
    letter = a_long_story(people)
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(letter.id, by=people.winston, at=AT)
    )


def test_the_columns_that_hold_personal_data_are_listed():
    assert set(disposal.PERSONAL_FIELDS) == {
        "governance.LetterReceived.subject",
        "governance.LetterReceived.file_name",
        "governance.LetterAnswer.file_name",
    }
