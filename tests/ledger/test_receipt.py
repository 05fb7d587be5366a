"""Receipts: chosen fields of an event, in the log, and still so after the personal salts are gone."""

import base64
import json

import pytest

from tests.each import each
from tests.ledger.made import OBSERVER, PERSONAL, SIGNER, Log
from tests.ledger.reading import NotProven, check_receipt, close_fields, proof_of
from watchbook.ledger import leaf, receipt, tree
from watchbook.ledger.note import BadNote

LOG = Log(6)
GIVEN = LOG.receipt(4, cosigned=True)


def with_extra(text, change):
    """The receipt with its opening changed."""
    shown = proof_of(text)
    found = json.loads(shown.extra)
    extra = change(found)
    content = (
        extra
        if isinstance(extra, bytes)
        else json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    return receipt.InclusionProof(shown.index, shown.hashes, shown.checkpoint, content).text


def entry(found, name):
    """The open field of a name."""
    return next(one for one in found["fields"] if one[0] == name)


def test_it_opens_the_chosen_fields_and_tells_nothing_of_the_others():
    told = check_receipt(GIVEN, log=SIGNER.verifier, witnesses=[OBSERVER], quorum=1)
    assert told.fields == {"name": "look.ended", "pages": 4}
    assert (told.event, told.closed, told.index, told.checkpoint.size) == (LOG.events[4], 3, 4, 6)
    extra = base64.b64decode(GIVEN.split("\n")[1][6:]).decode()
    assert "Jane Roe" not in extra
    assert "subject" not in extra


def test_it_holds_after_the_personal_salts_of_the_event_are_erased():
    seed = LOG.seed(LOG.events[4])
    kept = leaf.open_fields(LOG.values[4], seed=seed, names=frozenset(LOG.values[4]) - PERSONAL)
    del seed
    narrower = close_fields(kept, names=frozenset({"on"}))
    given = receipt.write(
        narrower,
        event=LOG.events[4],
        index=4,
        hashes=tree.inclusion_proof(4, size=6, node=LOG.node),
        checkpoint=LOG.head(cosigned=True),
    )
    assert given == GIVEN
    assert check_receipt(given, log=SIGNER.verifier).event == LOG.events[4]
    with pytest.raises(KeyError, match="no open field by"):
        close_fields(kept, names=frozenset({"by"}))


@pytest.mark.parametrize(
    "change",
    [
        lambda found: entry(found, "pages").__setitem__(1, 5),
        lambda found: entry(found, "pages").__setitem__(0, "page"),
        lambda found: found["fields"].__setitem__(0, "00" * 32),
        lambda found: found["fields"].pop(),
        lambda found: found["fields"].append("00" * 32),
        lambda found: found.update(event="00000000-0000-0000-0000-000000000009"),
    ],
)
def test_a_changed_value_name_hash_or_event_is_not_what_was_logged(change):
    with pytest.raises(NotProven):
        check_receipt(with_extra(GIVEN, change), log=SIGNER.verifier)


@each(
    "change",
    [
        lambda found: b"",
        lambda found: b"\xff",
        lambda found: b"[]",
        lambda found: json.dumps(found).encode(),
        lambda found: found.pop("fields") and None,
        lambda found: entry(found, "name").pop() and None,
        lambda found: entry(found, "name").__setitem__(2, entry(found, "name")[2].upper()),
        lambda found: entry(found, "name").__setitem__(2, "00"),
        lambda found: entry(found, "name").__setitem__(0, "Name"),
        lambda found: entry(found, "name").__setitem__(0, 1),
        lambda found: found["fields"].append(["name", "again", "00" * 32]),
        lambda found: found["fields"].append(["aaa", "out of order", "00" * 32]),
        lambda found: found["fields"].append({"name": 1, "value": 2, "salt": 3}),
        lambda found: found["fields"].append(["zz1", 4, "00" * 32]),
        lambda found: found.update(more=1),
        lambda found: found.update(event=found["event"].replace("-", "")),
        lambda found: found.update(event=1),
        lambda found: entry(found, "pages").__setitem__(1, float("nan")),
    ],
)
def test_an_opening_in_any_other_form_is_refused(change):
    with pytest.raises(BadNote, match=r"extra data is not of that form|one canonical form"):
        check_receipt(with_extra(GIVEN, change), log=SIGNER.verifier)


def test_a_number_cannot_lend_its_first_digits_to_the_name():
    values, seed = {"pages": 14}, bytes(32)
    made = leaf.field_hash(14, name="pages", salt=leaf.salt(seed, name="pages"))
    assert made == leaf.field_hash(4, name="pages1", salt=leaf.salt(seed, name="pages"))
    opening = leaf.open_fields({"pages1": 4}, seed=seed, names=frozenset({"pages1"}))
    for name in ("pages1", "pages"):
        given = {"index": 0, "hashes": [], "checkpoint": LOG.head(1), "event": LOG.events[0]}
        if name in values:
            assert receipt.write(leaf.open_fields(values, seed=seed, names=frozenset(values)), **given)
        else:
            with pytest.raises(ValueError, match="two ways"):
                receipt.write(opening, **given)
