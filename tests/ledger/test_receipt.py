"""Receipts: chosen fields of an event, in the log, and still so after the personal salts are gone."""

import base64
import json

import pytest

from tests.ledger.made import OBSERVER, PERSONAL, SIGNER, Log
from watchbook.ledger import leaf, proof, receipt, tree
from watchbook.ledger.note import BadNote
from watchbook.ledger.tree import NotProven

LOG = Log(6)
GIVEN = LOG.receipt(4, cosigned=True)


def with_extra(text, change):
    """The receipt with its opening changed."""
    shown = proof.parse(text)
    found = json.loads(shown.extra)
    extra = change(found)
    content = (
        extra
        if isinstance(extra, bytes)
        else json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    return proof.Proof(shown.index, shown.hashes, shown.checkpoint, content).text


def test_it_opens_the_chosen_fields_and_no_others():
    told = receipt.check(GIVEN, log=SIGNER.verifier, witnesses=[OBSERVER], quorum=1)
    assert told.opening.values == {"name": "look.ended", "pages": 4}
    assert set(told.opening.hashes) == {"by", "subject", "on"}
    assert (told.event, told.index, told.checkpoint.size) == (LOG.events[4], 4, 6)
    assert "Jane Roe" not in base64.b64decode(GIVEN.split("\n")[1][6:]).decode()


def test_it_holds_after_the_personal_salts_of_the_event_are_erased():
    seed = LOG.seed(LOG.events[4])
    kept = leaf.open_fields(LOG.values[4], seed=seed, names=frozenset(LOG.values[4]) - PERSONAL)
    del seed
    narrower = leaf.close_fields(kept, names=frozenset({"on"}))
    given = receipt.write(
        narrower,
        event=LOG.events[4],
        index=4,
        hashes=tree.inclusion_proof(4, size=6, node=LOG.node),
        checkpoint=LOG.head(cosigned=True),
    )
    assert given == GIVEN
    assert receipt.check(given, log=SIGNER.verifier).event == LOG.events[4]
    with pytest.raises(KeyError, match="no open field by"):
        leaf.close_fields(kept, names=frozenset({"by"}))


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["fields"].update(pages=5),
        lambda found: found["closed"].update(on="00" * 32),
        lambda found: found.update(event="00000000-0000-0000-0000-000000000009"),
    ],
)
def test_a_changed_value_hash_or_event_is_not_what_was_logged(change):
    with pytest.raises(NotProven):
        receipt.check(with_extra(GIVEN, change), log=SIGNER.verifier)


@pytest.mark.parametrize(
    "change",
    [
        lambda found: b"",
        lambda found: b"\xff",
        lambda found: b"[]",
        lambda found: json.dumps(found).encode(),
        lambda found: found.pop("salts") and None,
        lambda found: found["salts"].pop("name") and None,
        lambda found: found["salts"].update(name=found["salts"]["name"].upper()),
        lambda found: found["salts"].update(name="00"),
        lambda found: found["closed"].update(name="00" * 32),
        lambda found: found.update(more=1),
        lambda found: found.update(event=found["event"].replace("-", "")),
        lambda found: found.update(event=1),
        lambda found: found["fields"].update(pages=1.5),
    ],
)
def test_an_opening_in_any_other_form_is_refused(change):
    with pytest.raises((BadNote, NotProven)):
        receipt.check(with_extra(GIVEN, change), log=SIGNER.verifier)
