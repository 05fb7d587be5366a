"""Due items and why they are kept, legal holds against deletions, and the data pathway (Nothing without an end)."""

import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests

INTERLEAVINGS = 10_000


def never_both() -> str:
    """Each raced for by a thread that holds and one that deletes, in transactions that commit on a real server."""
    return pass_tests(
        "tests/retention/legal_hold/test_interleavings.py::test_a_thing_is_held_or_deleted_and_never_both",
        at_least={"interleavings": INTERLEAVINGS},
    )


def every_path_asks() -> str:
    """Each table that loses rows, each key, each file, each disposal; and SQL as the app's role."""
    return pass_tests(
        "tests/architecture/test_destroying.py",
        "tests/retention/legal_hold/test_legal_hold.py",
        "tests/foi/test_request_hold.py",
    )


def a_million() -> str:
    """In a process of its own: it starts a database server."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "retention_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


def why_it_is_kept() -> str:
    """From events under the adopted schedule, on the thing's own page, in the list and at the command line."""
    return pass_tests(
        "tests/retention/test_due.py", "tests/retention/test_pathway.py", "tests/law/test_retention.py"
    )


def in_fact_deleted() -> str:
    """FOI 9477, 7, 8.e and 8.f: the schedule, and the deletions that the log tells of."""
    return pass_tests("tests/figures/test_retention.py")


LINES = (
    Line("10,000 real interleavings of hold and deletion: never both", never_both),
    Line(
        "Every path that can destroy asks for holds, in SQL too; an open request holds by itself",
        every_path_asks,
    ),
    Line("1,000,000 items: the due list is a page within 1.5 × the time at 1,000", a_million),
    Line("Everything says until when it is kept, from which event, and why in law", why_it_is_kept),
    Line(
        "FOI 9477’s 7, 8.e and 8.f say what the schedule says and what was in fact deleted", in_fact_deleted
    ),
)
