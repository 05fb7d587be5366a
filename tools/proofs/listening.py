"""Listening: projects, and weeks counted from feeds; what rests on labels or on measured opinion is not built and fails openly."""

from collections.abc import Callable

from tools.proofs.showing import Line, pass_tests

COLLECTION = "tests/listening/test_collection.py"


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
    name = "test_a_collector_killed_at_fifty_points_loses_no_week_and_counts_nothing_twice"
    return pass_tests(f"{COLLECTION}::{name}")


def journeys() -> str:
    """A project approved, its source recorded, a week counted from a feed on the loopback and published; a project ended."""
    return pass_tests(
        f"{COLLECTION}::test_a_week_is_counted_and_published_once_it_is_over",
        f"{COLLECTION}::test_nothing_is_collected_without_a_project_in_force_and_its_end_closes_the_week",
        "tests/listening/test_listening_source.py",
    )


def not_built(what: str) -> Callable[[], str]:
    """A line of which nothing is there to measure: it fails."""

    def show() -> str:
        raise AssertionError(what)

    return show


LINES = (
    Line("Journey: a query with a name refused and sent to triage", projects),
    Line(
        "Opinion shifted: net-sentiment error ≤ 6 points after 300 labels, 0.93 to 0.97 of the intervals hold the truth",
        not_built("Watchbook keeps no text to label: counts only, marked as not calibrated"),
    ),
    Line(
        "50,000 posts ≥ 0.5 × VADER alone; memory flat over 1,000,000",
        not_built("not measured: feeds have hundreds of posts an hour, and nothing reads opinions yet"),
    ),
    Line(
        "Databases that differ in one author’s posts have the same rows but for counts above the thresholds",
        two_databases,
    ),
    Line("A collector killed 50 times loses no week and counts nothing twice", killed),
    Line(
        "A deletion event removes the text within the hour",
        not_built("no text is kept that could be removed; no source that tells of deletions is read yet"),
    ),
    Line("From purpose to published chart, on pages; the end of a project", journeys),
    Line(
        "Journeys: the public page without JavaScript in a browser, in Welsh too",
        not_built("there is no Welsh catalogue"),
    ),
)
