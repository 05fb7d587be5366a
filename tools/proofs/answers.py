"""The question that was asked: each answer is of the time, the people and the halves asked about, or blocks the letter."""

import subprocess
import sys

from tests.reading.facets.labelled import found_in
from tools.proofs.showing import CASE, ROOT, Line, Skipped, pass_tests

GOAL = 0.9  # of the labelled times and splits


def requests() -> str:
    """More than sixty requests over a year's registers, against what its files' own rows say."""
    return pass_tests(
        "tests/foi/test_questions_asked.py",
        at_least={"requests": 60, "answers true": 30, "answers blocked": 8},
    )


def right_answers() -> str:
    """Answers that are right, and answers to something else, in somebody's letter and an officer's own words."""
    return pass_tests("tests/foi/checks/test_asked.py", "tests/reading/facets/test_facets.py")


def labels() -> str:
    """The share of the labelled times and splits that are found; questions joined by their place in the text."""
    folder = CASE.parent / "tune"
    if not folder.exists():
        raise Skipped("the labelled requests are not on this machine; set WATCHBOOK_CASES")
    met, labelled, beside = found_in(folder)
    figures = f"{met} of {labelled} ({met / labelled:.3f}), {beside} more are read where none is labelled"
    assert met >= GOAL * labelled, figures
    return figures


def wordings() -> str:
    """Times and splits in more than 280 wordings, each set written before its failures were looked at."""
    return pass_tests(
        "tests/reading/facets/test_wordings.py",
        at_least={"wordings": 280, "times read": 266, "splits read": 120},
    )


def readme() -> str:
    """README's 29 rows against the demonstration's answers; its first request answered, sent and published."""
    return pass_tests("tests/demo/test_readme.py")


def kept() -> str:
    """Drafts that are kept beside fresh ones, over random acts of the registers; an act of another process at once."""
    return pass_tests("tests/foi/draft/test_kept.py", "tests/audit_log/test_unchanged.py")


def pages() -> str:
    """The pages of a request beside a bare page; in a process of its own, which starts a database server."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "request_pages_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


LINES = (
    Line(
        "60 requests over a year's registers: no answer of another time, population or half goes unblocked",
        requests,
    ),
    Line("No right answer is blocked, and each answer to something else is", right_answers),
    Line("README says of each of the 29 parts what the demonstration answers", readme),
    Line("A draft is kept while no event can have changed it, and right at once when one did", kept),
    Line(
        "The pages of a request, a question and a letter take at most 3 times a bare page of the same bytes",
        pages,
    ),
    Line("At least 0.9 of the labelled times and splits of unseen requests are found", labels),
    Line("Times and splits in 282 wordings of requesters: 0.95 are read, and never other days", wordings),
)
