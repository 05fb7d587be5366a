"""The whole log verified from the database, exported for an outsider, and put back after a restore."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests import given
from tests.audit_log.outside import a_witness, an_authority
from tests.audit_log.sealing import a_place, as_sealer, assert_every_checkpoint_is_true, sealed
from tests.audit_log.test_sign import as_superuser
from tests.ledger.reading import check_receipt
from tests.proof_only import one_in
from tests.rights import the_system
from watchbook.audit_log import (
    erasure,
    export,
    missing_events,
    publish,
    rejoin,
    seal,
    sign,
    timestamp_token,
    verification,
)
from watchbook.audit_log.event_opening import ALWAYS_SHOWN, FieldNotOpened
from watchbook.audit_log.export import NothingToExport
from watchbook.audit_log.models import Event, EventSecret, Leaf, SealedLog, SignedCheckpoint
from watchbook.audit_log.outsiders import Outsiders
from watchbook.audit_log.receipt import NotSealed, newest_receipt, published_receipt
from watchbook.audit_log.sign import SigningRefused
from watchbook.ledger import checkpoint
from watchbook.ledger.note import BadNote

PAST = "SET session_replication_role = replica"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def place(committed, committed_people, tmp_path):
    """The council's log, sealed."""
    place = a_place(tmp_path)
    sealed(committed, place)
    return place


def found(place):
    return verification.problems(key=place.signer.verifier, files=place.files)


def test_a_log_that_nobody_changed_holds(place, monkeypatch):
    monkeypatch.setattr(verification, "AT_ONCE", 7)
    assert found(place) == []
    assert missing_events.lost_by_restores() == 0


def test_erasure_leaves_the_whole_log_holding(committed, place):
    for secret in EventSecret.objects.select_related("event"):
        erasure.erase(secret.event, by=the_system(), at=given.AT)
    sealed(committed, place)
    assert not any(secret.sealed for secret in EventSecret.objects.all())
    assert found(place) == []


CHANGES = {
    "an event's field": ("UPDATE audit_log_event SET fields = '{}' WHERE fields <> '{}'", "does not follow from its event"),
    "who acted": ("UPDATE audit_log_event SET by = gen_random_uuid()", "does not follow from its event"),
    "a personal value": ("UPDATE audit_log_eventsecret SET hashes = '{\"name\": \"00\"}' WHERE hashes <> '{}'", "does not follow"),
    "a secret gone": ("DELETE FROM audit_log_eventsecret", "does not follow from its event"),
    "a leaf": ("UPDATE audit_log_leaf SET leaf = set_byte(leaf, 40, 1) WHERE index = 5", "Entry 5 is not the one in the signer's copy"),
    "a leaf out of place": ("DELETE FROM audit_log_leaf WHERE index = 5", "entry 5 is not what a leaf must be"),
    "a tile": ("UPDATE audit_log_tile SET content = set_byte(content, 170, 1)", "tile/0/000"),
    "the root": ("UPDATE audit_log_sealedlog SET hashes = set_byte(hashes, 0, 1)", "do not give the root"),
    "a checkpoint": ("UPDATE audit_log_signedcheckpoint SET note = replace(note, chr(10), ' ')", "signed checkpoint"),
    "a checkpoint's size": ("UPDATE audit_log_signedcheckpoint SET size = 2", "is not of the log"),
    "an event put in": ("INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields, commitment)"
        " SELECT gen_random_uuid(), name, subject_table, subject_id, by, at, fields, commitment FROM audit_log_event LIMIT 1", "neither waits nor is sealed"),
    "the log's row": ("DELETE FROM audit_log_sealedlog", "gone or spoilt"),
    "the log's hashes": ("UPDATE audit_log_sealedlog SET hashes = substring(hashes FROM 2)", "gone or spoilt"),
    "an event deleted": ("DELETE FROM audit_log_event WHERE number = (SELECT min(number) FROM audit_log_event)",
        "An event is missing from the database though sealed as entry 0: deleted past every guard. The entry proves that it was there."),
    "all events deleted": ("DELETE FROM audit_log_event", "sealed as entry 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and more"),
    "an event deleted before it is sealed": ("INSERT INTO audit_log_pending (event_id, leaf, number)"
        " SELECT gen_random_uuid(), leaf, 1 FROM audit_log_leaf LIMIT 1", "waits to be sealed and is missing: it was deleted"),
    "fields that are none": ("UPDATE audit_log_event SET fields = '[1]'", "does not follow from its event"),
    "hashes that are none": ("UPDATE audit_log_eventsecret SET hashes = '[1]'", "does not follow from its event"),
    "a seed": ("UPDATE audit_log_eventsecret SET seed = ''", "does not follow from its event"),
    "a leaf put in": ("INSERT INTO audit_log_leaf (index, event_id, leaf) SELECT max(index) + 1, gen_random_uuid(), min(leaf)"
        " FROM audit_log_leaf", "1 leaves stand after the last of the log"),
    "personal values taken out": ("UPDATE audit_log_eventsecret SET sealed = ''", "are gone and no event explains why"),
    "personal values exchanged": ("UPDATE audit_log_eventsecret SET sealed = sha256(sealed) WHERE sealed <> ''", "are not those that it was recorded with"),
    "the moment of signing": ("UPDATE audit_log_signedcheckpoint SET signed_at = signed_at - interval '1 year'", "which covers it, was signed"),
    "a moment of signing to come": ("UPDATE audit_log_signedcheckpoint SET signed_at = signed_at + interval '1 year'", "does not fit"),
    "two events of one number": ("UPDATE audit_log_event SET number = 3 WHERE number = (SELECT max(number) FROM audit_log_event)", "1 of them twice"),
    "a log that was set back": ("UPDATE audit_log_sealedlog SET size = 0, hashes = ''", "the signer signed"),
}  # fmt: skip


@pytest.mark.parametrize("what", one_in(3, CHANGES))
def test_whatever_was_changed_past_every_guard_is_found(committed, place, what):
    statement, said = CHANGES[what]
    as_superuser(statement.replace("index", '"index"'), database=committed)
    assert any(said in problem for problem in found(place)), found(place)


def test_two_signed_heads_of_one_size_are_told_as_a_fork(committed, place):
    size = SealedLog.objects.get().size
    other = checkpoint.sign(checkpoint.Checkpoint(place.signer.name, size, bytes(32)), signer=place.signer)
    as_superuser(
        f"INSERT INTO audit_log_publishedcheckpoint (\"on\", key, size, note) VALUES ('2026-11-25', '', {size}, '{other}')",
        database=committed,
    )
    assert any(
        f"Two checkpoints of {size} entries, one signed and one published (2026-11-25), are both signed"
        in one
        and "two histories were signed (a fork)" in one
        for one in found(place)
    )


def test_a_copy_of_the_leaves_that_is_short_or_gone_is_found(place):
    content = place.files.leaves.read_bytes()
    place.files.leaves.write_bytes(content[:-1])
    assert any("is shorter than the head says" in one for one in found(place))
    place.files.leaves.unlink()
    assert any("is shorter than the head says" in one for one in found(place))


def test_what_outsiders_said_is_held_against_what_was_logged(committed, place, tmp_path):
    authority, stamps = an_authority(tmp_path)
    witness, signs = a_witness(place.signer.verifier)

    def send(to, *rest):
        return (signs if to.startswith(witness.address) else stamps)(to, *rest)

    with as_sealer(committed):
        publish.publish(key=place.signer.verifier.line, now=NOW)
        assert publish.Asking(Outsiders((authority,), (witness,)), send=send).step() == 2
    assert found(place) == []
    as_superuser("UPDATE audit_log_timestamptoken SET sha256 = ''", database=committed)
    assert "was changed" in "".join(found(place))
    as_superuser(
        "UPDATE audit_log_timestamptoken SET sha256 = encode(sha256(token), 'hex')", database=committed
    )
    assert timestamp_token.note_received(by=the_system(), at=timezone.now()) == 1
    as_superuser(
        "UPDATE audit_log_timestamptoken SET token = token || 'x', sha256 = encode(sha256(token || 'x'), 'hex')",
        database=committed,
    )
    assert "is not kept any more, or was changed" in "".join(found(place))
    as_superuser(
        "UPDATE audit_log_cosignature SET line = replace(line, ' ', '  ')",
        "TRUNCATE audit_log_timestamptoken",
        database=committed,
    )
    assert "What witness.example/w1 signed of the checkpoint of 2026-11-25 does not hold" in "".join(
        found(place)
    )


def test_a_head_that_is_missing_or_spoilt_is_found(place):
    place.files.head.write_text("{")
    assert any("cannot be read" in problem for problem in found(place))
    place.files.head.unlink()
    assert any("signed is missing" in problem for problem in found(place))


def test_an_export_verifies_with_the_outsiders_program_and_a_receipt_opens_chosen_fields_only(
    committed, place, tmp_path
):
    authority, stamps = an_authority(tmp_path)
    witness, signs = a_witness(place.signer.verifier)

    def send(to, *rest):
        return (signs if to.startswith(witness.address) else stamps)(to, *rest)

    with as_sealer(committed):
        publish.publish(key=place.signer.verifier.line, now=NOW)
        publish.Asking(Outsiders((authority,), (witness,)), send=send).step()
    assert timestamp_token.note_received(by=the_system(), at=timezone.now()) == 1
    assert timestamp_token.note_received(by=the_system(), at=timezone.now()) == 0
    with pytest.raises(NotSealed):
        newest_receipt(Event.objects.latest("number"), names=ALWAYS_SHOWN)
    assert list((tmp_path / "early").glob("tokens/*")) == []
    sealed(committed, place)
    event = Event.objects.filter(name="duty.granted").first()
    folder = tmp_path / "export"
    chosen = {event.id: ALWAYS_SHOWN | {"kind"}} if "kind" in event.fields else {event.id: ALWAYS_SHOWN}
    size = export.write(folder, key=place.signer.verifier, outsiders=Outsiders(), receipts=chosen)
    assert size == SealedLog.objects.get().size
    done = subprocess.run(
        [sys.executable, folder / "verify.py", folder, "--key", place.signer.verifier.line],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "EVERYTHING HOLDS" in done.stdout
    assert len(list(folder.glob("tokens/*.tsr"))) == 1
    assert (
        folder / "keys"
    ).read_text() == f"{place.signer.verifier.line}\n{witness.verifier.line}\n"  # though asked no more
    text = newest_receipt(event, names=ALWAYS_SHOWN)
    shown = check_receipt(text, log=place.signer.verifier)
    assert set(shown.fields) == ALWAYS_SHOWN | {"field_names"}
    assert str(event.by) not in text


def test_the_publics_receipt_is_under_the_published_checkpoint_only(committed, place):
    event = Event.objects.latest("number")
    with pytest.raises(NotSealed):
        published_receipt(event)
    with as_sealer(committed):
        row = publish.publish(key=place.signer.verifier.line, now=NOW)
    assert check_receipt(published_receipt(event), log=place.signer.verifier).checkpoint.size == row.size


def test_what_cannot_be_shown_is_refused(committed, committed_people, place, tmp_path):
    event = Event.objects.first()
    with pytest.raises(FieldNotOpened):
        newest_receipt(event, names={"nothing"})
    as_superuser("TRUNCATE audit_log_signedcheckpoint", database=committed)
    with pytest.raises(NotSealed):
        newest_receipt(event, names=ALWAYS_SHOWN)
    with pytest.raises(NothingToExport):
        export.write(tmp_path / "export", key=place.signer.verifier, outsiders=Outsiders(), receipts={})


def restored(database, *, keeping):
    """An older state: the log as it was when so many entries were sealed, and the events of that time."""
    as_superuser(
        f'DELETE FROM audit_log_event WHERE id IN (SELECT event_id FROM audit_log_leaf WHERE "index" >= {keeping + 1})',
        f'INSERT INTO audit_log_pending SELECT event_id, leaf, 1, now() FROM audit_log_leaf WHERE "index" = {keeping}',
        f'DELETE FROM audit_log_leaf WHERE "index" >= {keeping}',
        "TRUNCATE audit_log_tile, audit_log_signedcheckpoint",
        PAST,
        "DELETE FROM audit_log_rowdigest WHERE number NOT IN (SELECT number FROM audit_log_event)",
        *(
            f"DELETE FROM {table} WHERE id::text NOT IN (SELECT row_id FROM audit_log_rowdigest WHERE row_table = '{table}')"
            for table in ("organisation_person", "organisation_duty")
        ),
        "UPDATE audit_log_sealedlog SET size = 0, hashes = ''",
        database=database,
    )
    leaves = list(Leaf.objects.order_by("index").values_list("event_id", "leaf"))
    as_superuser("TRUNCATE audit_log_leaf", database=database)
    with as_sealer(database), seal.transaction.atomic():
        seal.append(seal.locked_log(), [seal.SealedLeaf(event, bytes(leaf)) for event, leaf in leaves])


def test_after_a_restore_the_signed_entries_come_back_and_what_is_lost_is_recorded(committed, place):
    before, size = SignedCheckpoint.objects.get().note, SealedLog.objects.get().size
    restored(committed, keeping=size - 4)
    with as_sealer(committed), pytest.raises(SigningRefused):
        sign.check(place)
    assert rejoin.note(place.files, by=the_system(), at=given.AT) == 3
    with as_sealer(committed):
        assert rejoin.fill(place) == 4
        assert rejoin.fill(place) == 0
        sign.sign(place)
        assert SignedCheckpoint.objects.get().note == before
    sealed(committed, place)
    assert SealedLog.objects.get().size == size + 1
    assert assert_every_checkpoint_is_true(place) == 2
    assert (found(place), missing_events.lost_by_restores()) == ([], 3)
    as_superuser(
        f'DELETE FROM audit_log_event WHERE id = (SELECT event_id FROM audit_log_leaf WHERE "index" = {size - 4})',
        database=committed,
    )
    said = f"Of the entries {size - 4} to {size - 1}, 4 have no event; 3 were lost by a restore, so 1 were deleted since."
    assert said in found(place)
    assert missing_events.lost_by_restores() == 3
    told = Event.objects.get(name="rejoin.restored")
    assert told.fields == {"entries_before": size - 4, "entries_signed": size, "entries_without_event": 3}


def test_leaves_that_do_not_join_the_databases_log_are_not_put_back(committed, place):
    size = SealedLog.objects.get().size
    restored(committed, keeping=size - 2)
    content = bytearray(place.files.leaves.read_bytes())
    content[-1] ^= 1
    place.files.leaves.write_bytes(content)
    with pytest.raises(SigningRefused, match="do not join"):
        rejoin.note(place.files, by=the_system(), at=given.AT)
    assert not Event.objects.filter(name="rejoin.restored").exists()
    with as_sealer(committed), pytest.raises(SigningRefused, match="do not join"):
        rejoin.fill(place)
    assert SealedLog.objects.get().size == size - 2


def test_without_a_head_there_is_nothing_to_rejoin(committed, place):
    place.files.head.unlink()
    with pytest.raises(SigningRefused, match="no signer's head"):
        rejoin.note(place.files, by=the_system(), at=given.AT)


def test_a_lost_head_begins_anew_only_under_a_checkpoint_that_somebody_kept(committed, place, tmp_path):
    kept = SignedCheckpoint.objects.get().note
    with pytest.raises(SigningRefused, match="has its head"):
        rejoin.adopt(place, trusted=kept)
    head = place.files.read()
    place.files.head.unlink()
    other = a_place(tmp_path / "other")
    with pytest.raises(BadNote):
        rejoin.adopt(sign.SigningPlace(other.signer, place.files), trusted=kept)
    assert rejoin.adopt(place, trusted=kept) == head.log.size
    assert place.files.read() == head
    restored(committed, keeping=head.log.size - 2)
    place.files.head.unlink()
    with pytest.raises(SigningRefused, match="did not grow out of"):
        rejoin.adopt(place, trusted=kept)
