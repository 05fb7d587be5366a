"""A product people want to open: links, search, and the sheet of what stands well."""

import subprocess
import sys

from tools import readings
from tools.proofs.showing import ROOT, Line, pass_tests


def links() -> str:
    """Follow every link that each duty finds, from its first page on, in the demonstration too."""
    return pass_tests(
        "tests/architecture/test_crawled_addresses.py::test_no_link_leads_to_a_refusal",
        "tests/demo/test_links.py",
        at_least={"links followed": 1_000},
    )


def menu() -> str:
    """Open every item of each duty's menu, and ask each of their pages where it belongs."""
    return pass_tests("tests/config/test_menu.py")


def first_pages() -> str:
    """Count the queries of the first pages for two rows and for fifty, and read what comes and what to begin with."""
    return pass_tests(
        "tests/home/test_coming.py",
        "tests/home/test_queries.py",
        "tests/home/test_views.py",
        "tests/home/test_authorisations.py",
        "tests/demo/test_homes.py",
        "tests/register/test_asked_together.py",
    )


def trivial_page_speed() -> str:
    """In a process of its own: it starts a database server."""
    return _home_speed("trivial")


def first_pages_speed() -> str:
    """In a process of its own, among few looks and among many."""
    return _home_speed("first_pages")


def _home_speed(what: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "home_speed.py", what],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-700:]
    return done.stdout.strip().splitlines()[-1]


def weekly_email() -> str:
    """Ask for the weekly email, read it for every duty among records with a canary in their titles and names, and do its job again."""
    return pass_tests("tests/home/test_digest.py", "tests/organisation/test_digest.py")


def signed_in_as() -> str:
    """Sign in with one button and stand on the first page of a duty."""
    return pass_tests("tests/config/test_first_clicks.py")


def long_lists() -> str:
    """Fill every table with copies of its rows and read every page: no list shows more than 25 of them."""
    return pass_tests("tests/lists", "tests/web/test_long_list.py", "tests/home/test_long_lists.py")


def many_rows() -> str:
    """Ask for every long list, the search and each duty’s first page among 30 copies of every row and among 10,000, in turn."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "lists_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


def searched() -> str:
    """Look for every kind of reference and title, as each duty."""
    return pass_tests("tests/home/test_search.py")


def defensible() -> str:
    """Hold the sheet against the figures of answers, and its links against their rows."""
    return pass_tests("tests/home/test_defensible.py")


def front() -> str:
    """Hold the public page against the report to members, and read it in Welsh."""
    return pass_tests("tests/home/test_front.py")


def help_pages() -> str:
    """Open every document, follow every link of each, take the tour, and find help with a browser."""
    return pass_tests("tests/home/test_help.py", "tests/journeys/test_help.py")


def visitors() -> str:
    """Serve the front page and the disclosure log to 300 visitors who come at the same moment."""
    return pass_tests(
        "tests/journeys/test_visitors.py", at_least={"visitors at once": 300, "pages without an error": 600}
    )


def overviews() -> str:
    """Walk an authorisation with a look under it and one after its end, an investigation, a request, a service and a year, as each who reads them; fold what was read."""
    return pass_tests(
        "tests/authorisations/rules/test_life.py",
        "tests/looks/views/test_life.py",
        "tests/looks/views/test_overview.py",
        "tests/foi/test_progress.py",
        "tests/home/test_service_overview.py",
        "tests/home/test_year_overview.py",
        "tests/audit_log/test_wording.py",
    )


def every_template() -> str:
    """Open a page of each template in each duty, and have axe look at it at both widths, in light and forced colours."""
    return pass_tests("tests/journeys/test_every_template.py", at_least={"templates looked at": 240})


def keyboard() -> str:
    """Do the main tasks with Tab, Shift+Tab, Space, Enter and arrows, and see at each step where the keyboard stands."""
    return pass_tests("tests/journeys/test_keyboard.py", at_least={"steps of the keyboard, each seen": 500})


def three_clicks() -> str:
    """Send newcomers to find five things, and count what they click."""
    return pass_tests("tests/journeys/test_three_clicks.py")


def pictures() -> str:
    """Look at one of every mark in four sets of colours at 320 pixels, and for any picture that is drawn otherwise."""
    return pass_tests("tests/journeys/test_pictures.py", "tests/web/test_picture.py")


def welsh() -> str:
    """Ask for every public page, every letter of the course and every answer in Welsh, and note each sentence that has none."""
    return pass_tests(
        "tests/web/test_public_in_welsh.py",
        "tests/listening/test_in_welsh.py",
        "tests/foi/letter/test_in_welsh.py",
        "tests/retention/test_in_welsh.py",
        "tests/organisation/test_welsh_check.py",
        "tests/foi/letter/test_answers_in_welsh.py",
        at_least={"sentences of answers in Welsh": 300},
    )


def sentences() -> str:
    """Draw the sentences of every reading again at its commit, and count what the newest readers would rewrite."""
    return readings.proof()


LINES = (
    Line(
        "Each picture is drawn by one macro, is seen in forced colours, on paper and at 320 pixels", pictures
    ),
    Line("No link on any page leads its reader to a refusal, in any duty", links),
    Line("The menu holds what a duty may open, and every page has one current item in it", menu),
    Line(
        "Each duty’s first page: what waits, since when and for whom, the overdue first; at most 12 queries",
        first_pages,
    ),
    Line("A trivial signed-in page, our layout round one word: at most 1.6 bare pages", trivial_page_speed),
    Line(
        "Each duty’s first page: at most 4 bare pages, the same queries and time beside 25 looks and beside 10,000",
        first_pages_speed,
    ),
    Line(
        "Who wants it gets their week by mail, once: counts and dates with references, no title, no name, no link",
        weekly_email,
    ),
    Line("The demonstration signs in as each duty with one button, at a page that opens to it", signed_in_as),
    Line(
        "Every list that can grow: 25 rows a page, found by reading every page of a full register", long_lists
    ),
    Line(
        "Every long list, the search and each first page at 10,000 rows: the same queries, at most 1.5 times as long as at 30",
        many_rows,
    ),
    Line("A reference leads to its page, and words to the titles that one may read", searched),
    Line(
        "Overviews of authorisation, investigation, request, service, year: the next act as one green button; reads folded",
        overviews,
    ),
    Line("“Are we defensible today?”: its figures are those of answers, each with its rows", defensible),
    Line(
        "The public front page shows no figure that the report to members hides, in English and Welsh", front
    ),
    Line(
        "Help opens every how-to, no link of it is dead, and pages lead to the how-to that explains them",
        help_pages,
    ),
    Line("The front page and log hold 300 visitors at once without an error", visitors),
    Line(
        "axe at zero on every template that an address or its empty form shows, in every duty: at both widths, in light and "
        "forced colours, targets ≥ 24 px",
        every_template,
    ),
    Line(
        "With a keyboard alone: sign in, take in and answer a request, look, apply, sign, search; no step lost or held",
        keyboard,
    ),
    Line("A newcomer finds each of five things in ≤ 3 clicks", three_clicks),
    Line("Public pages, and letters about a request with its answers, in Welsh: every sentence", welsh),
    Line(
        "A fresh reader would rewrite at most 4 of 80 drawn sentences, in each of the three newest readings",
        sentences,
    ),
)
