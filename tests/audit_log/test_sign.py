"""The signer recomputes from leaves, signs what has grown out of its head, and refuses a rollback and a fork."""

import pytest
from django.db import connection

from tests import server
from tests.audit_log.sealing import ORIGIN, a_place, as_sealer, assert_every_checkpoint_is_true, sealed
from tests.audit_log.test_seal import waiting
from watchbook.audit_log import seal, sign
from watchbook.audit_log.head import HeadFiles, HeadMoved, SignedHead
from watchbook.audit_log.models import SealedLog, SignedCheckpoint
from watchbook.audit_log.sign import LogForked, LogRolledBack, SigningPlace, SigningRefused
from watchbook.ledger.tree import Range
from watchbook.machine import cluster
from watchbook.machine.connection import connect, in_embedded


@pytest.fixture
def place(tmp_path):
    return a_place(tmp_path)


def as_superuser(*statements, database):
    """What a superuser of the database does: past every right and every trigger."""
    with connect(
        in_embedded(server.HOME, role="superuser", user=cluster.SUPERUSER, database=database)
    ) as sql:
        sql.execute("SET session_replication_role = replica")
        for statement in statements:
            sql.execute(statement)


def refused(place, refusal, match):
    with as_sealer(connection.settings_dict["NAME"]):
        before = place.files.read(), SignedCheckpoint.objects.count()
        with pytest.raises(refusal, match=match) as raised:
            sign.sign(place)
        assert (place.files.read(), SignedCheckpoint.objects.count()) == before
    return raised.value


def test_each_checkpoint_is_signed_by_the_key_and_equals_a_recomputation(committed, place):
    for size in (1, 2, 300):
        waiting(size)
        sealed(committed, place)
    assert assert_every_checkpoint_is_true(place) == 3
    assert place.files.read().log.size == SealedLog.objects.get().size == 303
    assert SignedCheckpoint.objects.latest("size").note.startswith(f"{ORIGIN}\n303\n")


def test_an_empty_log_is_not_signed(committed, place):
    assert sealed(committed, place) == 0
    assert not SignedCheckpoint.objects.exists()


def test_signing_again_changes_nothing(committed, place):
    waiting(3)
    assert sealed(committed, place) == sealed(committed, place) == 3
    assert SignedCheckpoint.objects.count() == 1


def test_many_leaves_are_signed_in_several_steps(committed, place, monkeypatch):
    monkeypatch.setattr(sign, "AT_ONCE", 4)
    waiting(10)
    assert sealed(committed, place) == 10
    assert assert_every_checkpoint_is_true(place) == 1
    assert len(place.files.leaves_between(0, 10)) == 10


def test_after_a_crash_between_head_and_checkpoint_the_same_is_signed(committed, place):
    waiting(5)
    sealed(committed, place)
    kept = SignedCheckpoint.objects.get().note
    as_superuser("DELETE FROM audit_log_signedcheckpoint", database=committed)
    sealed(committed, place)
    assert SignedCheckpoint.objects.get().note == kept


def test_a_database_with_fewer_entries_than_were_signed_is_a_rollback(committed, place):
    waiting(9)
    sealed(committed, place)
    as_superuser("TRUNCATE audit_log_leaf, audit_log_tile", "UPDATE audit_log_sealedlog SET size = 0, hashes = ''", database=committed)  # fmt: skip
    waiting(3)
    with as_sealer(committed):
        seal.seal()
    refusal = refused(place, LogRolledBack, "holds 3 sealed entries of the audit log; 9 were signed")
    assert "watchbook audit-log rejoin" in refusal.next_step


def test_an_older_head_in_the_place_of_the_newest_signs_nothing(committed, place):
    waiting(4)
    sealed(committed, place)
    older = place.files.head.read_bytes()
    waiting(3)
    sealed(committed, place)
    place.files.head.write_bytes(older)
    refusal = refused(place, sign.SigningRefused, "head says 4 entries; 7 were signed")
    assert "watchbook audit-log adopt" in refusal.next_step


def test_a_rolled_back_log_that_has_grown_beyond_the_head_again_is_a_fork(committed, place):
    waiting(9)
    sealed(committed, place)
    as_superuser("TRUNCATE audit_log_leaf, audit_log_tile", "UPDATE audit_log_sealedlog SET size = 0, hashes = ''", database=committed)  # fmt: skip
    for size in (9, 20):
        waiting(size)
        with as_sealer(committed):
            seal.seal()
        refused(place, LogForked, "its first 9 entries are not those that were signed")


FORGED = {
    "a leaf that does not give the root": "UPDATE audit_log_leaf SET leaf = set_byte(leaf, 40, (get_byte(leaf, 40) + 1) % 256) WHERE index = 5",
    "a leaf of another event": "UPDATE audit_log_leaf SET event_id = gen_random_uuid() WHERE index = 5",
    "a leaf that is too short": "UPDATE audit_log_leaf SET leaf = substring(leaf FOR 48) WHERE index = 5",
    "a leaf that is missing": "DELETE FROM audit_log_leaf WHERE index = 5",
    "the last leaf missing": "DELETE FROM audit_log_leaf WHERE index = 6",
    "a tile that does not follow": "UPDATE audit_log_tile SET content = set_byte(content, 170, (get_byte(content, 170) + 1) % 256)",
    "a tile that is cut off": "UPDATE audit_log_tile SET content = substring(content FOR 32)",
    "a tile that is missing": "DELETE FROM audit_log_tile",
    "a root that does not follow": "UPDATE audit_log_sealedlog SET hashes = set_byte(hashes, 40, 1)",
}


@pytest.mark.parametrize("how", FORGED)
def test_what_does_not_follow_from_the_leaves_is_never_signed(committed, place, how):
    waiting(4)
    sealed(committed, place)
    waiting(3)
    with as_sealer(committed):
        seal.seal()
    as_superuser(FORGED[how].replace("index", '"index"'), database=committed)
    refused(place, LogForked, "was changed")


def test_key_and_head_of_two_logs_do_not_sign_together(committed, place, tmp_path):
    waiting(2)
    sealed(committed, place)
    other = a_place(tmp_path / "other", origin="council.example/another")
    refused(SigningPlace(other.signer, place.files), SigningRefused, "Key and head of two logs")


def test_without_its_head_the_signer_does_not_begin_anew(committed, place, tmp_path):
    waiting(2)
    sealed(committed, place)
    refused(SigningPlace(place.signer, HeadFiles(tmp_path / "fresh")), SigningRefused, "signed is missing")


def test_who_is_overtaken_looks_again(committed, place, monkeypatch):
    waiting(2)
    overtaken, move = [], HeadFiles.move

    def once_too_late(self, **arguments):
        if not overtaken:
            overtaken.append(True)
            raise HeadMoved
        move(self, **arguments)

    monkeypatch.setattr(HeadFiles, "move", once_too_late)
    assert sealed(committed, place) == 2
    monkeypatch.setattr(HeadFiles, "move", lambda self, **arguments: (_ for _ in ()).throw(HeadMoved))
    waiting(1)
    with pytest.raises(HeadMoved):
        sealed(committed, place)


def test_the_signer_holds_the_log_against_its_head_before_anything_is_sealed(committed, place):
    waiting(2)
    sealed(committed, place)
    with as_sealer(committed):
        assert sign.check(place) == SignedHead(ORIGIN, place.files.read().log, place.signer.verifier.line)
    as_superuser("TRUNCATE audit_log_leaf, audit_log_tile", "UPDATE audit_log_sealedlog SET size = 0, hashes = ''", database=committed)  # fmt: skip
    with as_sealer(committed), pytest.raises(LogRolledBack):
        sign.check(place)
    assert SealedLog.objects.get().size == Range().size
