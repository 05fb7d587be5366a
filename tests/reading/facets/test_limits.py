"""What a question leaves out, takes of what is above it, or alone wants counted; and the sentences around it that say so."""

from datetime import date

import pytest

from tests.each import each
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.facets.limits import exclusions, is_stated, limits
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.period import Period

LOOKS = "How many looks were made"


def facets(text):
    """The facets of each question, in order."""
    read = read_facets(
        text, questions=split(text).questions, received_on=date(2026, 2, 2), years=FinancialYears(4)
    )
    return list(read.values())


@each(
    "limit",
    [
        "other than on Facebook",
        "except Facebook",
        "excluding Facebook",
        "apart from on Facebook",
        "not for an investigation",
        "not by Trading Standards",
        "not in an investigation",
        "that did not involve children",
        "leaving out Trading Standards",
        "outside of Trading Standards",
        "without their knowledge",
        "never on Facebook",
    ],
)
def test_what_is_left_out_is_a_limit(limit):
    assert [one.excludes for one in limits(f"{LOOKS} in 2025, {limit}, by service?")] == [True]
    assert not any(one.is_of_a_time for one in limits(f"{LOOKS}, {limit}?"))


@pytest.mark.parametrize(
    "limit", ["other than 2025", "excluding 2025", "not counting March", "except in 2024"]
)
def test_a_time_that_is_left_out_is_one_of_a_time(limit):
    assert [one.is_of_a_time for one in limits(f"{LOOKS} in any year {limit}?")] == [True]


@pytest.mark.parametrize(
    "limit",
    ["more than once", "at least three times", "twice or more", "repeatedly", "fewer than 10 times"],
)
def test_how_often_it_must_have_been_is_a_limit(limit):
    assert len(limits(f"{LOOKS} {limit} in 2025?")) == 1


def test_what_is_asked_of_the_things_above_is_a_limit_by_its_own_words_alone():
    assert limits("Of these, how many led to enforcement?")[0].wanted == {"led", "enforc"}
    assert limits(f"{LOOKS} in 2025? Among them, how many were covert?")[0].wanted == {"covert"}
    assert limits("Of those, how many looks were made in 2025?") == ()


def test_an_authorisation_for_social_media_is_limited_to_it_and_a_look_is_not():
    assert limits("How many authorisations were granted for social media in 2025?")[0].wanted == {
        "social",
        "media",
    }
    assert limits("How many looks on social media were made in 2025?") == ()


@each(
    "words",
    [
        "Please do not include personal data.",
        "Please answer without delay.",
        "Please reply within 20 working days, excluding bank holidays.",
        "If part is exempt, please send everything other than that part.",
        "Please send the answer by e-mail only.",
        "I would like the information in electronic format only.",
        "This request is not for commercial use.",
        "Councils looked at people without their knowledge in 2016.",
        "Please answer for 2025 only.",
    ],
)
def test_how_to_answer_and_what_is_told_limit_nothing(words):
    assert [one.limits for one in facets(f"{words}\n1. {LOOKS} in 2025?\n\n{words}")] == [()]


@pytest.mark.parametrize(
    "words",
    [
        "My questions are about Housing Options only.",
        "Only Housing Options please.",
        "I am only interested in Housing Options.",
        "Please restrict your answers to Housing Options.",
        "This request concerns the Housing Options team.",
        "Please do not include Housing Options.",
        "Please leave out Housing Options.",
    ],
)
def test_a_sentence_around_the_questions_limits_each(words):
    before = facets(f"{words}\n1. {LOOKS}?\n2. {LOOKS} in 2025?")
    behind = facets(f"1. {LOOKS}?\n2. {LOOKS} in 2025?\n\n{words}")
    assert [[one.wanted >= {"housin", "option"} for one in each.limits] for each in before] == [[True]] * 2
    assert [[one.wanted >= {"housin", "option"} for one in each.limits] for each in behind] == [[True]] * 2


def test_one_that_names_a_question_governs_that_question():
    text = f"1. {LOOKS} in 2025?\n2. {LOOKS}?\n\nFor question 2 please use 2024/25, leaving out Facebook."
    first, second = facets(text)
    assert first.limits == ()
    assert first.time.named == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert second.time.named == Period(date(2024, 4, 1), date(2025, 3, 31))
    assert len(second.limits) == 1
    both = (
        f"Please answer all questions for 2023.\n1. {LOOKS}?\n2. {LOOKS}?\n\nFor question 2 please use 2024."
    )
    assert [one.time.named.first_on.year for one in facets(both)] == [2023, 2024]


def test_a_closing_may_ask_for_the_month():
    assert facets(f"1. {LOOKS} in 2025?\n\nFor each please give the month as well.")[0].breakdowns == (
        "month",
    )


@pytest.mark.parametrize("words", ["quarter 4 of 2024/25", "Q4 2024/25", "Quarter 4, 2024/25"])
def test_a_quarter_of_a_financial_year_is_that_quarter(words):
    assert facets(f"1. {LOOKS} in {words}?")[0].time.named == Period(date(2025, 1, 1), date(2025, 3, 31))


def test_an_answer_states_a_limit_by_leaving_out_the_same():
    limit = exclusions(f"{LOOKS} other than on Facebook?")[0]
    assert is_stated(limit, answer="12 looks, apart from those on Facebook.")
    assert is_stated(limit, answer="12 looks. Facebook is left out.")
    assert not is_stated(limit, answer="50 looks on Facebook.")
    assert not is_stated(limit, answer="62 looks.")
