"""Checks an export of ours with `aics-tlog`, in an environment of its own: notes, cosignatures, tiles, both proofs, and slips.

Usage: check.py FOLDER [SLIP…]. The folder's keys are taken as known: the log's first, then the witnesses'.
"""

import base64
import sys
from hashlib import sha256
from pathlib import Path

import aics_tlog as tlog


def main(folder: Path, *slips: Path) -> int:
    """Check every head, leaf, cosignature and slip; stop at the first that does not hold."""
    log, *witnesses = [tlog.parse_vkey(line) for line in (folder / "keys").read_text().splitlines()]
    reader = tlog.FileSystemTileReader(folder)
    newest = _head(folder / "checkpoint", log)
    tile_size = newest.size
    assert tlog.tree_root_from_tiles(reader, newest.size) == newest.root
    there = set()
    for index in range(newest.size):
        leaf = tlog.read_entry(reader, index, tile_size)
        proof = tlog.inclusion_proof_from_tiles(reader, index, newest.size)
        there.add(sha256(b"\0" + leaf).digest())
        assert tlog.verify_leaf_inclusion(leaf, index, newest.size, proof, newest.root), index
    older = [_head(path, log) for path in sorted((folder / "checkpoints").iterdir())]
    for head in older:
        proof = tlog.consistency_proof_from_tiles(reader, head.size, newest.size, tile_size)
        assert tlog.verify_consistency(head.size, newest.size, head.root, newest.root, proof), head.size
    seen = _cosignatures(folder / "checkpoint", newest, witnesses)
    for path in slips:
        note = tlog.parse_note(path.read_bytes())
        assert tlog.verify_note(note, [log]), path
        assert base64.b64decode(_text(note).split("\n")[2]) in there, path
    print(f"{newest.size} leaves, {len(older) + 1} heads, {seen} cosignatures, {len(slips)} slips")
    return 0


def _text(note: tlog.Note) -> str:
    return note.text if isinstance(note.text, str) else note.text.decode()


def _head(path: Path, log: tlog.VKey) -> tlog.Checkpoint:
    note = tlog.parse_note(path.read_bytes())
    assert tlog.verify_note(note, [log]), path
    return tlog.parse_checkpoint(note.text)


def _cosignatures(path: Path, head: tlog.Checkpoint, witnesses: list[tlog.VKey]) -> int:
    note, seen = tlog.parse_note(path.read_bytes()), 0
    for key in witnesses:
        for one in (one for one in note.signatures if one.name == key.name):
            assert tlog.verify_cosignature(
                one.signature, key.name, key.public_key, head.origin, head.size, head.root
            )
            seen += 1
    return seen


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
