"""The long runs of the seal's proof: kills under eight writers, and faults at every call. Usage: log_runs.py kills|faults …"""

import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.run import IS_CONTROLLER  # first: it says where the database is before Django reads its settings

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from tests.audit_log.faulted import every_fault
from tests.audit_log.killing import Killing

SEED = 8


def kills(sealer: int, postgres: int, web: int) -> str:
    """Two sealers, PostgreSQL and the web server killed under eight writers."""
    kinds = ["sealer"] * sealer + ["postgres"] * postgres + ["web"] * web
    random.Random(SEED).shuffle(kinds)
    with tempfile.TemporaryDirectory() as folder, Killing(Path(folder), writers=8) as killing:
        for kind in kinds:
            killing.kill(kind)
        found = killing.finish()
    assert found.lost == found.twice == 0, found
    return (
        f"{len(kinds)} kills ({sealer} of two sealers, {postgres} of PostgreSQL, {web} of the web server): "
        f"{found.events} events, {found.acknowledged} acts acknowledged, lost {found.lost}, twice {found.twice}, "
        f"{found.checkpoints} checkpoints, each equal to its recomputation by a naive tree"
    )


def faults(occurrences: int) -> str:
    """KILL, EIO and ENOSPC at each occurrence of eight calls of the sealer's process on the signer's files."""
    with tempfile.TemporaryDirectory() as folder:
        runs, hit, pairs = every_fault(Path(folder), occurrences=occurrences)
    assert pairs == 24, f"only {pairs} of 24 pairs of call and fault were hit"
    return f"{runs} runs, each consistent afterwards; {hit} faults hit in {pairs} pairs of call and fault"


if __name__ == "__main__":
    assert IS_CONTROLLER
    run = {"kills": kills, "faults": faults}[sys.argv[1]]
    print(run(*map(int, sys.argv[2:])))
