"""Evidence: from a look to content held, killed anywhere, in plain on no disk (issue 10)."""

from tools.proofs.showing import Line, Skipped, pass_tests
from watchbook.capture import ways

WHOLE = {"TESTS_EVERY_ROW": "1"}


def journey() -> str:
    """In a real browser and with a real one that captures; with a stand-in also the way that fails, and without JavaScript."""
    return pass_tests("tests/journeys/test_evidence.py", "tests/evidence/views/test_captures.py")


def killed() -> str:
    """Before and after each of the eight steps, and with an act's event written and not committed; real process, real Chromium."""
    return pass_tests(
        "tests/evidence/test_real.py::test_killed_at_each_step_with_a_real_browser_it_is_finished_or_cleanly_failed_once",
        "tests/evidence/test_killed.py",
        "tests/evidence/test_capture_worker.py",
        environment=WHOLE,
    )


def in_plain_nowhere() -> str:
    """A name that stands on the page alone; every file of a real disk written meanwhile is searched for it."""
    if swap := ways.swap_in_use():
        raise Skipped(f"swap is on ({', '.join(swap)}), so nothing is shown of what memory holds")
    return pass_tests(
        "tests/evidence/test_real.py::test_a_page_of_the_loopback_is_captured_held_and_verified_and_is_on_no_disk_in_plain",
        environment=WHOLE,
    )


LINES = (
    Line("Journey: paste an address, look, capture of the loopback site, held", journey),
    Line(
        "A capture killed at each of eight steps, persisted or not: finished or cleanly failed, once", killed
    ),
    Line(
        "A canary on a captured page is on no real disk in plain: database, WAL, files, temp, logs",
        in_plain_nowhere,
    ),
)
