"""Looks: accounts from addresses, the journeys, the exact count, a million looks, and that no dump names anybody."""

import subprocess
import sys
import tomllib
from collections.abc import Callable

from tools.proofs.showing import ROOT, Line, pass_tests

ADDRESSES = [ROOT / "tests" / "investigations" / name for name in ("addresses.toml", "more_addresses.toml")]


def accounts_from_addresses() -> str:
    """Variants that are one account, pairs that differ, addresses that name nobody, hostile ones; then anything at all."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in ADDRESSES]
    one, differ, none = (
        sum(len(group["addresses"]) for rows in files for group in rows[kind])
        for kind in ("one", "differ", "none")
    )
    refused = sum(len(addresses) for rows in files for addresses in rows["refused"].values())
    accounts = len({group["account"] for rows in files for group in rows["one"]})
    assert one + differ + none + refused >= 200, "fewer than 200 addresses"
    passed = pass_tests("tests/investigations/test_account_address.py", "tests/looks/test_cli.py")
    return f"{one} addresses of {accounts} accounts, {differ} that differ, {none} that name none, {refused} refused; {passed}"


IN_A_BROWSER, BY_THE_PAGES = "tests/journeys/test_looks.py", "tests/looks/views/test_days.py"
# Each journey that the issue names, and the test that goes it.
JOURNEYS = {
    "Journey: a look from the bookmarklet; at an unknown address ≤ 10 interactions, asserted": (
        f"{IN_A_BROWSER}::test_from_the_bookmark_to_the_third_look_re_triaged_and_a_fourth_under_a_plan",
        f"{BY_THE_PAGES}::test_the_facts_of_the_service_fill_the_boxes_so_that_little_is_left_to_say",
    ),
    "Journey: in a prepared case ≤ 3 interactions to an open look, asserted": (
        f"{IN_A_BROWSER}::test_a_prepared_case_takes_three_interactions_and_a_threshold_is_set",
    ),
    "Journey: the third look stopped, re-triaged, allowed under a plan": (
        f"{IN_A_BROWSER}::test_from_the_bookmark_to_the_third_look_re_triaged_and_a_fourth_under_a_plan",
    ),
    "Journey: a look made without a basis recorded and told": (
        f"{BY_THE_PAGES}::test_a_look_made_without_a_basis_is_recorded_and_told",
    ),
    "Journey: two officers of two services on one subject under two handles; not joined they count apart": (
        f"{BY_THE_PAGES}::test_two_officers_of_two_services_under_two_handles_learn_a_number_and_nothing_else",
    ),
    "Journey: communications staff read replies on the council’s own page all day, never stopped": (
        f"{BY_THE_PAGES}::test_communications_staff_read_replies_on_our_own_page_all_day_and_are_never_stopped",
    ),
    "Journey: a missing child at two in the morning": (
        f"{BY_THE_PAGES}::test_a_child_missing_at_two_in_the_morning_is_looked_for_at_once_until_the_next_working_day_is_over",
    ),
    "Journey: a phone at 320 px, without JavaScript, ≤ 10 interactions": (
        f"{IN_A_BROWSER}::test_on_a_phone_without_javascript",
    ),
}


def journey(*tests: str) -> Callable[[], str]:
    """The journey's own tests, by name."""
    return lambda: pass_tests(*tests)


def exact() -> str:
    """Sixteen connections at two subjects with one account, five hundred rounds."""
    return pass_tests(
        "tests/looks/test_concurrency.py",
        environment={"TESTS_LOOK_ROUNDS": str(ROUNDS)},
        at_least={"rounds": ROUNDS},
    )


def with_a_million() -> str:
    """In a process of its own: it starts a database server."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "looks_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


def figures() -> str:
    """Pages, statements and answers count from the same totals; nil only with statements."""
    return pass_tests(
        "tests/figures/test_looks.py",
        "tests/figures/test_look_facts.py",
        "tests/foi/test_council_2019.py",
        "tests/looks/test_looks_import.py",
    )


def thresholds() -> str:
    """Set by the SRO within the law's bounds; looks and triage follow them from their day; the pages say which apply."""
    return pass_tests(
        "tests/governance/thresholds/test_drift_threshold.py", "tests/looks/rules/test_drift.py"
    )


def names_nobody() -> str:
    """The whole database, dumped without the key files."""
    return pass_tests("tests/looks/test_dump.py", "tests/journeys/test_canary.py")


ROUNDS = 500
LINES = (
    *(Line(claim, journey(*tests)) for claim, tests in JOURNEYS.items()),
    Line(
        "Sixteen connections never open more looks at a subject than the threshold lets, ≥ 500 rounds", exact
    ),
    Line(
        "Beside 1,000,000 looks look.open ≤ 1.5 × beside 1,000; a year by service ≤ 3 × the bare sum",
        with_a_million,
    ),
    Line("Every number shown equals what foi answer gives, and nil needs the services' word", figures),
    Line("A dump of the database without the key files names no subject, handle or address", names_nobody),
    Line("The authority's own thresholds: stricter, from a day to come, with who and why", thresholds),
    Line(
        "≥ 200 real-form addresses: variants are one account, look-alikes are not, hostile ones are refused",
        accounts_from_addresses,
    ),
)
