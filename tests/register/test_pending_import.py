"""An import on its way: kept for whoever sent it, gone when it is carried out or a day old."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.files.sheets import FOREIGN
from tests.given import AT, LETTER
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from tests.threads import at_once, split
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.files.parcel import Parcel
from watchbook.files.store import the_store
from watchbook.files.upload import Refused
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.governance.letters.models import LetterReceived
from watchbook.register import pending_import
from watchbook.register.models.imports import ColumnMapping, PendingImport
from watchbook.register.pending_import import (
    answer,
    carry_out,
    digest,
    drop_old,
    find,
    keep,
    match,
    parcel_of,
)
from watchbook.register.spreadsheet import ImportRefused

PLACES = {"dated_on": 0, "sender": 1, "subject": 2, "concerns_social_media": 3, "received_on": 4, "file": 5}
ANSWERS = {"dated_on.numbers": "day_first"}
ROW = "03/04/2017,osc,Social media,yes,2017-04-20,letter.pdf,"


def a_parcel(*rows):
    data = "\n".join([FOREIGN, *(rows or [ROW])]).encode()
    return Parcel(data=data, name="Jane Roe.csv", documents={"letter.pdf": LETTER})


def kept_by(person, parcel=None, **options):
    return keep(LETTERS_RECEIVED, parcel or a_parcel(), by=person, at=AT, **options)


def ready(person, parcel=None):
    """An import whose columns are matched and whose days are answered."""
    pending = match(kept_by(person, parcel), LETTERS_RECEIVED, PLACES, by=person, at=AT)
    return answer(pending, LETTERS_RECEIVED, ANSWERS, by=person, at=AT)


def carry_out_(pending, by, seen=None):
    return carry_out(pending, LETTERS_RECEIVED, seen=seen or digest(pending), by=by, at=AT)


def test_what_is_sent_is_kept_and_found_by_whoever_sent_it_alone(people):
    pending = kept_by(people.helen)
    assert parcel_of(pending) == a_parcel()
    assert find(pending.pk, LETTERS_RECEIVED, kept_by=people.helen) == pending
    assert find(pending.pk, LETTERS_RECEIVED, kept_by=people.simon) is None
    assert find(uuid4(), LETTERS_RECEIVED, kept_by=people.helen) is None


def test_the_log_says_each_step_and_not_a_word_of_the_file(people):
    pending = kept_by(people.helen)
    fields = {"register": "letters_received", "parcel_sha256": pending.parcel_sha256}
    assert told(pending) == ("pending_import.kept", people.helen.id, AT, fields, {})
    match(pending, LETTERS_RECEIVED, PLACES, by=people.helen, at=AT)
    assert told(pending)[0] == "pending_import.matched"
    pending = answer(pending, LETTERS_RECEIVED, ANSWERS, by=people.helen, at=AT)
    assert told(pending)[0] == "pending_import.answered"
    assert told(pending)[3]["answers"] == ["dated_on.numbers=day_first"]
    carry_out_(pending, people.helen)
    last = Event.objects.filter(subject_id=pending.pk).latest("recorded_at")
    assert (last.name, last.fields["rows"]) == ("pending_import.imported", 1)
    assert "Jane" not in open_words()


def test_it_is_carried_out_with_its_columns_days_and_documents_and_forgotten(
    people, files_folder, django_capture_on_commit_callbacks
):
    pending = ready(people.helen)
    with django_capture_on_commit_callbacks(execute=True):
        outcome = carry_out_(pending, people.helen)
    letter = LetterReceived.objects.get()
    assert outcome.added == (letter,)
    assert (letter.dated_on, letter.file_name) == (date(2017, 4, 3), "letter.pdf")
    assert not PendingImport.objects.exists()
    assert [path.name for path in files_folder.rglob("*") if path.is_file()] == [letter.file_sha256]
    assert ColumnMapping.objects.get().places == PLACES


def test_a_second_time_it_is_over(people):
    pending = ready(people.helen)
    carry_out_(pending, people.helen)
    for act in (
        lambda: carry_out_(pending, people.helen),
        lambda: match(pending, LETTERS_RECEIVED, PLACES, by=people.helen, at=AT),
        lambda: answer(pending, LETTERS_RECEIVED, ANSWERS, by=people.helen, at=AT),
        lambda: kept_by(people.helen, instead_of=pending),
    ):
        leaves_nothing(
            WrongState,
            act,
            "You cannot go on with this import: it has been carried out, or is over a day old",
        )


def test_nobody_goes_on_with_what_another_sent(people):
    pending = ready(people.helen)
    for act in (
        lambda: carry_out_(pending, people.simon),
        lambda: match(pending, LETTERS_RECEIVED, PLACES, by=people.simon, at=AT),
        lambda: answer(pending, LETTERS_RECEIVED, ANSWERS, by=people.simon, at=AT),
        lambda: kept_by(people.simon, instead_of=pending),
    ):
        leaves_nothing(WrongState, act, "You cannot go on with this import")


def test_carried_out_twice_at_once_it_is_imported_once(committed, committed_people):
    pending = ready(committed_people.helen)
    helen = committed_people.helen
    done, refused = split(
        at_once(committed, *(lambda: carry_out_(pending, helen, digest(pending)) for _ in range(2)))
    )
    assert (len(done), len(refused)) == (1, 1)
    assert "You cannot go on with this import" in str(refused[0])
    assert LetterReceived.objects.count() == 1


def test_who_may_no_longer_record_does_not_go_on(people, monkeypatch):
    pending = ready(people.helen)

    def no_longer(person, register):
        raise NotPermitted("no longer")

    monkeypatch.setattr(pending_import, "may_import", no_longer)
    for act in (
        lambda: carry_out_(pending, people.helen),
        lambda: match(pending, LETTERS_RECEIVED, PLACES, by=people.helen, at=AT),
        lambda: answer(pending, LETTERS_RECEIVED, ANSWERS, by=people.helen, at=AT),
    ):
        leaves_nothing(NotPermitted, act, "no longer")


def test_only_who_may_record_in_the_register_sends_it_a_file(people):
    refused_to_all_but({"helen", "simon"}, people, kept_by, match="cannot record a letter")


def test_a_matching_that_does_not_fit_is_refused(people):
    pending = kept_by(people.helen)
    leaves_nothing(
        Refused,
        lambda: match(pending, LETTERS_RECEIVED, {"sender": 1}, by=people.helen, at=AT),
        "Match these columns again",
    )


def test_what_was_answered_differently_since_it_was_shown_is_refused(people):
    pending = ready(people.helen)
    seen = digest(pending)
    answer(pending, LETTERS_RECEIVED, {"dated_on.numbers": "month_first"}, by=people.helen, at=AT)
    leaves_nothing(WrongState, lambda: carry_out_(pending, people.helen, seen), "in another window")


def test_a_wrong_row_leaves_the_import_as_it_was(people):
    pending = ready(people.helen, a_parcel(ROW, ROW.replace("osc", "mayor")))
    leaves_nothing(ImportRefused, lambda: carry_out_(pending, people.helen))
    assert find(pending.pk, LETTERS_RECEIVED, kept_by=people.helen)
    assert parcel_of(pending)


def test_a_mended_file_takes_the_place_of_the_earlier_with_its_answers(
    people, django_capture_on_commit_callbacks
):
    earlier = ready(people.helen)
    with django_capture_on_commit_callbacks(execute=True):
        later = kept_by(people.helen, a_parcel(ROW, ROW), instead_of=earlier)
    assert PendingImport.objects.get() == later
    assert (later.answers, later.places) == (ANSWERS, {})
    names = Event.objects.filter(subject_id=earlier.pk).values_list("name", flat=True)
    assert "pending_import.dropped" in names
    with pytest.raises(FileNotFoundError):
        the_store().get(earlier.parcel_sha256)


def test_the_same_file_sent_twice_is_kept_as_long_as_one_import_needs_it(
    people, django_capture_on_commit_callbacks
):
    first, second = ready(people.helen), ready(people.simon)
    assert first.parcel_sha256 == second.parcel_sha256
    with django_capture_on_commit_callbacks(execute=True):
        carry_out_(first, people.helen)
    assert parcel_of(second)


def test_what_nobody_finished_goes_after_a_day_whoever_sent_it(people, django_capture_on_commit_callbacks):
    pending = kept_by(people.helen)
    drop_old(by=people.simon, at=timezone.now() + timedelta(hours=23))
    assert PendingImport.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        drop_old(by=people.simon, at=timezone.now() + timedelta(hours=25))
    assert not PendingImport.objects.exists()
    with pytest.raises(FileNotFoundError):
        parcel_of(pending)
    last = Event.objects.filter(subject_id=pending.pk).latest("recorded_at")
    assert last.name == "pending_import.dropped"


def test_the_next_import_drops_what_is_old(people):
    kept_by(people.helen)
    at = timezone.now() + timedelta(days=2)
    keep(LETTERS_RECEIVED, a_parcel(ROW, ROW), by=people.simon, at=at)
    assert not PendingImport.objects.filter(kept_by=people.helen).exists()


def test_a_failing_log_undoes_each_step(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, pending_import, lambda: kept_by(people.helen))
    pending = kept_by(people.helen)
    undone_when_the_log_fails(
        monkeypatch, pending_import, lambda: match(pending, LETTERS_RECEIVED, PLACES, by=people.helen, at=AT)
    )
    pending = ready(people.helen)
    undone_when_the_log_fails(monkeypatch, pending_import, lambda: carry_out_(pending, people.helen))
    late = timezone.now() + timedelta(days=2)
    undone_when_the_log_fails(monkeypatch, pending_import, lambda: drop_old(by=people.helen, at=late))
    undone_when_the_log_fails(
        monkeypatch, pending_import, lambda: answer(pending, LETTERS_RECEIVED, {}, by=people.helen, at=AT)
    )


def test_what_was_sent_cannot_be_exchanged_afterwards(people):
    row = kept_by(people.helen)
    row.parcel_sha256 = "0" * 64
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        row.save(update_fields=["parcel_sha256"])


def test_rows_call_themselves_by_register():
    assert str(PendingImport(register="x")).startswith("x ")
    assert str(ColumnMapping(register="x", headings_sha256="abcdef0123")) == "x abcdef01"
