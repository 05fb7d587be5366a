"""Sign-in that nobody can take over."""

from tools.proofs.showing import Line, pass_tests


def input_that_grows() -> str:
    """Grow the text at every entrance, from all units."""
    return pass_tests(
        "tests/architecture/test_growing_input.py",
        environment={"TESTS_EVERY_ROW": "1"},
        at_least={"texts grown": 2_000},
    )


LINES = (
    Line(
        "Every entrance for text, grown from a list of units: twice the text is never much more than twice the work",
        input_that_grows,
    ),
)
