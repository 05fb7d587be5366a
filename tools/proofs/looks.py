"""Looks: accounts from addresses, the journeys, the exact count, a million looks, and that no dump names anybody (issue 6)."""

import subprocess
import sys
import tomllib

from tools.proofs.showing import ROOT, Line, pass_tests

ADDRESSES = ROOT / "tests" / "investigations" / "addresses.toml"


def accounts_from_addresses() -> str:
    """Variants that are one account, pairs that differ, addresses that name nobody, hostile ones; then anything at all."""
    rows = tomllib.loads(ADDRESSES.read_text(encoding="utf-8"))
    one, differ, none = (
        sum(len(group["addresses"]) for group in rows[kind]) for kind in ("one", "differ", "none")
    )
    refused = sum(map(len, rows["refused"].values()))
    assert one + differ + none + refused >= 200, "fewer than 200 addresses"
    passed = pass_tests("tests/investigations/test_account_address.py", "tests/looks/test_cli.py")
    return f"{one} addresses of {len(rows['one'])} accounts, {differ} that differ, {none} that name none, {refused} refused; {passed}"


def journeys() -> str:
    """In a real browser, by the pages and by the acts."""
    return pass_tests(
        "tests/journeys/test_looks.py", "tests/looks/views/test_opening.py", "tests/looks/test_look.py"
    )


def exact() -> str:
    """Sixteen connections at two subjects with one account, five hundred rounds."""
    return pass_tests("tests/looks/test_concurrency.py", environment={"TESTS_LOOK_ROUNDS": str(ROUNDS)})


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
        "tests/foi/queries/test_looks.py",
        "tests/foi/test_council_2019.py",
        "tests/looks/test_looks_import.py",
    )


def names_nobody() -> str:
    """The whole database, dumped without the key files."""
    return pass_tests("tests/looks/test_dump.py", "tests/journeys/test_canary.py")


ROUNDS = 500
LINES = (
    Line(
        "Journeys: from the bookmark, the third look stopped, two services, our own page, at night, at 320 px",
        journeys,
    ),
    Line(
        "Sixteen connections never open more looks at a subject than the threshold lets, ≥ 500 rounds", exact
    ),
    Line(
        "Beside 1,000,000 looks look.open ≤ 1.5 × beside 1,000; a year by service ≤ 3 × the bare sum",
        with_a_million,
    ),
    Line("Every number shown equals what foi answer gives, and nil needs the services' word", figures),
    Line("A dump of the database without the key files names no subject, handle or address", names_nobody),
    Line(
        "≥ 200 real-form addresses: variants are one account, look-alikes are not, hostile ones are refused",
        accounts_from_addresses,
    ),
)
