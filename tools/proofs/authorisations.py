"""Authorisations: from application to cancellation, and the central record."""

import os
import subprocess
import sys
from collections.abc import Callable

from tools.proofs.showing import ROOT, Line, pass_tests

STEPS, LEAST_STEPS = 2_400, 2_000  # a life may end before its last step
OFFICERS = 200


def every_month() -> str:
    """Every vector of the months, leap years, both clock changes, 23:59 in London."""
    return pass_tests(
        "tests/authorisations/rules", "tests/law/test_durations.py", "tests/authorisations/test_renewal.py"
    )


def life_in_the_browser() -> str:
    """Applied for, returned, passed on, granted, approved, reviewed, stopped, cancelled, by five people; axe at zero."""
    return pass_tests("tests/journeys/test_authorisations.py", "tests/authorisations/views")


def whatever_is_done() -> str:
    """The steps of a state machine; after each, every authorisation is held against the invariants."""
    return pass_tests(
        "tests/authorisations/test_machine.py",
        environment={"TESTS_MACHINE_STEPS": str(STEPS)},
        at_least={"states checked": LEAST_STEPS},
    )


def straight_at_the_database() -> str:
    """What each invariant asks of a row is refused by PostgreSQL, whoever writes."""
    return pass_tests(
        "tests/authorisations/test_invariants.py", "tests/authorisations/queries/test_in_force.py"
    )


def the_whole_record() -> str:
    """Every column, filtered, sorted, as CSV, XLSX and tagged PDF; an earlier record imported or refused row by row."""
    return pass_tests(
        "tests/authorisations/test_exports.py",
        "tests/authorisations/test_earlier_record_import.py",
        "tests/authorisations/rules/test_earlier.py",
        "tests/authorisations/queries/test_central_record.py",
    )


def the_vault() -> str:
    """A source's records open to three, to the officer, and to an inspector while an opening lasts."""
    return pass_tests("tests/authorisations/test_source_record.py")


def errors_reported() -> str:
    """Suggested, established, ten working days of each nation, interim and full notice as documents."""
    return pass_tests("tests/oversight/error_report/test_error_report.py", "tests/law/test_error_report.py")


def dates_told() -> str:
    """Reminders once each by the system person; a calendar of references and dates under a secret address."""
    return pass_tests("tests/authorisations/test_calendar.py", "tests/authorisations/test_reminder.py")


def profiles_and_partners() -> str:
    """Each use of a profile with its look, an overdue review bars it; who else works under an authorisation."""
    return pass_tests(
        "tests/authorisations/test_covert_profile.py",
        "tests/looks/queries/test_profile_uses.py",
        "tests/authorisations/test_joint_working.py",
    )


LIVES, WHOLE = "tests/authorisations/views/test_lives.py", "tests/authorisations/views/test_lifecycle.py"
# Each life that the issue names, and the tests that go it.
JOURNEYS = {
    "Journey: England with the justice of the peace: apply, returned, pass, grant, approve, review, renew, stop, cancel": (
        f"{WHOLE}::test_from_applying_to_cancelling",
    ),
    "Journey: a Scottish authority from the set-up address: in force from the decision, no court; a juvenile source": (
        f"{LIVES}::test_an_authority_that_began_in_scotland_authorises_under_its_own_act_and_asks_no_court",
        f"{LIVES}::test_in_scotland_it_is_in_force_from_the_decision_and_no_court_is_asked",
        f"{LIVES}::test_in_scotland_a_juvenile_source_has_a_month",
    ),
    "Journey: amended at a review, by the officer, within what was authorised": (
        "tests/authorisations/test_review.py::test_an_amendment_says_what_changed_why_and_who_decided",
    ),
    "Journey: outside RIPA": (f"{LIVES}::test_outside_ripa_no_court_and_its_own_reason",),
    "Journey: a juvenile source in England": (
        f"{LIVES}::test_a_juvenile_source_in_england_is_the_heads_to_grant_and_lasts_four_months_from_the_order",
    ),
    "Journey: refused by the officer; refused and quashed by the court": (
        f"{WHOLE}::test_a_refusal_keeps_its_reasons_in_the_record",
        f"{LIVES}::test_a_court_that_refuses_and_quashes_after_two_business_days",
    ),
    "Journey: a lapse told to the SRO and cancelled all the same": (
        f"{LIVES}::test_what_lapsed_is_told_to_the_sro_and_cancelled_all_the_same",
    ),
}


def journey(*tests: str) -> Callable[[], str]:
    """The journey's own tests, by name."""
    return lambda: pass_tests(*tests)


def beside_many() -> str:
    """The central record's page beside 20,000 rows and 200; FOI 9477 beside 100,000 looks and 5,000 authorisations and few."""
    done = subprocess.run(
        [sys.executable, "tools/authorisations_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"WATCHBOOK_MODE": "test"},
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


def few_interactions() -> str:
    """The nine questions from paste to sent letter in at most 40 presses, ticks and typed boxes, in a real browser."""
    return pass_tests("tests/journeys/test_few_interactions.py")


def two_officers() -> str:
    """Real interleavings on one application each."""
    return pass_tests(
        "tests/authorisations/test_two_officers.py",
        environment={"TESTS_TWO_OFFICERS": str(OFFICERS)},
        at_least={"rounds": OFFICERS},
    )


def what_the_record_answers() -> str:
    """2.c is NIL with the years on an empty record and all statements, PARTLY with a row that lacks the flag."""
    return pass_tests(
        "tests/figures/test_authorisations.py",
        "tests/figures/test_central_record_answers.py",
        "tests/foi/test_council_2019.py",
    )


LINES = (
    *(Line(claim, journey(*tests)) for claim, tests in JOURNEYS.items()),
    Line("Every month vector, leap years, both clock changes, 23:59 Europe/London", every_month),
    Line("The life of an authorisation in the browser and page by page", life_in_the_browser),
    Line("A state machine of 2,400 steps keeps I1 to I9", whatever_is_done),
    Line("I1 to I9 straight in SQL; what was in force at any past moment", straight_at_the_database),
    Line("The central record whole: columns, files, gaps, an earlier record imported", the_whole_record),
    Line("A source's own records in a vault of their own key", the_vault),
    Line("Errors suggested, established and reported in ten working days", errors_reported),
    Line("Reminders once each; a calendar feed that can be withdrawn", dates_told),
    Line("Covert profiles: uses, reviews, audits; joint working and third parties", profiles_and_partners),
    Line(
        "The list with 20,000 rows ≤ 2 × with 200; FOI 9477 with 100,000 looks and 5,000 authorisations ≤ 3 × with 100, "
        "each with the same number of queries",
        beside_many,
    ),
    Line(
        "FOI 9477 from paste to letter in ≤ 40 interactions where the registers hold everything, asserted",
        few_interactions,
    ),
    Line("Two officers at once on one application, 200 times: one wins, one is told", two_officers),
    Line(
        "The central record answers 2.c and the counts of D15; NIL on statements, PARTLY without the flag",
        what_the_record_answers,
    ),
)
