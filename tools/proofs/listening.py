"""Listening: projects are kept and published; nothing collects posts yet, and the lines that need posts fail openly."""

from collections.abc import Callable

from tools.proofs.showing import Line, pass_tests


def projects() -> str:
    """A query with a name is refused on the form with the way to triage; every rule on queries and every act."""
    return pass_tests("tests/listening")


def not_built(what: str) -> Callable[[], str]:
    """A line of which nothing is there to measure: it fails."""

    def show() -> str:
        raise AssertionError(f"Watchbook collects no posts yet: {what}")

    return show


LINES = (
    Line("Journey: a query with a name refused and sent to triage", projects),
    Line(
        "Opinion shifted: net-sentiment error ≤ 6 points after 300 labels, 0.93 to 0.97 of the intervals hold the truth",
        not_built("no labels, no calibration"),
    ),
    Line(
        "50,000 posts ≥ 0.5 × VADER alone; memory flat over 1,000,000",
        not_built("no source and no aggregate"),
    ),
    Line(
        "Databases that differ in one author’s posts have the same rows but for counts above the thresholds",
        not_built("no counts"),
    ),
    Line(
        "A deletion event removes the text within the hour; a collector killed 50 times counts nothing twice",
        not_built("no collector"),
    ),
    Line(
        "Journeys: from purpose to published chart; the end of a project; the public page in Welsh too",
        not_built("no chart, and no Welsh catalogue"),
    ),
)
