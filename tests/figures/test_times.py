"""The time of a figure: a period by name, or the words of a question; why it cannot be told is said to the officer."""

from datetime import date

from tests.each import each
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.times import READINGS, WORDS, in_words_of, note_of, time_of, unclear_time
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeKind
from watchbook.reading.times.unclear import TimeFault, UnclearReason

ON = date(2019, 10, 7)
VALUES = {"words": "2015-2016", "first": ON, "last": ON, "day": ON}


@each("why", TimeFault)
def test_each_reason_for_an_unclear_time_is_a_sentence_for_the_officer(why):
    said = in_words_of(UnclearReason(why, VALUES))
    assert said.startswith("To be searched: ")
    assert "{" not in said
    assert unclear_time(UnclearReason(why, VALUES)).status is Status.TO_BE_SEARCHED


def test_no_reason_has_two_sentences_or_none():
    assert READINGS.keys() | WORDS.keys() == set(TimeFault)
    assert not READINGS.keys() & WORDS.keys()


def test_a_period_given_by_name_needs_no_words():
    year = Period(date(2018, 1, 1), date(2018, 12, 31))
    found = time_of(Inquiry(on=ON, period=year))
    assert (found.kind, found.periods, found.is_cut_off) == (TimeKind.PERIODS, (year,), False)


def test_a_period_that_goes_on_is_cut_off_at_the_day_and_that_is_said():
    found = time_of(Inquiry(on=ON, period=Period(date(2019, 1, 1), date(2019, 12, 31))))
    assert found.periods == (Period(date(2019, 1, 1), ON),)
    assert "goes up to that date" in note_of(found.is_cut_off)


def test_a_period_to_come_has_no_figure():
    found = time_of(Inquiry(on=ON, period=Period(date(2020, 1, 1), date(2020, 12, 31))))
    assert (found.kind, found.periods) == (TimeKind.TO_COME, ())


def test_the_financial_year_of_a_question_is_that_of_the_law():
    found = time_of(Inquiry(on=ON, text="How many in 2017/18?"))
    assert found.periods == (Period(date(2017, 4, 1), date(2018, 3, 31)),)
