"""No look without a basis: what the newest assessment of a subject does to a look at it."""

from collections.abc import Callable

from tools.proofs.showing import Line, pass_tests

STEPS = 1_800  # a plan binds how often: of as many steps fewer open a look than before it did
PAGES = "tests/looks/test_newest_assessment.py"
IN_A_BROWSER = "tests/journeys/test_looks.py"


def every_entrance() -> str:
    """Walk through the real pages and acts in any order, and try each entrance by itself."""
    return pass_tests(
        "tests/looks/test_every_entrance.py",
        environment={"TESTS_LOOK_STEPS": str(STEPS)},
        at_least={"looks opened": 60, "refused": 100},
    )


def shown_by(*tests: str) -> Callable[[], str]:
    """Show a line by its own tests."""
    return lambda: pass_tests(*tests)


LINES = (
    Line(
        "No sequence of pages opens a look at a subject whose newest assessment is stricter, at any entrance, unsigned",
        every_entrance,
    ),
    Line(
        "Journey: a look refused because of its triage, a departure signed, listed for the SRO",
        shown_by("tests/journeys/test_departures.py", PAGES),
    ),
    Line(
        "Interactions counted: a prepared look ≤ 3, an unknown address ≤ 10, what decides asked unfilled",
        shown_by(
            f"{IN_A_BROWSER}::test_a_prepared_case_takes_three_interactions_and_a_threshold_is_set",
            f"{IN_A_BROWSER}::test_from_the_bookmark_to_the_third_look_re_triaged_and_a_fourth_under_a_plan",
            f"{IN_A_BROWSER}::test_on_a_phone_without_javascript",
            f"{PAGES}::test_what_decides_is_asked_unfilled_and_what_the_record_knows_is_not_asked",
        ),
    ),
    Line(
        "A signature opens a look with the answers that were signed alone; the database holds joined accounts to it as the pages do",
        shown_by(
            f"{PAGES}::test_a_signature_covers_the_answers_that_were_signed_and_no_others",
            "tests/looks/test_ways_round.py",
        ),
    ),
    Line(
        "Addresses exact: path and query kept, marks left out, none from another subject; look-alikes refused or told apart",
        shown_by(
            "tests/investigations/test_account_address.py",
            "tests/evidence/test_page_address.py",
            f"{PAGES}::test_the_address_of_another_subject_never_slips_in",
            f"{PAGES}::test_a_page_that_was_shown_for_another_address_is_shown_again",
            f"{PAGES}::test_an_address_that_names_another_account_is_not_looked_at_under_this_subject",
        ),
    ),
    Line(
        "Errors of the network are said in words, never as the browser's id",
        shown_by("tests/capture/test_completeness.py"),
    ),
)
