"""Witnesses: cosigned when the log only grew; set back or forked, their refusal is news for a person.

The double below follows tlog-witness word for word; `make proof` holds the same client against `aics-witness`.
"""

import pytest

from tests.ledger import naive
from tests.ledger.authority import answering
from tests.ledger.made import AT, OBSERVER, SIGNER, WITNESS, Log
from tests.ledger.reading import NotProven, check_consistency, cosign
from watchbook.ledger import checkpoint, note
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.post import Reply, Unreachable
from watchbook.ledger.witness import (
    LATEST_TIME,
    NotKnown,
    Witness,
    WitnessForked,
    WitnessRefused,
    WitnessRolledBack,
    body,
    cosigned,
)

LOG = Log(20)


class Double:
    """A witness of one log, in memory."""

    def __init__(self):
        self.size, self.root, self.asked = 0, b"", []

    def __call__(self, path, content):
        assert path == "/w/add-checkpoint"
        head, _, signed = content.decode().partition("\n\n")
        first, *lines = head.split("\n")
        old, proof = int(first.removeprefix("old ")), [note.decoded(line) for line in lines]
        seen = checkpoint.read(signed, log=SIGNER.verifier)
        self.asked.append((old, len(proof)))
        if old > seen.size:
            return 400, b""
        if old != self.size:
            return 409, f"{self.size}\n".encode()
        if old == seen.size and seen.root != self.root:
            return 409, f"{self.size}\n".encode()
        if 0 < old < seen.size:
            try:
                check_consistency(old, seen.size, proof=proof, old_root=self.root, root=seen.root)
            except NotProven:
                return 422, b""
        self.size, self.root = seen.size, seen.root
        return 200, f"{cosign(seen.text, signer=WITNESS, time=AT).line}\n".encode()


@pytest.fixture
def double():
    return Double()


@pytest.fixture
def ask(double):
    with answering(double) as address:

        def ask(size, *, seen=0, log=LOG):
            return cosigned(
                log.head(size),
                witness=Witness(f"{address}/w/", OBSERVER),
                seen=seen,
                proof_from=lambda old: naive.proof(old, log.leaves[:size]),
            )

        yield ask


def answered(status, content=b"", *, verifier=OBSERVER):
    """What comes of a witness that always answers that."""
    return cosigned(
        LOG.head(5),
        witness=Witness("http://w", verifier),
        seen=0,
        proof_from=lambda old: [],
        send=lambda address, content_, media_type: Reply(status, content),
    )


def test_a_growing_log_is_cosigned_each_time(ask, double):
    for seen, size in ((0, 3), (3, 8), (8, 8), (8, 20)):
        given = ask(size, seen=seen)
        whole = checkpoint.with_cosignatures(LOG.head(size), given)
        assert len(note.read(whole, verifiers=[SIGNER.verifier, OBSERVER]).signatures) == 2
    assert double.asked == [(0, 0), (3, 4), (8, 0), (8, 2)]


def test_what_it_saw_last_is_taken_from_its_answer(ask, double):
    ask(8)
    assert ask(20, seen=0)
    assert double.asked[1:] == [(0, 0), (8, 2)]
    assert ask(20, seen=500)


def test_a_log_that_was_set_back_is_told_so(ask):
    ask(20)
    with pytest.raises(
        WitnessRolledBack, match="has seen 20 leaves of this log and we have 8: it was set back"
    ):
        ask(8, seen=8)


def test_another_history_is_told_so_grown_or_not(ask):
    fork = Log(20, told="look.begun")
    ask(8)
    with pytest.raises(WitnessForked, match=r"another history of this log \(422\)"):
        ask(20, seen=8, log=fork)
    with pytest.raises(WitnessForked, match=r"another history of this log \(409\)"):
        ask(8, seen=8, log=fork)
    with pytest.raises(WitnessForked, match=r"another history of this log \(409\)"):
        ask(8, seen=3, log=fork)


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (404, NotKnown),
        (403, NotKnown),
        (400, WitnessRefused),
        (422, WitnessForked),
        (500, Unreachable),
        (302, Unreachable),
    ],
)
def test_each_other_answer_has_its_meaning(status, refusal):
    with pytest.raises(refusal):
        answered(status)


@pytest.mark.parametrize("content", [b"", b"many\n", "٥\n".encode(), b"05\n"])
def test_a_conflict_that_names_no_size_is_no_answer(content):
    with pytest.raises(Unreachable, match="which size"):
        answered(409, content)


def test_cosignatures_of_others_are_passed_over_and_its_own_must_hold():
    text = LOG.head(5).partition("\n\n")[0] + "\n"
    own, others = cosign(text, signer=WITNESS, time=AT), cosign(text, signer=SIGNER, time=AT)
    lines = f"{others.line}\n{own.line}\n".encode()
    assert answered(200, lines) == (own,)
    stranger = CosignatureVerifier("stranger.example", b"k" * 32)
    for content, verifier in ((b"", OBSERVER), (b"\xff", OBSERVER), (lines, stranger), (b"ok\n", OBSERVER)):
        with pytest.raises(WitnessRefused, match="without a cosignature that holds"):
            answered(200, content, verifier=verifier)


@pytest.mark.parametrize("time", [LATEST_TIME + 1, 2**63 - 1])
def test_a_cosignature_of_no_year_that_there_is_does_not_hold(time):
    text = LOG.head(5).partition("\n\n")[0] + "\n"
    with pytest.raises(WitnessRefused, match="after the year 9999"):
        answered(200, f"{cosign(text, signer=WITNESS, time=time).line}\n".encode())


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><title>Sign in</title>",
        b"\0" * 1000,
        b"- \n" * 1000,
        "— witness.example/w1 AAAA\n".encode() * 65,
        "— witness.example/w1 \n".encode(),
    ],
)
def test_what_is_no_cosignature_is_refused_and_told(content):
    with pytest.raises(WitnessRefused, match="without a cosignature that holds"):
        answered(200, content)


def test_a_proof_longer_than_any_can_be_is_not_sent():
    with pytest.raises(ValueError, match="at most 63"):
        body(LOG.head(5), old=1, proof=[bytes(32)] * 64)
