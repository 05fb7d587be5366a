"""Reports: statistics, the inspection page, samples and whole exports, each from one click."""

import os
import subprocess
import sys

from tools.proofs.showing import ROOT, Line, pass_tests


def one_figure() -> str:
    """Every tally and the figures of looks, of three periods: as the statistics, `foi answer` and the files’ own rows have them."""
    return pass_tests("tests/reports/test_statistics.py")


def fifteen_rows() -> str:
    """Each question on a council without its evidence, in red, and with it; the pack held against its list of hashes."""
    return pass_tests("tests/reports/test_inspection.py")


def sampled() -> str:
    """Drawn by the seal after its scope, again by hand, and the same each time; what the registers fill in."""
    return pass_tests("tests/reports/test_audit_sample.py")


def exported() -> str:
    """Each table as CSV, workbook and JSON beside the database, field by field; the JSON held against its schema."""
    return pass_tests("tests/reports/test_exports.py")


def published() -> str:
    """Nil for a decade; days in force; by quarter with renewals; operations against authorisations; juvenile test purchases."""
    return pass_tests("tests/reports/test_published.py")


def small_numbers() -> str:
    """Every way to part a whole of two, three and four, read by somebody who knows the whole and the rule; page and papers."""
    return pass_tests("tests/reports/test_small_numbers.py", "tests/reports/test_members.py")


def beside_many() -> str:
    """Statistics of a year beside sums written by hand in SQL over the rows, in one run; queries counted over few and many rows."""
    done = subprocess.run(
        [sys.executable, "tools/reports_speed.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"WATCHBOOK_MODE": "test"},
    )
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip().splitlines()[-1]


def papers_of_activities() -> str:
    """Each sort of activity found by what goes on; each of the five papers missing in turn; refused where that is set; the papers made of it."""
    return pass_tests("tests/reports/test_processing.py", "tests/governance/processing/test_processing.py")


def members_and_calendar() -> str:
    """Meetings recorded, corrected, taken back; a quarter's report done, late, missed; the yearly approval with and without its minute."""
    return pass_tests(
        "tests/reports/test_governance_calendar.py", "tests/governance/members/test_members_meeting.py"
    )


def returned() -> str:
    """Compare its figures with those of answers and of the files; nil refused without statements, signed with them; what changed since."""
    return pass_tests("tests/reports/test_annual_return.py")


LINES = [
    Line("Every figure is what `foi answer` gives for the same period, and an independent count", one_figure),
    Line("Each of the fifteen rows says so where its evidence is missing", fifteen_rows),
    Line("An audit’s sample that nobody chose and anybody can draw again", sampled),
    Line("Each export is the database, field by field", exported),
    Line("Five councils’ published figures reproduced from fixtures", published),
    Line("The report to members shows no small part of a whole, nor lets one be worked out", small_numbers),
    Line("An activity that lacks a paper says which, and is refused where that is set", papers_of_activities),
    Line(
        "The governance calendar shows what members were told and decided, and what was missed",
        members_and_calendar,
    ),
    Line("The annual return is the figures of answers, signed; nil only on signed statements", returned),
    Line(
        "A year over 1,000,000 looks and 20,000 authorisations: at most 3 times the bare SQL sums, as many queries as over 100",
        beside_many,
    ),
]
