"""A request whose lines were broken at a width is read as if they were not; lines that somebody ended stay ended."""

import textwrap

import pytest

from tests.reading.split.splitting import asked, assert_covers_everything
from watchbook.reading.split.unwrapped import unwrapped

RUN_IN = (
    "Dear Council,\n\nThe purpose of this request is to learn how councils deal with complaints about dogs in their parks. "
    "1. How many complaints did you receive in each of the last three years? 2. How many of those led to a visit by an officer "
    "of yours? 3. Which department keeps the record of the visits, and for how long is it kept? 4. Who answers for it?"
)
LISTED = "Dear Council,\n\n" + "\n".join(
    f"{number}. How many complaints about {what} did you receive in each of the last three financial years in the parks?"
    for number, what in enumerate(("dogs", "barbecues", "bicycles", "noise"), start=1)
)


def wrapped(text, width=72):
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def whole(questions):
    return [(number, " ".join(words.split())) for number, _marker, words in questions]


@pytest.mark.parametrize("text", [RUN_IN, LISTED])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_width_changes_no_question(text, width):
    assert whole(asked(wrapped(text, width))) == whole(asked(text))
    assert_covers_everything(wrapped(text, width))


@pytest.mark.parametrize("text", [RUN_IN, LISTED])
def test_every_place_stays_where_it_was(text):
    broken = wrapped(text)
    assert len(unwrapped(broken)) == len(broken)
    assert unwrapped(broken).split() == broken.split()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one line",
        LISTED,  # too wide for a width
        "Dogs in the parks and gardens\nBarbecues\nBicycles on the paths of the parks and gardens of the town\nNoise\n"
        "Litter left in the parks after events\nLost children\nFires on the common lit without a permit\nGates\n"
        "Swimming in the lake where that is forbidden\nFishing\n",
        "A list of things\nof which none\nis long enough\nto have been\nbroken by anybody\n",
    ],
)
def test_lines_that_somebody_ended_stay_ended(text):
    assert unwrapped(text) == text
