"""One checkpoint a week is published, and outsiders are asked about it until they have answered; nobody holds up another."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from tests.audit_log.outside import a_witness, an_authority
from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.audit_log.test_seal import waiting
from tests.each import each
from watchbook.audit_log import publish
from watchbook.audit_log.models import Cosignature, PublishedCheckpoint, TimestampToken
from watchbook.audit_log.outsiders import Outsiders
from watchbook.audit_log.receipt import published_note
from watchbook.ledger import checkpoint, note, timestamp
from watchbook.ledger.post import Reply, Unreachable

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def place(tmp_path):
    return a_place(tmp_path)


@pytest.fixture
def published(committed, place):
    """A first publication of three entries."""
    waiting(3)
    sealed(committed, place)
    with as_sealer(committed):
        yield publish.publish(key=place.signer.verifier.line, now=NOW)


@each(
    ("last", "now", "due"),
    [
        (None, NOW, True),
        (date(2026, 11, 25), NOW, False),
        (date(2026, 11, 24), NOW, False),
        (date(2026, 11, 23), NOW, False),
        (date(2026, 11, 22), NOW, True),
        (date(2026, 11, 16), datetime(2026, 11, 23, 5, 59, tzinfo=UTC), False),
        (date(2026, 11, 16), datetime(2026, 11, 23, 6, 0, tzinfo=UTC), True),
        (date(2026, 7, 6), datetime(2026, 7, 13, 4, 59, tzinfo=UTC), False),  # six o'clock in London's summer
        (date(2026, 7, 6), datetime(2026, 7, 13, 5, 0, tzinfo=UTC), True),
    ],
)
def test_a_checkpoint_is_due_on_monday_morning_or_where_there_was_none(last, now, due):
    assert publish.is_due(last, now=now) is due


@pytest.mark.parametrize(
    ("last", "now", "day"),
    [
        (None, datetime(2026, 11, 25, 12, tzinfo=UTC), date(2026, 11, 25)),
        (date(2026, 11, 25), datetime(2026, 11, 25, 12, tzinfo=UTC), date(2026, 11, 30)),
        (date(2026, 11, 25), datetime(2026, 11, 30, 5, tzinfo=UTC), date(2026, 11, 30)),
        (date(2026, 11, 30), datetime(2026, 11, 30, 7, tzinfo=UTC), date(2026, 12, 7)),
    ],
)
def test_the_next_publication_is_today_if_due_and_else_on_the_next_monday(last, now, day):
    assert publish.next_on(last, now=now) == day


def test_the_newest_checkpoint_is_published_with_its_key_once_a_week(published, place):
    assert (published.size, published.on) == (3, date(2026, 11, 25))
    assert checkpoint.read(published.note, log=note.Ed25519Verifier.parse(published.key)).size == 3
    assert publish.publish(key="", now=NOW) is None
    assert publish.publish(key=published.key, now=datetime(2026, 11, 30, 7, tzinfo=UTC)).size == 3
    assert PublishedCheckpoint.objects.count() == 2


def test_nothing_is_published_before_anything_is_signed(committed):
    assert publish.publish(key="", now=NOW) is None


def test_a_time_stamp_is_kept_with_the_digest_of_its_bytes(published, tmp_path):
    authority, answers = an_authority(tmp_path)
    asking = publish.Asking(Outsiders(authorities=(authority,)), send=answers)
    assert (asking.step(), asking.step()) == (1, 0)
    row = TimestampToken.objects.get()
    assert row.sha256 == sha256(bytes(row.token)).hexdigest()
    said = timestamp.check(bytes(row.token), message=published.note.encode(), authority=authority)
    assert (row.authority, row.at, str(row)) == (authority.name, said.at, f"2026-11-25 {authority.name}")


def test_a_witness_signs_what_has_grown_out_of_what_it_saw(committed, published, place):
    one, answers = a_witness(place.signer.verifier)
    asking = publish.Asking(Outsiders(witnesses=(one,)), send=answers)
    assert (asking.step(), asking.step()) == (1, 0)
    waiting(300)
    sealed(committed, place)
    with as_sealer(committed):
        row = publish.publish(key=published.key, now=datetime(2026, 11, 30, 7, tzinfo=UTC))
        assert asking.step() == 1
    read = note.read(published_note(row), verifiers=[place.signer.verifier, one.verifier])
    assert {signature.name for signature in read.signatures} == {place.signer.name, one.verifier.name}
    assert Cosignature.objects.count() == 2


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self):
        return self.now


def test_who_does_not_answer_is_asked_again_after_growing_pauses_and_holds_up_nobody(published, place):
    asked, clock = [], Clock()
    witness, answers = a_witness(place.signer.verifier)

    def silent(address, content, media_type):
        asked.append(clock.now)
        raise Unreachable(f"{address} did not answer.")

    def send(address, content, media_type):
        return (answers if address == witness.address + "/add-checkpoint" else silent)(
            address, content, media_type
        )

    authority = timestamp.TimestampAuthority("silent", "http://127.0.0.1:1/", None, (), "1.2.3")
    asking = publish.Asking(Outsiders(authorities=(authority,), witnesses=(witness,)), send=send, clock=clock)
    assert asking.step() == 1
    for clock.now in range(0, 60):
        assert asking.step() == 0
    assert asked == [0.0, 10, 30]


def test_a_refusal_is_told_and_not_asked_again_for_an_hour(published, place, caplog):
    witness, _answers = a_witness(place.signer.verifier)
    asked, clock = [], Clock()

    def forked(*_request):
        asked.append(clock.now)
        return Reply(422, b"")

    asking = publish.Asking(Outsiders(witnesses=(witness,)), send=forked, clock=clock)
    for clock.now in range(0, 3599, 100):
        assert asking.step() == 0
    assert asked == [0.0]
    assert "another history" in caplog.text


def test_what_stamps_something_else_is_not_kept(published, tmp_path):
    authority, answers = an_authority(tmp_path)
    asking = publish.Asking(
        Outsiders(authorities=(authority,)),
        send=lambda address, content, media_type: answers(
            address, timestamp.request(b"something else").as_bytes(), media_type
        ),
    )
    assert asking.step() == 0
    assert not TimestampToken.objects.exists()


def test_nobody_is_asked_before_anything_is_published(committed):
    assert publish.Asking(Outsiders()).step() == 0
