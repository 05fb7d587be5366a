"""Recording an event: its fields in the open, its personal values apart, its leaf in line for the sealer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy

from tests.given import AT
from tests.ledger.reading import verify
from tests.log import leaf_in_line, rows_of
from watchbook.audit_log import record as module
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event, EventSecret, Pending
from watchbook.audit_log.personal_facts import SEALED, hashes_of, personal_facts
from watchbook.audit_log.record import (
    Kind,
    RecordedOutsideTransaction,
    record,
    record_all,
    what_happened,
)
from watchbook.ledger import leaf as ledger
from watchbook.organisation.models import Person, Service

FIELDS = ("title", "count", "is_so", "on", "moment", "whose", "names", "absent")
OTHER = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")


@pytest.fixture(autouse=True)
def kinds_of_their_own(monkeypatch):
    """Kinds declared here are forgotten afterwards."""
    monkeypatch.setattr(module, "KINDS", dict(module.KINDS))


@pytest.fixture
def kind():
    return Kind("thing.happened", fields=FIELDS, personal=("full_name", "nickname"))


def happened(kind, people, **facts):
    return record(kind, subject=Service.objects.get(), by=people.ada, at=AT, **facts)


def in_the_open(event):
    """The values that the event's commitment is over, save the personal ones, put together from the rows alone."""
    standing = {
        "name": event.name,
        "subject_table": event.subject_table,
        "subject_id": str(event.subject_id),
        "by": str(event.by),
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "recorded_at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "rows_after": rows_of(event),
    }
    names = {*standing, *event.fields, *EventSecret.objects.get(event=event).hashes, "field_names"}
    standing["field_names"] = sorted(names)
    return standing | event.fields


def committed(event):
    """The commitment of an event, put together from the rows alone."""
    secret = EventSecret.objects.get(event=event)
    seed = bytes(secret.seed)
    hashes = {
        name: ledger.field_hash(value, name=name, salt=ledger.salt(seed, name=name))
        for name, value in in_the_open(event).items()
    }
    return ledger.commitment(hashes | hashes_of(secret))


def test_an_event_says_what_about_what_by_whom_and_when(kind, people):
    event = Event.objects.get(pk=happened(kind, people, title="X").pk)
    assert (event.name, str(event), event.subject_table) == (
        "thing.happened",
        "thing.happened",
        "organisation_service",
    )
    assert (event.subject_id, event.by, event.at) == (Service.objects.get().id, people.ada.id, AT)
    assert event.id.version == 4  # random, so that a leaf tells no time
    assert abs(event.recorded_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_facts_are_told_as_canonical_json_takes_them_and_absent_ones_as_null(kind, people):
    event = happened(
        kind,
        people,
        title="Tŷ",
        count=0,
        is_so=False,
        on=date(2026, 3, 2),
        moment=datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1))),
        whose=OTHER,
        names=["b", "a"],
    )
    event.refresh_from_db()
    assert event.fields == {
        "title": "Tŷ",
        "count": 0,
        "is_so": False,
        "on": "2026-03-02",
        "moment": "2026-07-01T09:00:00.000000+00:00",
        "whose": str(OTHER),
        "names": ["b", "a"],
        "absent": None,
    }


def test_personal_values_are_kept_apart_and_absent_ones_as_null(kind, people):
    event = happened(kind, people, full_name="Jane Roe", title="X")
    secret = EventSecret.objects.get(event=event)
    assert personal_facts(event) == {"full_name": "Jane Roe", "nickname": None}
    assert (len(secret.seed), str(secret)) == (32, str(event.id))
    assert secret.hashes.keys() == {"full_name", "nickname", SEALED}
    assert b"Jane" not in bytes(secret.sealed)
    assert "full_name" not in event.fields
    assert "Jane" not in repr(Event.objects.filter(pk=event.pk).values())


def test_the_leaf_in_line_is_over_every_field_and_the_rows_alone_prove_it(kind, people):
    event = happened(kind, people, title="X", full_name="Jane Roe")
    waiting, sealed = Pending.objects.get(event_id=event.id), leaf_in_line(event)
    secret = EventSecret.objects.get(event=event)
    values = in_the_open(Event.objects.get(pk=event.pk))
    assert len(values) == 8 + len(FIELDS)
    leaf = ledger.leaf(event.id, commitment=committed(Event.objects.get(pk=event.pk)))
    assert sealed == leaf == leaf_of(event)
    assert waiting.leaf is None
    assert str(waiting) == str(event.id)
    opening = ledger.open_fields(values, seed=bytes(secret.seed), names=frozenset({"name", "title"}))
    opening = replace(opening, hashes=opening.hashes | hashes_of(secret))
    assert verify(opening, event=event.id, leaf=sealed)


def test_every_act_of_a_council_is_committed_to_as_its_rows_say(people):
    assert Event.objects.count() > 40
    for event in Event.objects.all():
        assert committed(event) == leaf_in_line(event)[17:]


def test_two_events_that_are_alike_have_nothing_alike_to_see(kind, people):
    first, second = (happened(kind, people, title="X") for _ in range(2))
    assert first.id != second.id
    assert leaf_in_line(first)[17:] != leaf_in_line(second)[17:]


def test_a_fact_that_is_not_the_kinds_is_refused(kind, people):
    with pytest.raises(ValueError, match=r"thing.happened has no field email, handle\."):
        happened(kind, people, handle="x", email="y", title="X")
    assert not Event.objects.filter(name="thing.happened").exists()


def test_the_server_plans_the_statement_that_writes_an_event_once_for_each_connection(kind, people):
    happened(kind, people)
    happened(kind, people)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%INTO audit_log_pending%'"
        )
        assert cursor.fetchone() == (1,)


def test_an_event_outside_a_transaction_is_refused(kind, committed):
    somebody = Person(id=OTHER)
    with pytest.raises(RecordedOutsideTransaction, match=r"outside a transaction\. Nothing was written"):
        record(kind, subject=somebody, by=somebody, at=AT)
    assert not Event.objects.exists()


def test_an_event_goes_with_the_transaction_that_fails(kind, people):
    with transaction.atomic():
        happened(kind, people)
        transaction.set_rollback(True)
    assert not Event.objects.filter(name="thing.happened").exists()
    assert not Pending.objects.exclude(event_id__in=Event.objects.values("id")).exists()


def test_nothing_is_recorded_in_a_transaction_that_has_failed_already(kind, people):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            happened(kind, people)
        transaction.set_rollback(False)


def test_a_kind_is_declared_once(kind):
    assert module.KINDS["thing.happened"] is kind
    with pytest.raises(ValueError, match=r"The event thing.happened is declared twice\."):
        Kind("thing.happened")


@pytest.mark.parametrize("declared", [{"fields": ("by",)}, {"personal": ("at",)}])
def test_a_kind_takes_no_name_that_every_event_has_already(declared):
    with pytest.raises(ValueError, match=r"thing.twisted uses (by|at), which every event has already\."):
        Kind("thing.twisted", **declared)
    assert "thing.twisted" not in module.KINDS


def test_an_event_is_said_by_its_kinds_sentence_in_the_readers_language():
    said = Kind("thing.counted", says=gettext_lazy("The letter was recorded."))
    assert what_happened(Event(name=said.name)) == "The letter was recorded."
    assert "says" not in said.fields


@pytest.mark.parametrize(
    ("name", "words"),
    [("thing.happened", "Thing: happened"), ("old_thing.long_forgotten", "Old thing: long forgotten")],
)
def test_an_event_whose_kind_has_no_sentence_is_said_by_its_name_in_words(kind, name, words):
    assert what_happened(Event(name=name)) == words


def test_an_event_of_a_row_tells_what_the_row_holds(people):
    kind = Kind("service.told", fields=("name_of_it", "closed_on"), personal=("id",))
    service = Service.objects.get()
    event = module.record_row(kind, service, by=people.ada, at=AT, name_of_it=service.name)
    assert event.fields == {"name_of_it": service.name, "closed_on": None}


def test_an_event_of_a_row_names_other_rows_by_their_id(people):
    kind = Kind("duty.told", fields=("person", "kind"))
    duty = people.simon.duties.first()
    event = module.record_row(kind, duty, by=people.ada, at=AT)
    assert event.fields == {"person": str(duty.person_id), "kind": str(duty.kind)}


def test_a_row_cannot_tell_what_it_does_not_hold(people):
    with pytest.raises(AttributeError):
        module.record_row(
            Kind("service.wrong", fields=("no_such",)), Service.objects.get(), by=people.ada, at=AT
        )


def test_many_at_once_are_recorded_as_each_would_be(kind, people):
    told = {OTHER: {"title": "One", "full_name": "Jo Bloggs"}, people.ada.id: {"count": 2}}
    record_all(kind, told, table=Service, by=people.ada, at=AT)
    events = list(Event.objects.filter(name=kind.name).order_by("number"))
    assert [one.subject_id for one in events] == list(told)
    assert [one.fields["title"] for one in events] == ["One", None]
    assert personal_facts(events[0]) == {"full_name": "Jo Bloggs", "nickname": None}
    for event in events:
        assert leaf_in_line(event) == leaf_of(event)
        assert (event.by, event.at, event.subject_table) == (people.ada.id, AT, Service._meta.db_table)


def test_many_at_once_tell_only_the_facts_of_their_kind(kind, people):
    with pytest.raises(ValueError, match="has no field colour"):
        record_all(kind, {OTHER: {"colour": "red"}}, table=Service, by=people.ada, at=AT)
    assert not Event.objects.filter(name=kind.name).exists()
