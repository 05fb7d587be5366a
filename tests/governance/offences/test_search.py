"""Finding an offence by words: names, Acts and sections, the nearest first."""

from datetime import date

import pytest

from watchbook.governance.offences.queries import offence_choices
from watchbook.governance.offences.search import found_by
from watchbook.law.offences import offences

KNOWN = offences(on=date(2026, 11, 25))


def found(words):
    return [one.id for one in found_by(words, among=KNOWN)]


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("counterfeit", "trade_marks_act_1994_s92"),
        ("COUNTERFEIT goods", "trade_marks_act_1994_s92"),
        ("Trade Marks Act 1994", "trade_marks_act_1994_s92"),
        ("trade mark s.92", "trade_marks_act_1994_s92"),
        ("fly-tipping", "environmental_protection_act_1990_s33"),
        ("fly tipping", "environmental_protection_act_1990_s33"),
    ],
)
def test_names_acts_and_sections_find_the_offence_first(words, nearest):
    assert found(words)[0] == nearest


def test_a_word_in_the_name_comes_before_one_in_the_act():
    titles = [one.title for one in found_by("fraud", among=KNOWN)]
    begins = [
        title.startswith(("Fraud", "Possessing articles for fraud", "Making or supplying articles"))
        for title in titles
    ]
    assert begins == sorted(begins, reverse=True)
    assert len(titles) > sum(begins) > 0


def test_an_offence_that_holds_more_of_the_words_comes_first():
    both = found("selling alcohol child")
    assert "alcohol" in next(one.title for one in KNOWN if one.id == both[0])


@pytest.mark.parametrize("words", ["", "  ", "of the Act", "zzzz", "s.", "♥", "\x00"])
def test_nothing_is_found_where_no_word_says_anything(words):
    assert found(words) == []


def test_a_number_is_whole_and_a_word_may_be_in_another_form():
    assert found("9") != found("92")
    assert found("marks")[0] == found("mark")[0] == "trade_marks_act_1994_s92"
    assert found("mar") == []


def test_what_was_chosen_before_stays_a_choice_though_the_register_does_not_know_it():
    choices = dict(offence_choices(on=date(2026, 3, 2), now="An offence of 1790"))
    assert choices["An offence of 1790"] == "An offence of 1790"
    assert len(choices) == len(offence_choices(on=date(2026, 3, 2))) + 1
