"""A leaf of the log: its bytes frozen by vectors, opened in part, and every change found (docs/explanation/integrity.md#leaf-and-commitments)."""

import hashlib
import hmac
import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rfc8785 import IntegerDomainError

from tests.each import each
from tests.ledger.reading import verify
from watchbook.ledger.leaf import Opening, commit, commitment, field_hash, leaf, open_fields, salt

VECTORS = json.loads(Path(__file__).with_name("leaf_vectors.json").read_text(encoding="utf-8"))
SEED = bytes(range(32))
EVENT = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
VALUES = {
    "name": "person.added",
    "by": "00000000-0000-4000-8000-000000000001",
    "service": None,
    "seat": 1,
    "email": "jane@council.invalid",
    "full_name": "Jane Roe",
}
PERSONAL = frozenset({"email", "full_name"})
LEAF = leaf(EVENT, commitment=commit(VALUES, seed=SEED))
BIGGEST = 2**53 - 1


def naive_json(value):
    """Canonical JSON once more, as the RFC says it in words, without the library."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(naive_json(one) for one in value) + "]"
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in value) + '"'


def naive_leaf(event, values, seed):
    """The leaf once more, from the docstring's formula, step by step."""
    total = hashlib.sha256()
    total.update(b"watchbook/event/v1")
    for name in sorted(values):
        secret = hmac.new(seed, name.encode("utf-8"), hashlib.sha256).digest()
        plain = secret + name.encode("utf-8") + naive_json(values[name]).encode("utf-8")
        total.update(hashlib.sha256(plain).digest())
    return b"\x01" + event.bytes + total.digest()


def opened(names=("name", "seat")):
    return open_fields(VALUES, seed=SEED, names=frozenset(names))


def changed(opening, **parts):
    """The opening with some of its parts replaced."""
    return Opening(**{"values": opening.values, "salts": opening.salts, "hashes": opening.hashes} | parts)


@each("vector", VECTORS, ids=lambda vector: vector["about"])
def test_the_bytes_are_those_that_were_frozen(vector):
    event, seed, values = UUID(vector["event"]), bytes.fromhex(vector["seed"]), vector["values"]
    committed = commit(values, seed=seed)
    assert committed.hex() == vector["commitment"]
    assert leaf(event, commitment=committed).hex() == vector["leaf"]
    assert naive_leaf(event, values, seed).hex() == vector["leaf"]


def test_the_vectors_cover_every_kind_of_value():
    values = [value for vector in VECTORS for value in vector["values"].values()]
    assert len(VECTORS) >= 8
    assert {type(value) for value in values} == {str, int, bool, type(None), list}
    assert {"", BIGGEST, -BIGGEST, True, False} <= {value for value in values if not isinstance(value, list)}
    assert any(not value.isascii() for value in values if isinstance(value, str))
    assert len({vector["leaf"] for vector in VECTORS}) == len(VECTORS)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ANY_VALUE = st.none() | st.booleans() | st.integers(-BIGGEST, BIGGEST) | TEXTS | st.lists(TEXTS)
FIELDS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), ANY_VALUE, min_size=1)


@given(st.uuids(), FIELDS, st.binary(min_size=32, max_size=32), st.data())
def test_any_event_has_the_leaf_of_the_formula_and_opens_in_any_part(event, values, seed, data):
    made = leaf(event, commitment=commit(values, seed=seed))
    assert made == naive_leaf(event, values, seed)
    assert len(made) == 49
    names = data.draw(st.frozensets(st.sampled_from(sorted(values))))
    opening = open_fields(values, seed=seed, names=names)
    assert opening.values == {name: values[name] for name in names}
    assert opening.hashes.keys() == values.keys() - names
    assert verify(opening, event=event, leaf=made)


def test_the_order_of_the_fields_does_not_matter():
    assert commit(dict(reversed(VALUES.items())), seed=SEED) == LEAF[17:]


@pytest.mark.parametrize("names", [(), ("name",), tuple(VALUES)])
def test_an_event_is_opened_in_part_or_whole_or_not_at_all(names):
    opening = opened(names)
    assert verify(opening, event=EVENT, leaf=LEAF)
    assert set(opening.salts) == set(names)


def test_a_field_that_the_event_lacks_cannot_be_opened():
    with pytest.raises(KeyError, match="no field handle"):
        opened(["name", "handle"])


def test_every_single_bit_of_the_leaf_counts():
    for flipped in flips(LEAF):
        assert not verify(opened(), event=EVENT, leaf=flipped)
    for flipped in flips(EVENT.bytes):
        assert not verify(opened(), event=UUID(bytes=flipped), leaf=LEAF)


def test_every_single_bit_of_each_salt_and_each_hash_counts():
    opening = opened()
    for part in ("salts", "hashes"):
        for name, content in getattr(opening, part).items():
            for flipped in flips(content):
                other = changed(opening, **{part: {**getattr(opening, part), name: flipped}})
                assert not verify(other, event=EVENT, leaf=LEAF)


def flips(content):
    """The bytes with one bit turned, for each bit."""
    for position in range(len(content) * 8):
        turned = bytearray(content)
        turned[position // 8] ^= 1 << position % 8
        yield bytes(turned)


@pytest.mark.parametrize(
    "value", ["person.closed", "Person.added", "person.added ", "", None, 1, ["person.added"]]
)
def test_another_value_is_not_what_was_committed(value):
    opening = opened()
    assert not verify(changed(opening, values={**opening.values, "name": value}), event=EVENT, leaf=LEAF)


def test_a_number_is_not_its_text_and_true_is_not_one():
    opening = opened()
    for value in ("1", True, [1]):
        assert not verify(changed(opening, values={**opening.values, "seat": value}), event=EVENT, leaf=LEAF)


def without(mapping, name):
    return {key: value for key, value in mapping.items() if key != name}


def test_a_field_kept_out_is_missed():
    opening = opened()
    assert not verify(changed(opening, hashes=without(opening.hashes, "email")), event=EVENT, leaf=LEAF)
    assert not verify(
        changed(opening, values=without(opening.values, "seat"), salts=without(opening.salts, "seat")),
        event=EVENT,
        leaf=LEAF,
    )
    assert not verify(changed(opening, salts=without(opening.salts, "seat")), event=EVENT, leaf=LEAF)
    assert not verify(changed(opening, values=without(opening.values, "seat")), event=EVENT, leaf=LEAF)


def test_a_field_that_is_doubled_or_added_is_refused():
    opening = opened()
    hashed = field_hash(1, name="seat", salt=salt(SEED, name="seat"))
    assert not verify(changed(opening, hashes={**opening.hashes, "seat": hashed}), event=EVENT, leaf=LEAF)
    assert not verify(changed(opening, hashes={**opening.hashes, "zeal": bytes(32)}), event=EVENT, leaf=LEAF)
    more = changed(
        opening, values={**opening.values, "x": 1}, salts={**opening.salts, "x": salt(SEED, name="x")}
    )
    assert not verify(more, event=EVENT, leaf=LEAF)


def test_two_hashes_cannot_pass_as_one():
    closed = opened(())
    ordered = sorted(closed.hashes)
    glued = without(closed.hashes, ordered[1]) | {
        ordered[0]: closed.hashes[ordered[0]] + closed.hashes[ordered[1]]
    }
    assert commitment(glued) == LEAF[17:]  # so the length is what betrays it
    assert not verify(changed(closed, hashes=glued), event=EVENT, leaf=LEAF)


def test_a_piece_of_a_name_cannot_pass_as_salt():
    opening = opened(["full_name"])
    shifted = changed(
        opening,
        values={"name": "Jane Roe"},
        salts={"name": opening.salts["full_name"] + b"full_"},
    )
    assert field_hash("Jane Roe", name="name", salt=shifted.salts["name"]) == field_hash(
        "Jane Roe", name="full_name", salt=opening.salts["full_name"]
    )
    assert not verify(shifted, event=EVENT, leaf=LEAF)


def test_an_opening_of_another_event_is_refused():
    other = open_fields(VALUES, seed=bytes(32), names=frozenset({"name"}))
    assert not verify(other, event=EVENT, leaf=LEAF)


@pytest.mark.parametrize("cut", [b"", LEAF[:-1], LEAF + b"\x00", LEAF[1:], b"\x02" + LEAF[1:]])
def test_what_is_no_leaf_of_this_version_is_refused(cut):
    assert not verify(opened(), event=EVENT, leaf=cut)


def test_once_the_salts_of_personal_fields_are_erased_the_rest_still_verifies():
    kept = open_fields(VALUES, seed=SEED, names=frozenset(VALUES) - PERSONAL)
    assert verify(kept, event=EVENT, leaf=LEAF)
    assert kept.hashes.keys() == PERSONAL
    assert not PERSONAL & kept.salts.keys()
    # What is left of them: hashes that a guess without its salt does not reach.
    for name in PERSONAL:
        assert field_hash(VALUES[name], name=name, salt=bytes(32)) != kept.hashes[name]


def test_salts_differ_from_field_to_field_and_from_event_to_event():
    salts = {salt(seed, name=name) for seed in (SEED, bytes(32)) for name in VALUES}
    assert len(salts) == 2 * len(VALUES)
    assert {len(one) for one in salts} == {32}


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_and_a_commitment_are_32_bytes(length):
    with pytest.raises(ValueError, match=f"A seed is 32 bytes; this one has {length}"):
        salt(bytes(length), name="x")
    with pytest.raises(ValueError, match=f"A commitment is 32 bytes; this one has {length}"):
        leaf(EVENT, commitment=bytes(length))


def test_a_number_that_other_readers_of_json_would_round_is_refused():
    with pytest.raises(IntegerDomainError):
        commit({"x": BIGGEST + 1}, seed=SEED)
