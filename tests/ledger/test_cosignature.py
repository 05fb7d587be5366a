"""Cosignatures: a witness's time is signed with the checkpoint, and each bit of it counts."""

import pytest

from tests.ledger.made import AT, OBSERVER, WITNESS
from tests.ledger.reading import cosign
from watchbook.ledger.cosignature import LATEST, CosignatureVerifier, message, time_of
from watchbook.ledger.note import BadNote, Ed25519Verifier, Signature

TEXT = "council.example/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
SEEN = cosign(TEXT, signer=WITNESS, time=AT)


def test_it_says_when_and_verifies_for_that_text_alone():
    assert time_of(SEEN) == AT
    assert SEEN.key_id == OBSERVER.key_id
    assert OBSERVER.verifies(TEXT, content=SEEN.content)
    assert not OBSERVER.verifies(TEXT + "more\n", content=SEEN.content)


def test_what_is_signed_is_what_the_specification_prints():
    assert message(TEXT, time=AT) == f"cosignature/v1\ntime {AT}\n{TEXT}".encode()


def test_each_bit_counts():
    for bit in range(len(SEEN.content) * 8):
        bent = bytearray(SEEN.content)
        bent[bit // 8] ^= 1 << bit % 8
        assert not OBSERVER.verifies(TEXT, content=bytes(bent))


def test_another_length_or_a_time_beyond_all_time_is_refused():
    assert not OBSERVER.verifies(TEXT, content=SEEN.content[:-1])
    assert not OBSERVER.verifies(TEXT, content=cosign(TEXT, signer=WITNESS, time=LATEST + 1).content)
    assert OBSERVER.verifies(TEXT, content=cosign(TEXT, signer=WITNESS, time=LATEST).content)


def test_a_logs_signature_is_not_taken_for_a_cosignature():
    plain = WITNESS.sign(TEXT)
    assert plain.key_id != SEEN.key_id
    with pytest.raises(BadNote, match="not a cosignature"):
        time_of(Signature(plain.name, plain.key_id, plain.content))


def test_its_key_has_a_line_of_its_own_kind():
    assert CosignatureVerifier.parse(OBSERVER.line) == OBSERVER
    with pytest.raises(BadNote, match="kind 1"):
        Ed25519Verifier.parse(OBSERVER.line)
