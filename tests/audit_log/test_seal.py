"""The sealer takes what waits, gives it its place and grows the tree; two at once, and no other right than its own."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import connection, transaction

from tests import given, server
from tests.audit_log.sealing import (
    a_place,
    as_sealer,
    assert_every_checkpoint_is_true,
    naive_root,
    sealed,
    stored_leaves,
)
from tests.fixtures import point_django_at
from tests.patience import PATIENCE
from watchbook.audit_log import seal
from watchbook.audit_log.models import Event, Leaf, Pending, SealedLog, SignedCheckpoint, Tile
from watchbook.ledger.tiles import range_of
from watchbook.organisation import person

DENIED = psycopg.errors.InsufficientPrivilege
KEPT = psycopg.errors.IntegrityConstraintViolation


def waiting(count):
    """So many leaves that wait, without the acts behind them."""
    with server.as_database_role("app", database=connection.settings_dict["NAME"]) as sql, sql.transaction():
        for number in range(count):
            event = secrets.token_bytes(16)
            sql.execute(
                "INSERT INTO audit_log_pending (event_id, leaf, number) VALUES (encode(%s, 'hex')::uuid, %s, %s)",
                [event, b"\x01" + event + secrets.token_bytes(32), number],
            )


def test_what_waits_gets_contiguous_places_in_the_order_in_which_it_was_written(committed, committed_people):
    with as_sealer(committed):
        while seal.seal():
            pass
    assert Pending.objects.count() == 0
    events = list(Event.objects.order_by("number").values_list("id", flat=True))
    assert list(Leaf.objects.order_by("index").values_list("event_id", flat=True)) == events
    assert SealedLog.objects.get().size == len(events) == len(stored_leaves())


@pytest.mark.parametrize("sizes", [[1], [255, 1, 1], [256, 300], [600, 100]])
def test_tiles_and_root_are_those_of_a_naive_tree_however_the_log_grew(committed, monkeypatch, sizes):
    monkeypatch.setattr(seal, "AT_ONCE", 300)
    for size in sizes:
        waiting(size)
        with as_sealer(committed):
            while seal.seal():
                pass
    log = SealedLog.objects.get()
    assert log.size == sum(sizes)
    assert seal.as_range(log.size, bytes(log.hashes)).root() == naive_root(stored_leaves())
    assert range_of(log.size, read=seal.read_tile).root() == naive_root(stored_leaves())


def test_nothing_is_sealed_where_nothing_waits(committed):
    with as_sealer(committed):
        assert seal.seal() == 0
    assert SealedLog.objects.get().size == 0


def test_an_act_that_commits_late_is_sealed_although_later_numbers_are(committed, committed_people):
    nell = committed_people.nell
    with transaction.atomic():
        person.close(nell, by=committed_people.ada, at=given.AT)
        with server.as_database_role("sealer", database=committed) as sql:
            taken = sql.execute("SELECT count(*) FROM audit_log_pending").fetchone()[0]
        late = Event.objects.latest("number").id
    assert taken == Event.objects.count() - 1
    assert Pending.objects.filter(event_id=late).exists()


def test_two_sealers_at_once_seal_each_leaf_once(committed, monkeypatch, tmp_path):
    monkeypatch.setattr(seal, "AT_ONCE", 40)
    waiting(400)

    both = Barrier(2, timeout=PATIENCE)

    def as_a_sealer(_number):
        point_django_at(committed, role="sealer")
        both.wait()
        done = 0
        while taken := seal.seal():
            done += taken
        connection.close()
        return done

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(as_a_sealer, range(2))) == 400
    assert len(stored_leaves()) == 400
    place = a_place(tmp_path)
    assert sealed(committed, place) == 400
    assert assert_every_checkpoint_is_true(place) == 1


SEALERS_MAY_NOT = (
    "SELECT fields FROM audit_log_event",
    "SELECT id FROM audit_log_event",
    "SELECT seed FROM audit_log_eventsecret",
    "SELECT sealed FROM audit_log_eventsecret",
    "SELECT name FROM organisation_person",
    "INSERT INTO audit_log_pending (event_id, leaf, number) VALUES (gen_random_uuid(), '\\x00', 1)",
    "UPDATE audit_log_pending SET number = 1",
    "UPDATE audit_log_leaf SET leaf = leaf",
    "DELETE FROM audit_log_leaf",
    "TRUNCATE audit_log_leaf",
    "DELETE FROM audit_log_tile",
    "DELETE FROM audit_log_sealedlog",
    "INSERT INTO audit_log_sealedlog SELECT * FROM audit_log_sealedlog",
    "UPDATE audit_log_signedcheckpoint SET note = ''",
    "DELETE FROM audit_log_signedcheckpoint",
)
APPS_MAY_NOT = (
    "UPDATE audit_log_event SET name = name",
    "DELETE FROM audit_log_event",
    "TRUNCATE audit_log_event CASCADE",
    "DELETE FROM audit_log_eventsecret",
    "TRUNCATE audit_log_eventsecret",
    "UPDATE audit_log_eventsecret SET event_id = event_id",
    "UPDATE audit_log_pending SET leaf = leaf",
    "DELETE FROM audit_log_pending",
    "TRUNCATE audit_log_pending",
    *(
        statement.format(table=table)
        for table in (
            "leaf", "tile", "sealedlog", "signedcheckpoint", "publishedcheckpoint", "timestamptoken", "cosignature",
        )
        for statement in (
            "INSERT INTO audit_log_{table} SELECT * FROM audit_log_{table}",
            "DELETE FROM audit_log_{table}",
            "TRUNCATE audit_log_{table} CASCADE",
        )
    ),
    "UPDATE audit_log_leaf SET leaf = leaf",
    "UPDATE audit_log_sealedlog SET size = 0",
)  # fmt: skip


def test_as_the_sealer_nothing_but_opaque_leaves_can_be_read_and_nothing_taken_back(committed_people):
    database = connection.settings_dict["NAME"]
    with server.as_database_role("sealer", database=database) as sql:
        for statement in SEALERS_MAY_NOT:
            with pytest.raises(DENIED):
                sql.execute(statement)
        assert sql.execute("SELECT event_id, leaf, number FROM audit_log_pending").fetchall()


def test_as_the_app_role_the_log_and_its_seal_can_only_be_read_and_added_to(committed_people, as_app):
    for statement in APPS_MAY_NOT:
        with pytest.raises(DENIED):
            as_app.execute(statement)


def test_not_even_the_owner_takes_back_what_is_sealed_while_the_guards_stand(committed, as_owner, tmp_path):
    waiting(3)
    sealed(committed, a_place(tmp_path))
    for statement in (
        "UPDATE audit_log_leaf SET leaf = leaf",
        "DELETE FROM audit_log_leaf",
        "TRUNCATE audit_log_leaf",
        "UPDATE audit_log_tile SET content = substring(content FOR 32)",
        "DELETE FROM audit_log_tile",
        "UPDATE audit_log_sealedlog SET size = 2",
        "DELETE FROM audit_log_sealedlog",
        "UPDATE audit_log_signedcheckpoint SET note = note",
    ):
        with pytest.raises(KEPT):
            as_owner.execute(statement)
    assert Tile.objects.count() == SignedCheckpoint.objects.count() == 1
    assert str(SealedLog.objects.get()) == "3"
