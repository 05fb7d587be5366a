"""Tiles: the specification's examples, grown in any steps, cut to any size, and enough for every proof."""

import random

import pytest

from tests.each import each
from tests.ledger import naive
from tests.ledger.made import stored
from tests.ledger.reading import cut_bundle, leaves_of
from watchbook.ledger.tiles import (
    bundle,
    bundle_path,
    cut,
    grown,
    node_reader,
    range_of,
    tile_path,
    tiles_of,
)
from watchbook.ledger.tree import Range, consistency_proof, inclusion_proof, leaf_hashes

SIZE = 66_000
LEAVES = [number.to_bytes(3) for number in range(SIZE)]
HASHES = leaf_hashes(LEAVES)


def test_paths_are_those_of_the_specification():
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(63, 999, width=255) == "tile/63/999.p/255"
    assert bundle_path(1000, width=1) == "tile/entries/x001/000.p/1"


@pytest.mark.parametrize(
    ("size", "counts"),
    [
        (0, {}),
        (1, {0: [1]}),
        (256, {0: [256], 1: [1]}),
        (70_000, {0: [256] * 273 + [112], 1: [256, 17], 2: [1]}),
    ],
)
def test_a_log_has_the_tiles_that_the_specification_says(size, counts):
    found = {}
    for tile in tiles_of(size):
        found.setdefault(tile.level, []).append(tile.width)
    assert found == counts


def test_tiles_grow_the_same_in_any_steps():
    at_once = stored(HASHES)
    kept, size, steps = {}, 0, random.Random(8)
    while size < SIZE:
        more = min(steps.choice([1, 2, 255, 256, 257, 9000]), SIZE - size)
        for tile, content in list(grown(size, HASHES[size : size + more], read=lambda *at: kept[at])):
            kept[tile.level, tile.index] = content
            assert len(content) == tile.width * 32
        size += more
    assert {(tile.level, tile.index) for tile in tiles_of(SIZE)} == set(kept)
    assert all(at_once(*at) == content for at, content in kept.items())


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 513])
def test_proofs_from_tiles_that_have_grown_since_are_the_naive_ones(size):
    node = node_reader(stored(HASHES[:600]), size=size)
    for index in {0, size // 2, size - 1}:
        assert inclusion_proof(index, size=size, node=node) == naive.path(index, LEAVES[:size])
    for old in {1, size // 2 or 1, size}:
        assert consistency_proof(old, size=size, node=node) == naive.proof(old, LEAVES[:size])


@each("size", [0, 1, 255, 256, 65_535, 65_536, 65_537, SIZE])
def test_the_compact_range_of_any_size_is_read_from_tiles(size):
    assert range_of(size, read=stored(HASHES)) == Range().extended(HASHES[:size])


def test_a_bundle_holds_leaves_of_any_length_and_is_cut_like_a_tile():
    leaves = [b"", b"one", bytes(65_535)]
    assert leaves_of(bundle(leaves)) == leaves
    assert leaves_of(cut_bundle(bundle(leaves), width=2)) == leaves[:2]
    with pytest.raises(ValueError, match="does not fit"):
        bundle([bytes(65_536)])
    with pytest.raises(ValueError, match="no beginning of 4"):
        cut_bundle(bundle(leaves), width=4)
    for wrong in (b"\0", b"\0\5four", b"\0\0\0"):
        with pytest.raises(ValueError, match="cut off"):
            leaves_of(wrong)


def test_a_tile_is_cut_to_what_it_was_and_never_filled_up():
    assert cut(bytes(96), width=2) == bytes(64)
    with pytest.raises(ValueError, match="no beginning of 4"):
        cut(bytes(96), width=4)
