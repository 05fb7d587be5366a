"""Dates, names and bank holidays as sentences say them."""

from datetime import date

import pytest

from watchbook.law.bank_holidays import table
from watchbook.law_words.values import NAMES, in_words, listed


def test_a_day_is_written_as_people_say_it():
    assert in_words(date(2026, 6, 15)) == "Monday 15 June 2026"


@pytest.mark.parametrize(
    ("names", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_a_sentence_does(names, said):
    assert listed(names) == said


def test_a_number_stays_one_for_the_plural_of_its_sentence():
    assert in_words(3) == 3


@pytest.mark.parametrize("nation", ["england_and_wales", "scotland", "northern_ireland"])
def test_every_bank_holiday_and_its_nation_can_be_said_in_another_language(nation):
    known = table(nation)
    named = {known.nation, *(holiday.title for holiday in known.days.values())}
    assert named <= set(NAMES)
