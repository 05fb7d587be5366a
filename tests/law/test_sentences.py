"""The words in which the law explains itself."""

from datetime import date

import pytest

from watchbook.law import sentences


def test_a_day_is_written_as_people_say_it():
    assert sentences.in_words(date(2026, 6, 15)) == "Monday 15 June 2026"


@pytest.mark.parametrize(
    ("names", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_a_sentence_does(names, said):
    assert sentences.listed(names) == said


def test_one_is_not_many():
    day = date(2026, 7, 8)
    assert "the 1 working day from" in sentences.fee_awaited(day, paid=day, number=1)
    assert "the 2 working days from" in sentences.fee_awaited(day, paid=date(2026, 7, 9), number=2)
    assert "lasts 1 month beginning" in sentences.in_force_for(1, first=day, last=date(2026, 8, 7))
    assert "lasts 3 months beginning" in sentences.in_force_for(3, first=day, last=date(2026, 10, 7))
