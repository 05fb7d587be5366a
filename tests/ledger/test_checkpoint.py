"""Checkpoints: three lines signed by the log, and nothing else taken for one."""

import pytest

from tests.each import each
from tests.ledger.made import AT, OBSERVER, ORIGIN, SIGNER, WITNESS, Log
from tests.ledger.reading import cosign, without_cosignatures
from watchbook.ledger import checkpoint, note
from watchbook.ledger.checkpoint import BadCheckpoint, Checkpoint
from watchbook.ledger.note import BadNote, Signer

HEAD = Checkpoint(ORIGIN, 7, bytes(range(32)))
SIGNED = checkpoint.sign(HEAD, signer=SIGNER)
ROOT = note.encoded(HEAD.root)


def test_it_comes_back_with_its_extension_lines():
    assert checkpoint.read(SIGNED, log=SIGNER.verifier) == HEAD
    more = Checkpoint(ORIGIN, 0, HEAD.root, ("one", "two"))
    assert checkpoint.parse(more.text) == more


def test_cosignatures_are_added_once_and_taken_off_again():
    seen = cosign(HEAD.text, signer=WITNESS, time=AT)
    whole = checkpoint.with_cosignatures(checkpoint.with_cosignatures(SIGNED, [seen]), [seen])
    assert [one.name for one in note.parse(whole).signatures] == [ORIGIN, WITNESS.name]
    assert len(note.read(whole, verifiers=[SIGNER.verifier, OBSERVER]).signatures) == 2
    assert without_cosignatures(whole, log=SIGNER.verifier) == SIGNED


def test_another_log_does_not_sign_for_this_one():
    other = Signer("other.example", seed=bytes(32))
    with pytest.raises(BadCheckpoint, match="does not sign for"):
        checkpoint.sign(HEAD, signer=other)
    foreign = note.write(HEAD.text, [other.sign(HEAD.text)])
    with pytest.raises(BadCheckpoint, match=r"is of council\.example"):
        checkpoint.read(foreign, log=other.verifier)
    with pytest.raises(BadNote, match="not signed by a known key"):
        checkpoint.read(foreign, log=Log(0).signer.verifier)


@each(
    "text",
    [
        "",
        f"a\n7\n{ROOT}",
        "a\n7\n",
        f"\n7\n{ROOT}\n",
        f"a\n07\n{ROOT}\n",
        f"a\n-7\n{ROOT}\n",
        f"a\n٧\n{ROOT}\n",
        f"a\n10000000000000000000\n{ROOT}\n",
        f"a\n7\n{ROOT[:-1]}\n",
        "a\n7\nAAAA\n",
        f"a\n7\n{ROOT}\n\nmore\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(BadNote):
        checkpoint.parse(text)
