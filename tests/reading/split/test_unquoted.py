"""A request that is quoted as a whole is read as if it were not; what is quoted below one asks nothing."""

import pytest

from tests.reading.split.splitting import asked, assert_covers_everything, numbers
from watchbook.reading.split.unquoted import unquoted

REQUEST = "Dear Council,\n\n1. How many fines were issued in 2022?\n2. How many of them were paid?\n\nYours faithfully"


def quoted(text):
    return "\n".join(f"> {line}" for line in text.split("\n"))


def test_a_request_quoted_as_a_whole_has_its_questions():
    assert asked(quoted(REQUEST)) == asked(REQUEST)
    assert_covers_everything(quoted(REQUEST))


def test_a_request_quoted_twice_has_its_questions():
    assert asked(quoted(quoted(REQUEST))) == asked(REQUEST)


def test_a_message_quoted_below_a_request_asks_nothing():
    assert numbers(f"How many dogs do you own?\n\n{quoted(REQUEST)}") == ["p1"]


HEAD = "From: Jo Ashby <jo@example.org>\nDate: 20 November 2026 at 14:03:00 GMT\nSubject: Freedom of information\n\n"


@pytest.mark.parametrize("above", ["", "Please answer this one.\n\n", "Gweler isod.\n\n"])
@pytest.mark.parametrize("mark", ["Begin forwarded message:", "---------- Forwarded message ---------"])
def test_a_mail_that_is_forwarded_quoted_has_its_questions(above, mark):
    text = f"{above}{mark}\n\n{quoted(HEAD + REQUEST)}"
    assert asked(text) == asked(REQUEST)
    assert_covers_everything(text)


@pytest.mark.parametrize("above", ["How many dogs do you own?", "1. The number of dogs that you own"])
def test_a_mail_that_is_forwarded_below_a_question_asks_nothing(above):
    text = f"{above}\n\nBegin forwarded message:\n\n{quoted(HEAD + REQUEST)}"
    assert len(numbers(text)) == 1


def test_every_place_of_a_text_stays_where_it_was():
    text = quoted(REQUEST)
    assert len(unquoted(text)) == len(text)
    assert unquoted(REQUEST) == REQUEST
