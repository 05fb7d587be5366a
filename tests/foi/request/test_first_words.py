"""A list of requests says what each asks first, and not by whom."""

from tests.foi.answering import received
from watchbook.foi.request.spans import first_words


def test_a_request_is_known_by_the_first_words_of_its_first_question(people):
    row = received(
        people, f"Dear Sir,\n1. How many {'very ' * 30}old benches do you own?\n2. Who paints them?"
    )
    (said,) = first_words([row]).values()
    assert said.startswith("How many very very")
    assert said.endswith("…")
    assert len(said) <= 70
