"""Erasure of an event's personal values: they and their salts go, and every proof stays valid."""

import psycopg
import pytest
from django.db import connection

from tests import given, server
from tests.audit_log.sealing import a_place, sealed
from tests.ledger.reading import verify
from tests.log import told, undone_when_the_log_fails
from tests.rights import the_system
from watchbook.audit_log import erasure
from watchbook.audit_log.event_opening import ALWAYS_SHOWN, FieldNotOpened, leaf_of, opened
from watchbook.audit_log.models import Event, EventSecret, Leaf
from watchbook.audit_log.personal_facts import names_of, personal_facts


def a_personal_event():
    """An event with personal values: somebody's name and address."""
    return next(one.event for one in EventSecret.objects.select_related("event") if one.sealed)


def holds(event, leaf, *names):
    return verify(opened(event, names=names), event=event.id, leaf=leaf)


def test_after_erasure_the_leaf_still_verifies_and_what_was_erased_opens_no_more(people):
    event = a_personal_event()
    leaf = leaf_of(event)
    personal = {name for name, value in personal_facts(event).items() if value is not None}
    assert personal
    assert holds(event, leaf, *ALWAYS_SHOWN, *personal)
    assert erasure.erase(event, by=the_system(), at=given.AT)
    secret = EventSecret.objects.get(event=event)
    assert bytes(secret.sealed) == b""
    assert personal <= set(secret.hashes)
    assert set(personal_facts(event).values()) == {None}
    assert holds(event, leaf, *ALWAYS_SHOWN, *event.fields)
    assert holds(event, leaf)
    with pytest.raises(FieldNotOpened, match="was erased"):
        opened(event, names=personal)


def test_the_log_says_so_and_nothing_about_whom(people):
    event = a_personal_event()
    names = sorted(names_of(EventSecret.objects.get(event=event)))
    erasure.erase(event, by=the_system(), at=given.AT)
    assert told(event)[0] == "erasure.completed"
    assert told(event)[3:] == ({"erased": names}, {})


def test_what_is_erased_or_has_nothing_personal_is_left_as_it_is(people):
    event = a_personal_event()
    assert erasure.erase(event, by=the_system(), at=given.AT)
    before = Event.objects.count()
    assert not erasure.erase(event, by=the_system(), at=given.AT)
    assert Event.objects.count() == before


def test_a_field_that_an_event_lacks_is_not_opened(people):
    with pytest.raises(FieldNotOpened, match="is not one of its fields"):
        opened(a_personal_event(), names={"nothing"})


def test_nothing_is_erased_when_the_log_fails(people, monkeypatch):
    event = a_personal_event()
    undone_when_the_log_fails(
        monkeypatch, erasure, lambda: erasure.erase(event, by=the_system(), at=given.AT)
    )


def test_a_sealed_entry_verifies_against_the_log_after_erasure(committed_people, tmp_path):
    database = connection.settings_dict["NAME"]
    sealed(database, a_place(tmp_path))
    event = a_personal_event()
    leaf = bytes(Leaf.objects.get(event_id=event.id).leaf)
    erasure.erase(event, by=the_system(), at=given.AT)
    assert holds(event, leaf, *ALWAYS_SHOWN)


def test_by_sql_a_secret_is_erased_whole_and_with_its_event_or_not_at_all(committed_people):
    event, database = a_personal_event(), connection.settings_dict["NAME"]
    erase = "SELECT audit_log_erase(%s)"
    with (
        server.as_database_role("app", database=database) as app,
        pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="left no event"),
    ):
        app.execute(erase, [event.id])
    with server.as_database_role("owner", database=database) as owner:
        for change in ("seed = ''", "hashes = '{}'", "sealed = 'x'", "event_id = gen_random_uuid()"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="never changed"):
                owner.execute(f"UPDATE audit_log_eventsecret SET {change}")
    for role in ("reader", "sealer"):
        with (
            server.as_database_role(role, database=database) as sql,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            sql.execute(erase, [event.id])
