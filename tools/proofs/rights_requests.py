"""Rights in personal data: on time, searched for everywhere, decided thing by thing; and complaints."""

from collections.abc import Callable

from tools.proofs.showing import Line, pass_tests

REQUESTS = "tests/retention/rights_request"
COMPLAINTS = "tests/retention/complaint"


def shown_by(*tests: str) -> Callable[[], str]:
    """Show a line by its own tests."""
    return lambda: pass_tests(*tests)


LINES = (
    Line(
        "The clocks of rights requests and complaints: vectors, and a naive counter over drawn days, pauses and nations",
        shown_by("tests/law/test_rights_requests.py"),
    ),
    Line(
        "A person is found in every part, however the name is spelt: case, accents, order, initials, alphabets, handles",
        shown_by(
            "tests/reading/test_name_spelling.py",
            f"{REQUESTS}/test_rights_request.py::test_it_is_found_in_every_part_however_it_is_spelt",
        ),
    ),
    Line(
        "Each thing is decided under the law of its purpose; each letter has what the law wants in it, element by element",
        shown_by(f"{REQUESTS}/test_rules.py", f"{REQUESTS}/test_letters.py"),
    ),
    Line(
        "Nobody tells a covert source from somebody unknown: page, letter, counts, history and queries are alike",
        shown_by("tests/retention/rights_question"),
    ),
    Line(
        "The public form for complaints: no script, hostile input, size and rate; nothing of a person in the open",
        shown_by("tests/retention/your_data", f"{COMPLAINTS}/test_complaint.py"),
    ),
    Line(
        "Journeys: an erasure refused in part; a complaint; the public page",
        shown_by("tests/journeys/test_rights_requests.py"),
    ),
)
