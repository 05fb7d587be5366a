"""No look without a basis: review, renewal and cancellation in both halves, and the official forms."""

from tools.proofs.showing import Line, pass_tests

REPORT = "tests/authorisations/test_applicant_report.py"


def both_halves() -> str:
    """In Chromium, at both widths, axe at zero: reported, noticed, answered, read beside the application, decided."""
    return pass_tests("tests/journeys/test_both_halves.py")


def noticed() -> str:
    """Five times the same, pasted words, equal beliefs, a renewal minutes after the order: each said, each answered."""
    return pass_tests("tests/authorisations/rules/test_remarks.py", REPORT)


def forms() -> str:
    """Each box of each form has a field or a reason; each paper says what its form asks."""
    return pass_tests("tests/authorisations/test_official_forms.py")


LINES = (
    Line("Journey: a review, a renewal and a cancellation in both halves", both_halves),
    Line(
        "Repeats and haste are said before signing and answered in words; nobody decides on their own report",
        noticed,
    ),
    Line("Official forms: no box without a field or a reason, and the papers made from them", forms),
)
