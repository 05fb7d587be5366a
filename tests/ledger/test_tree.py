"""The Merkle tree: held against RFC 6962 word for word, its published vectors, and every proof bent in every place."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger import naive
from tests.ledger.reading import NotProven, check_consistency, check_inclusion
from watchbook.ledger.tree import (
    Range,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    range_root,
)

# The leaves and roots of the reference implementation of Certificate Transparency, which others test against too.
PUBLISHED_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PUBLISHED_PATH = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
SIZES = range(1, 25)
LEAVES = [sha256(bytes([number])).digest()[: number % 33] for number in range(max(SIZES))]
HASHES = leaf_hashes(LEAVES)
# Of all naive vectors below, in their order: neither implementation can drift unseen.
FROZEN = "70bd806723e84c9550bb272baa0d482f946a026cdc4e06732387b784c81fe3a9"


@cache
def node(level, index):
    return naive.mth(LEAVES[index << level : (index + 1) << level])


@cache
def root(size):
    return naive.mth(LEAVES[:size])


@cache
def inclusions():
    """Leaf, size and naive proof of every leaf of every size: 300."""
    return [(index, size, naive.path(index, LEAVES[:size])) for size in SIZES for index in range(size)]


@cache
def consistencies():
    """Old size, size and naive proof of every pair: 300."""
    return [(old, size, naive.proof(old, LEAVES[:size])) for size in SIZES for old in range(1, size + 1)]


def bent(proof):
    """The proof with each hash flipped, left out or doubled, and one more at either end."""
    for place, one in enumerate(proof):
        yield [*proof[:place], bytes([one[0] ^ 1]) + one[1:], *proof[place + 1 :]]
        yield proof[:place] + proof[place + 1 :]
        yield [*proof[:place], one, *proof[place:]]
        yield [*proof[:place], one[:-1], *proof[place + 1 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]


def test_the_published_roots_and_path_come_out():
    grown = [Range().extended(leaf_hashes(PUBLISHED_LEAVES[:size])).root().hex() for size in range(9)]
    assert grown == PUBLISHED_ROOTS
    published = inclusion_proof(
        0,
        size=8,
        node=lambda level, index: naive.mth(PUBLISHED_LEAVES[index << level : (index + 1) << level]),
    )
    assert [one.hex() for one in published] == PUBLISHED_PATH


def test_every_vector_of_the_naive_tree_comes_out_and_is_proven():
    for index, size, proof in inclusions():
        assert inclusion_proof(index, size=size, node=node) == proof
        check_inclusion(HASHES[index], index=index, size=size, proof=proof, root=root(size))
    for old, size, proof in consistencies():
        assert consistency_proof(old, size=size, node=node) == proof
        check_consistency(old, size, proof=proof, old_root=root(old), root=root(size))
    vectors = [*inclusions(), *consistencies()]
    assert len(vectors) >= 500
    assert sha256(repr(vectors).encode()).hexdigest() == FROZEN


def test_a_range_grows_the_same_however_it_is_cut():
    for size in SIZES:
        whole = Range().extended(HASHES[:size])
        assert (whole.root(), whole.size) == (root(size), size)
        for cut in range(size + 1):
            assert Range().extended(HASHES[:cut]).extended(HASHES[cut:size]) == whole


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.binary(max_size=5), max_size=9), max_size=9))
def test_batches_of_any_leaves_give_the_naive_root(batches):
    grown = Range()
    for batch in batches:
        grown = grown.extended(leaf_hashes(batch))
    assert grown.root() == naive.mth([leaf for batch in batches for leaf in batch])


def test_no_bent_inclusion_proof_holds():
    tried = 0
    for index, size, proof in inclusions():
        good = {"index": index, "size": size, "proof": proof, "root": root(size)}
        wrong = [good | {"proof": one} for one in bent(proof)]
        wrong += [good | {"index": one} for one in (index - 1, index + 1, size, index + size)]
        wrong += [good | {"root": one} for one in (b"", bytes(32), root(size)[:-1])]
        for one in wrong:
            with pytest.raises(NotProven):
                check_inclusion(HASHES[index], **one)
        with pytest.raises(NotProven):
            check_inclusion(b"", **good)
        tried += len(wrong)
    assert tried > 3000


def test_no_bent_consistency_proof_holds():
    for old, size, proof in consistencies():
        good = {"proof": proof, "old_root": root(old), "root": root(size)}
        wrong = [good | {"proof": one} for one in bent(proof)]
        wrong += [good | {"old_root": one} for one in (b"", bytes(32))]
        wrong += [good | {"root": one} for one in (b"", bytes(32))]
        for one in wrong:
            with pytest.raises(NotProven):
                check_consistency(old, size, **one)
        for ends in ((0, size), (size + 1, size), (old - 1, size), (old, old - 1)):
            with pytest.raises(NotProven):
                check_consistency(*ends, **good)


def test_a_log_without_leaves_proves_nothing_and_has_the_root_of_nothing():
    assert Range().root() == sha256().digest() == range_root(0, 0, node=node)
    with pytest.raises(NotProven, match="no leaf 0"):
        check_inclusion(bytes(32), index=0, size=0, proof=[], root=sha256().digest())
    with pytest.raises(NotProven, match="cannot have grown"):
        check_consistency(0, 0, proof=[], old_root=sha256().digest(), root=sha256().digest())
    with pytest.raises(ValueError, match="has no leaf 0"):
        inclusion_proof(0, size=0, node=node)
    with pytest.raises(ValueError, match="has not grown out of"):
        consistency_proof(0, size=5, node=node)


def test_a_range_refuses_hashes_that_cannot_be_its_own():
    for size, hashes in ((3, (bytes(32),)), (-1, ()), (1, (bytes(31),))):
        with pytest.raises(ValueError, match="compact range"):
            Range(size=size, hashes=hashes)


def test_a_leaf_is_never_taken_for_a_node():
    left, right = HASHES[:2]
    assert leaf_hash(left + right) != range_root(0, 2, node=node)
