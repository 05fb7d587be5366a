"""How long a million leaves take to be checked, beside the bare calls of hashlib that they need at the least.

The floor is two calls of SHA-256 over 65 bytes for each leaf, which is what the tree asks for; ours reads the leaves,
grows the range batch by batch and compares the root. Both run in turn, so that the ratio decides.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ledger.made import Log
from tests.ledger.reading import check_inclusion
from watchbook.ledger import verify
from watchbook.ledger.tree import Range, inclusion_proof, leaf_hashes

BATCH = 4096
ROUNDS = 5


def leaves_of(count: int) -> list[bytes]:
    """So many different leaves of 49 bytes."""
    return [b"\x01" + number.to_bytes(16) + bytes(32) for number in range(count)]


def floor(count: int) -> None:
    """What hashlib alone takes for as many hashes."""
    block = bytes(65)
    for _ in range(2 * count - 1):
        sha256(block).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The root over the leaves, batch by batch."""
    grown = Range()
    for begin in range(0, len(leaves), BATCH):
        grown = grown.extended(leaf_hashes(leaves[begin : begin + BATCH]))
    return grown.root()


def ratio(floor: Callable[[], object], ours: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of ours and median ratio to the floor, measured in turn."""
    rounds = [(_seconds(floor), _seconds(ours)) for _ in range(ROUNDS)]
    return statistics.median(one for _, one in rounds), statistics.median(one / bare for bare, one in rounds)


def _seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def main(count: int = 1_000_000) -> str:
    """The figures, in a line."""
    leaves = leaves_of(count)
    expected = root_of(leaves)
    seconds, memory = ratio(lambda: floor(count), lambda: root_of(leaves))
    assert memory <= 1.3, f"{memory:.2f} of the floor"
    log = Log(0)
    log.leaves, log.hashes, log.size = leaves, leaf_hashes(leaves), count
    assert log.range().root() == expected
    with tempfile.TemporaryDirectory() as home:
        folder = log.export(Path(home) / "export")
        from_files, files = ratio(lambda: floor(count), lambda: _checked(folder))
    rate = _inclusions(log)
    return (
        f"{count:,} leaves to their root in {seconds:.2f} s of CPU, {memory:.2f} of the hashlib floor; verify.py over "
        f"the exported folder in {from_files:.2f} s, {files:.2f} of it; {rate:,.0f} inclusion checks a second"
    )


def _checked(folder: Path) -> None:
    found = verify.VerifiedLog([], [], {})
    verify.check_folder(folder, found, {})
    assert not found.problems


def _inclusions(log: Log) -> float:
    """Inclusion checks a second, over a tree of 4,096 leaves."""
    size = 4096
    root = Range().extended(log.hashes[:size]).root()
    proofs = [inclusion_proof(index, size=size, node=log.node) for index in range(0, size, 64)]
    begun = time.process_time()
    for _ in range(100):
        for place, proof in enumerate(proofs):
            check_inclusion(log.hashes[place * 64], index=place * 64, size=size, proof=proof, root=root)
    return 100 * len(proofs) / (time.process_time() - begun)


if __name__ == "__main__":
    print(main(*map(int, sys.argv[1:])))
