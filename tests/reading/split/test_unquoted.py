"""A request that is quoted as a whole is read as if it were not; what is quoted below one asks nothing."""

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


def test_every_place_of_a_text_stays_where_it_was():
    text = quoted(REQUEST)
    assert len(unquoted(text)) == len(text)
    assert unquoted(REQUEST) == REQUEST
