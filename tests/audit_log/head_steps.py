"""Moves the signer's head on leaf by leaf to a size, as a program of its own, so that it can be killed and denied its disk.

Usage: head_steps.py FOLDER SIZE. Where a step fails for the disk's fault it is tried again, as the sealer does; three
times in a row and it gives up with exit code 3.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from watchbook.audit_log.head import LEAF_BYTES, HeadFiles, SignedHead
from watchbook.ledger.tree import Range, leaf_hashes


def leaf(number):
    return number.to_bytes(LEAF_BYTES)


def head(size):
    return SignedHead("council.example/log", Range().extended(leaf_hashes(leaf(one) for one in range(size))))


def run(folder, size):
    files, failed = HeadFiles(folder), 0
    while failed < 3:
        try:
            before = files.read()
            begin = before.log.size if before else 0
            if begin == size:
                return 0
            files.move(before=before, after=head(begin + 1), leaves=leaf(begin))
            failed = 0
        except OSError:
            failed += 1
    return 3


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), int(sys.argv[2])))
