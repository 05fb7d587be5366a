"""Legal holds: placed and ended by those who answer for records; nothing held is deleted, by an act or by SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.evidence import given as evidence
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.retention import given
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.erasure import erase
from watchbook.audit_log.models import Event, EventSecret
from watchbook.evidence import disposal
from watchbook.keys import envelope
from watchbook.keys.models import KeyDestruction
from watchbook.retention import due
from watchbook.retention.legal_hold import legal_hold, lock
from watchbook.retention.legal_hold.legal_hold import UnderLegalHold, check_not_held
from watchbook.retention.legal_hold.models import LegalHold


def test_a_hold_says_why_and_for_what_and_its_reason_lies_in_the_envelope(people):
    hold = given.a_hold(people, evidence.a_failed_capture(people), why="Regina v Zephyrine")
    name, by, _at, fields, personal = told(hold)
    assert (name, by) == ("legal_hold.placed", people.winston.id)
    assert fields["ground"] == "prosecution"
    assert personal == {"why": "Regina v Zephyrine"}


def test_the_reason_lies_under_a_key_of_its_own_and_outlasts_the_thing(
    people, django_capture_on_commit_callbacks
):
    row = evidence.a_failed_capture(people)
    hold = given.a_hold(people, row, why="For the record.")
    legal_hold.end(hold, why="Over.", by=people.winston, at=given.now())
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(row.id, by=people.winston, at=given.now())
    assert envelope.opened(LegalHold.objects.get())["why"] == "For the record."


def test_what_is_held_is_not_deleted_until_the_hold_ends(people):
    row = evidence.a_failed_capture(people)
    hold = given.a_hold(people, row)
    with pytest.raises(UnderLegalHold, match=r"it is held. Legal hold LH-0001"):
        check_not_held([row.id])
    with pytest.raises(IntegrityError, match="under legal hold"), transaction.atomic():
        disposal.dispose(row.id, by=people.winston, at=given.now())
    legal_hold.end(hold, why="The case is over.", by=people.winston, at=given.now())
    check_not_held([row.id])
    disposal.dispose(row.id, by=people.winston, at=given.now())
    assert KeyDestruction.objects.filter(item=row.id).exists()


def test_a_hold_on_an_investigation_holds_all_that_lies_in_it(people):
    row = evidence.a_failed_capture(people)
    given.a_hold(people, row.look.investigation)
    for one in (row, row.look, row.look.subject, row.look.investigation):
        with pytest.raises(UnderLegalHold):
            check_not_held([one.id])
    elsewhere = looks.a_subject(people)
    check_not_held([elsewhere.id, elsewhere.investigation_id])


def test_of_many_things_those_held_are_found_from_the_holds_and_are_the_same(people, monkeypatch):
    row, free = evidence.a_failed_capture(people), looks.a_subject(people)
    hold = given.a_hold(people, row.look)
    ended = given.a_hold(people, free.investigation)
    legal_hold.end(ended, why="Over.", by=people.winston, at=given.now())
    asked = [row.id, row.look_id, row.look.subject_id, free.id, free.investigation_id]
    few = lock.holds_on(asked)
    monkeypatch.setattr(lock, "FEW", 0)
    assert lock.holds_on(asked) == few == {row.id: hold.id, row.look_id: hold.id}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM evidence_capture WHERE id = %s",
        "INSERT INTO keys_keydestruction (id, item) VALUES (gen_random_uuid(), %s)",
        "DELETE FROM looks_look WHERE id = (SELECT look_id FROM evidence_capture WHERE id = %s)",
    ],
)
def test_sql_cannot_delete_what_is_held(people, statement):
    row = evidence.a_failed_capture(people)
    given.a_hold(people, row.look)
    with (
        pytest.raises(IntegrityError, match="under legal hold"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [row.id])


def test_what_was_deleted_cannot_be_held(people):
    row = evidence.a_failed_capture(people)
    item = due.item_of("evidence.capture", row.id)
    disposal.dispose(row.id, by=people.winston, at=given.now())
    leaves_nothing(
        WrongState,
        lambda: legal_hold.place(item, "complaint", why="Late.", by=people.winston, at=given.now()),
        "You cannot place a hold on this record: it has been deleted",
    )


@pytest.mark.parametrize(("ground", "why"), [("", "A reason."), ("complaint", " "), ("other", "A reason.")])
def test_a_hold_without_its_ground_or_reason_is_refused(people, ground, why):
    item = given.item(evidence.a_failed_capture(people))
    leaves_nothing(
        WrongState,
        lambda: legal_hold.place(item, ground, why=why, by=people.winston, at=given.now()),
        "You cannot place this hold yet",
    )


def test_an_investigator_neither_places_nor_ends_a_hold(people):
    row = evidence.a_failed_capture(people)
    item, hold = given.item(row), given.a_hold(people, row)
    leaves_nothing(
        NotPermitted,
        lambda: legal_hold.place(item, "complaint", why="Mine.", by=people.ines, at=given.now()),
        "You cannot place or end a legal hold",
    )
    leaves_nothing(
        NotPermitted,
        lambda: legal_hold.end(hold, why="Mine.", by=people.ines, at=given.now()),
        "You cannot place or end a legal hold",
    )


def test_a_hold_ends_once_and_with_a_reason(people):
    hold = given.a_hold(people, evidence.a_failed_capture(people))
    leaves_nothing(
        WrongState,
        lambda: legal_hold.end(hold, why=" ", by=people.winston, at=given.now()),
        "You cannot end this hold yet",
    )
    legal_hold.end(hold, why="Over.", by=people.winston, at=given.now())
    leaves_nothing(
        WrongState,
        lambda: legal_hold.end(hold, why="Over.", by=people.winston, at=given.now()),
        "somebody has already ended it",
    )


def test_without_its_event_no_hold_is_placed_or_ended(people, monkeypatch):
    row = evidence.a_failed_capture(people)
    hold = given.a_hold(people, row)
    undone_when_the_log_fails(monkeypatch, legal_hold, lambda: given.a_hold(people, row))
    undone_when_the_log_fails(
        monkeypatch,
        legal_hold,
        lambda: legal_hold.end(hold, why="Over.", by=people.winston, at=given.now()),
    )


def test_what_is_told_of_people_about_a_held_thing_is_not_erased(people):
    row = evidence.a_failed_capture(people)
    given.a_hold(people, row)
    told = EventSecret.objects.filter(event__subject_id=row.id).exclude(sealed=b"").values("event")
    event = Event.objects.filter(pk__in=told).earliest("at", "id")
    with pytest.raises(IntegrityError, match="Nothing was erased"), transaction.atomic():
        erase(event, by=people.winston, at=given.now())


def test_an_act_does_not_wait_for_a_long_deletion_without_end_and_says_why(people, monkeypatch):
    monkeypatch.setattr(lock, "WITHIN", "50ms")
    with connection.copy().cursor() as deleting:
        deleting.execute("BEGIN; SELECT retention_lock_shared()")
        with pytest.raises(WrongState, match="records are being deleted"), transaction.atomic():
            lock.wait_for_deletions()
        deleting.execute("ROLLBACK")
        deleting.connection.close()
    with transaction.atomic():
        lock.wait_for_deletions()
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)
