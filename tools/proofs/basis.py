"""No look without a basis, no decision without the text in front of whoever decides."""

from tests.triage.cases import CASES, TODAY
from tests.triage.everyday import EVERYDAY, FURTHER, READINGS
from tools.proofs.showing import Line, pass_tests
from tools.proofs.triage import by_command


def everyday_cases() -> str:
    """Decide every reading of the everyday cases through the installed command; the worked ones in their tests."""
    decisions = by_command({name: facts for name, (facts, _) in READINGS.items()}, on=TODAY)
    for name, (_facts, outcomes) in READINGS.items():
        assert decisions[name]["outcomes"] == list(outcomes), name
    worked = pass_tests("tests/triage/test_rules.py")
    return f"{len(EVERYDAY)} everyday cases and {len(FURTHER)} further ones in {len(READINGS)} readings; {len(CASES)} worked ones: {worked}"


def side_questions() -> str:
    """Run the property tests over the whole space of facts, with ten times as many examples as in `make test`."""
    return pass_tests("tests/triage/test_side_questions.py", environment={"TESTS_TRIAGE_EXAMPLES": "1000"})


def held() -> str:
    """Show what binds, who signs, and that a letter is no reason."""
    return pass_tests("tests/triage/test_held.py", "tests/acting/test_own_words.py")


def demonstration() -> str:
    """Load the year; walk every register and every duty's first page; capture the demonstration's own shop."""
    return pass_tests("tests/demo/test_year.py", "tests/demo/test_captured.py")


LINES = (
    Line(
        "The worked cases hold, and fifteen everyday ones come out as each honest reading has it",
        everyday_cases,
    ),
    Line(
        "No answer to a side question lets anybody look who may not, nor not knowing one; what is not announced is not open",
        side_questions,
    ),
    Line("A less strict assessment says what has changed, and is held until somebody signs", held),
    Line(
        "`make demo` is a year of a council: no register empty, every duty’s first page walked", demonstration
    ),
)
