"""Proofs as files: what one shows, who must have signed it, and what is none."""

import pytest

from tests.each import each
from tests.ledger.made import OBSERVER, SIGNER, Log
from tests.ledger.reading import NotProven, check_proof, proof_of
from watchbook.ledger import tree
from watchbook.ledger.note import BadNote
from watchbook.ledger.receipt import InclusionProof

LOG = Log(5)
SHOWN = InclusionProof(3, tuple(tree.inclusion_proof(3, size=5, node=LOG.node)), LOG.head(cosigned=True))


def test_it_comes_back_with_or_without_extra_data():
    for shown in (
        SHOWN,
        InclusionProof(3, SHOWN.hashes, SHOWN.checkpoint, b"more"),
        InclusionProof(0, (), SHOWN.checkpoint),
    ):
        assert proof_of(shown.text) == shown
        assert proof_of(shown.text.encode()) == shown


def test_it_shows_its_leaf_and_no_other():
    assert check_proof(SHOWN, leaf=LOG.leaves[3], log=SIGNER.verifier).size == 5
    with pytest.raises(NotProven):
        check_proof(SHOWN, leaf=LOG.leaves[2], log=SIGNER.verifier)


def test_as_many_witnesses_as_are_asked_for_must_have_signed():
    given = {"leaf": LOG.leaves[3], "log": SIGNER.verifier, "witnesses": [OBSERVER]}
    assert check_proof(SHOWN, **given, quorum=1).size == 5
    with pytest.raises(BadNote, match="1 known witnesses have signed this checkpoint; 2 are asked for"):
        check_proof(SHOWN, **given, quorum=2)
    alone = InclusionProof(3, SHOWN.hashes, LOG.head())
    with pytest.raises(BadNote, match="0 known witnesses"):
        check_proof(alone, **given, quorum=1)


@each(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nnote",
        "c2sp.org/tlog-proof@v1\n\nnote",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nnote",
        "c2sp.org/tlog-proof@v1\nextra\nindex 0\n\nnote",
        "c2sp.org/tlog-proof@v1\nextra AA\nindex 0\n\nnote",
        "c2sp.org/tlog-proof@v1\nextra AAAA\n\nnote",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nnote",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + "A" * 43 + "=\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + ("A" * 43 + "=\n") * 64 + "\nnote",
    ],
)
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(BadNote):
        proof_of(text)
