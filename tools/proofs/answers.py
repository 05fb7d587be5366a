"""The question that was asked: each answer is of the time, the people and the halves asked about, or blocks the letter."""

from tests.reading.facets.labelled import found_in
from tools.proofs.showing import CASE, Line, Skipped, pass_tests

GOAL = 0.9  # of the labelled times and splits


def requests() -> str:
    """Forty requests over a year's registers, against what its files' own rows say."""
    return pass_tests(
        "tests/foi/test_questions_asked.py",
        at_least={"requests": 40, "answers true": 30, "answers blocked": 8},
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


LINES = (
    Line(
        "40 requests over a year's registers: no answer of another time, population or half goes unblocked",
        requests,
    ),
    Line("No right answer is blocked, and each answer to something else is", right_answers),
    Line("At least 0.9 of the labelled times and splits of unseen requests are found", labels),
)
