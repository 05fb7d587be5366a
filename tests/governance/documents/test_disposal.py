"""Disposal of documents: what is due, where a person is named, and what is left when an edition has gone."""

from datetime import date

import pytest

from tests import given
from tests.given import AT
from tests.governance.adopted import (
    APPROVED_ON,
    FILE,
    a_clause,
    a_draft,
    a_newer_edition,
    a_policy,
    approve,
    newest,
    particulars,
    publish,
    withdraw,
)
from tests.log import undone_when_the_log_fails
from watchbook.audit_log.models import Event
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.documents import disposal, document, reading
from watchbook.governance.documents.models import Clause, Document, DocumentStep, Reading

LATER = date(2019, 1, 1)


def named(name):
    return Content(data=FILE.data + name.encode(), name=name, media_type="application/pdf")


def test_what_ended_before_the_day_is_due_and_what_was_taken_back(people):
    row = a_policy()
    newer = a_newer_edition(row, approved_on=LATER)
    draft = a_draft(title="A draft")
    withdrawn = a_draft(title="Withdrawn")
    withdraw(withdrawn, on=date(2019, 2, 1))
    assert disposal.due(LATER) == []
    assert disposal.due(date(2019, 1, 2)) == [row.id]
    assert set(disposal.due(date(2019, 2, 2))) == {row.id, withdrawn.id}
    gone = document.take_back(draft, by=people.simon, at=AT)
    assert gone.id in disposal.due(date(2099, 1, 1))
    document.take_back(newer, by=people.simon, at=AT)
    assert row.id not in disposal.due(date(2099, 1, 1))


def test_a_person_is_found_in_every_word_of_an_edition(people):
    about = a_draft(title="About Jane Roe")
    copy = a_draft(title="Two", file=named("jane roe.pdf"))
    version = a_draft(title="Three", version_label="jane roe’s")
    decided = a_draft(title="Four")
    approve(decided, decided_by="JANE ROE")
    minuted = a_draft(title="Five")
    approve(minuted, minute="Jane Roe said")
    published = a_policy(title="Six")
    publish(published, address="https://council.example/?q=jane roe".replace(" ", "%20"))
    withdrawn = a_policy(title="Seven")
    withdraw(withdrawn, reason="Jane Roe asked")
    headed, worded = a_policy(title="Eight"), a_policy(title="Nine")
    a_clause(headed, heading="Jane Roe")
    a_clause(worded, text="As Jane Roe wrote")
    a_policy(title="Ten")
    found = {about, copy, version, decided, minuted, withdrawn, headed, worded}
    assert set(disposal.find("Jane Roe")) == {row.id for row in found}
    assert disposal.find("jane%20roe") == [published.id]
    assert disposal.find("John Doe") == []


def a_long_story(people):
    """An edition in two versions with steps, clauses in two versions, a reading and a file."""
    newer = document.correct(a_draft(), particulars(), file=named("other.pdf"), by=people.simon, at=AT)
    approve(newer)
    a_clause(newer)
    publish(newer)
    reading.confirm(newer, by=people.oliver, at=AT)
    withdraw(newer, on=APPROVED_ON)
    return newer


def test_an_edition_goes_with_all_that_belongs_to_it_and_the_others_stay(
    people, files_folder, django_capture_on_commit_callbacks
):
    row = a_long_story(people)
    kept = a_newer_edition(row, file=named("kept.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=AT)
    assert list(Document.objects.all()) == [kept]
    assert not any(table.objects.exists() for table in (DocumentStep, Clause, Reading))
    assert [path.name for path in files_folder.rglob("*") if path.is_file()] == [kept.file_sha256]
    events = Event.objects.filter(name="document.disposed")
    assert [(event.by, event.fields) for event in events] == (
        [(people.winston.id, {"reference": "D-0001", "edition": 1, "versions": 7})] * 7
    )


def test_a_file_that_a_row_of_another_register_names_stays(people, django_capture_on_commit_callbacks):
    row, letter = a_draft(file=given.LETTER), given.a_letter(people)
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=AT)
    assert the_store().get(letter.file_sha256) == given.LETTER.data


def test_files_go_only_once_the_rows_are_gone_for_good(people):
    row = a_draft()
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert the_store().get(row.file_sha256) == FILE.data


def test_what_is_not_there_cannot_be_disposed_of(people):
    with pytest.raises(Document.DoesNotExist):
        disposal.dispose(people.nell.id, by=people.winston, at=AT)


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = a_long_story(people)
    assert newest().pk == row.pk
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(row.id, by=people.winston, at=AT)
    )
