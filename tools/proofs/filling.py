"""Triage fills the application; offences are found by words and confirmed; each user of a profile is assessed."""

from tools.proofs.showing import Line, pass_tests


def carried() -> str:
    """Show what is carried, on which version it rests, and that it is asked only to be changed."""
    return pass_tests("tests/authorisations/test_from_assessment.py")


def offences() -> str:
    """Show the search, and that the solicitor alone confirms, each entry with its event and none ticked beforehand."""
    return pass_tests(
        "tests/governance/offences/test_search.py",
        "tests/governance/law_confirmation/test_law_confirmation.py",
    )


def risks() -> str:
    """Show that a shared profile is closed to a user without an assessment of their own."""
    return pass_tests("tests/authorisations/test_risk_assessment.py")


LINES = (
    Line("Triage fills the application: shown with its reference, changeable, never asked again", carried),
    Line(
        "Offences are found by words; the solicitor confirms whatever is to be confirmed in bulk, each entry with its event",
        offences,
    ),
    Line("Several users of a covert profile: each with their own risk assessment, or no use", risks),
)
