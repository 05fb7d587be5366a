"""Authorisations: from application to cancellation, and the central record (issue 7, as far as it is there)."""

from tools.proofs.showing import Line, pass_tests


def every_month() -> str:
    """Every vector of the months, leap years, both clock changes, 23:59 in London."""
    return pass_tests("tests/authorisations/rules", "tests/law/test_durations.py")


def life_in_the_browser() -> str:
    """Applied for, returned, passed on, granted, approved, reviewed, stopped, cancelled, by five people; axe at zero."""
    return pass_tests("tests/journeys/test_authorisations.py", "tests/authorisations/views")


def whatever_is_done() -> str:
    """At least 2,000 steps of a state machine."""
    told = pass_tests("tests/authorisations/test_machine.py", environment={"TESTS_MACHINE_STEPS": "2400"})
    return f"60 lives of 40 steps: {told}"


def straight_at_the_database() -> str:
    """What each invariant asks of a row is refused by PostgreSQL, whoever writes."""
    return pass_tests(
        "tests/authorisations/test_invariants.py", "tests/authorisations/queries/test_in_force.py"
    )


def the_whole_record() -> str:
    """Every column, filtered, sorted, as CSV, XLSX and tagged PDF; an earlier record imported or refused row by row."""
    return pass_tests(
        "tests/authorisations/test_exports.py",
        "tests/authorisations/test_central_record_import.py",
        "tests/authorisations/rules/test_earlier.py",
        "tests/authorisations/queries/test_central_record.py",
    )


def the_vault() -> str:
    """A source's records open to three, to the officer, and to an inspector while an opening lasts."""
    return pass_tests("tests/authorisations/test_source_record.py")


def errors_reported() -> str:
    """Suggested, established, ten working days of each nation, interim and full notice as documents."""
    return pass_tests("tests/oversight/test_error_report.py", "tests/law/test_error_report.py")


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


def two_officers() -> str:
    """200 real interleavings on one application each."""
    told = pass_tests("tests/authorisations/test_two_officers.py", environment={"TESTS_TWO_OFFICERS": "200"})
    return f"200 rounds: {told}"


def what_the_record_answers() -> str:
    """2.c is NIL with the years on an empty record and all statements, PARTLY with a row that lacks the flag."""
    return pass_tests("tests/foi/queries/test_authorisations.py", "tests/foi/test_council_2019.py")


LINES = (
    Line("Every month vector, leap years, both clock changes, 23:59 Europe/London", every_month),
    Line("The life of an authorisation in the browser and page by page", life_in_the_browser),
    Line("A state machine of 2,400 steps keeps I1 to I9", whatever_is_done),
    Line("I1 to I9 straight in SQL; what was in force at any past moment", straight_at_the_database),
    Line("The central record whole: columns, files, gaps, an earlier record imported", the_whole_record),
    Line("A source's own records in a vault of their own key", the_vault),
    Line("Errors suggested, established and reported in ten working days", errors_reported),
    Line("Reminders once each; a calendar feed that can be withdrawn", dates_told),
    Line("Covert profiles: uses, reviews, audits; joint working and third parties", profiles_and_partners),
    Line("Two officers at once on one application, 200 times: one wins, one is told", two_officers),
    Line(
        "The central record answers 2.c and the counts of D15; NIL on statements, PARTLY without the flag",
        what_the_record_answers,
    ),
)
