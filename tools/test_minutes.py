"""A developer's minute: one file of tests that asks the database and a pure one, beside a bare interpreter with Django.

Cold is without a kept server, warm with one. `python tools/test_minutes.py` prints seconds and the processor's.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.spent import Spent, spent

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {"DJANGO_SETTINGS_MODULE": "watchbook.config.settings", "WATCHBOOK_MODE": "test"}
PYTEST = (sys.executable, "-m", "pytest", "-q")
BARE = "Django set up in a bare interpreter"
IMPORTED = "Django imported and not set up"
DATABASE, PURE = "database test", "pure test"
COMMANDS: Mapping[str, Sequence[str]] = {
    IMPORTED: (sys.executable, "-c", "import django"),
    BARE: (sys.executable, "-c", "import django; django.setup()"),
    DATABASE: (*PYTEST, "tests/organisation/test_service.py"),
    PURE: (*PYTEST, "tests/ledger/test_tree.py"),
}
ROUNDS = 5


def a_folder() -> tempfile.TemporaryDirectory[str]:
    """Say where the tests' server of a measurement lies: in memory, as theirs does, where there is such a folder."""
    return tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


def measured() -> dict[str, Spent]:
    """Each command's medians over some rounds in turn, and those of the two files when nothing is kept."""
    with a_folder() as folder:
        cold = {f"{what}, cold": _one(what, Path(folder)) for what in (PURE, DATABASE)}
        rounds = [{what: _one(what, Path(folder)) for what in COMMANDS} for _ in range(ROUNDS)]
    warm = {what: _median([one[what] for one in rounds]) for what in COMMANDS}
    return {**warm, **cold}


def _one(what: str, folder: Path) -> Spent:
    unwanted = ("PYTHONDONTWRITEBYTECODE", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    told = {"TESTS_CLUSTERS": str(folder / "clusters"), **(SETTINGS if what == BARE else {})}
    log = folder / "log"
    done = spent(COMMANDS[what], cwd=ROOT, environment=kept | told, log=log)
    assert done.code == 0, log.read_text()[-1000:]
    return done


def _median(those: Sequence[Spent]) -> Spent:
    return Spent(
        0,
        statistics.median(one.seconds for one in those),
        statistics.median(one.processor for one in those),
    )


def told(figures: Mapping[str, Spent]) -> str:
    """Every figure in a sentence."""
    return "; ".join(
        f"{what} {one.seconds:.2f} s ({one.processor:.2f} s of the processor)"
        for what, one in figures.items()
    )


if __name__ == "__main__":
    print(told(measured()))
