"""Seventy-three requests over a year's registers: each answer is of the time, people and halves asked about, or is blocked.

What is true is counted from the rows of the files (tests/foi/a_year.py), never by a query of ours.
"""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from tests.each import each
from tests.foi.a_year import FIRST, authorised, bring_about_a_year, looks_at_people, looks_that
from watchbook.figures.named import figure
from watchbook.foi.draft.answer import draft
from watchbook.reading.split.questions import split

RECEIVED = date(2026, 2, 2)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
HALF = (date(2025, 1, 1), date(2025, 6, 30))
SPRING = (date(2025, 3, 1), date(2025, 5, 31))
FINANCIAL = (date(2024, 4, 1), date(2025, 3, 31))
QUARTERS = tuple((date(2025, m, 1), date(2025, m + 2, 30 if m in (4, 7) else 31)) for m in (1, 4, 7, 10))
AUTUMN = (date(2024, 10, 1), date(2024, 12, 31))
Q3, H2 = QUARTERS[2], (date(2025, 7, 1), date(2025, 12, 31))
SINCE_APRIL, SINCE_JANUARY = (date(2025, 4, 1), RECEIVED), (date(2025, 1, 1), RECEIVED)
THREE_YEARS = (
    (date(2022, 4, 1), date(2023, 3, 31)),
    (date(2023, 4, 1), date(2024, 3, 31)),
    FINANCIAL,
)
MONTHS = tuple((date(2025, m, 1), date(2025, m, 28 if m == 2 else 31)) for m in (1, 2, 3))
TWO_YEARS = ((date(2024, 1, 1), date(2024, 12, 31)), YEAR)
LOOKS, BY_SERVICE = (
    "How many times did officers look at social media accounts",
    "How many looks at social media did each service make",
)
DS = "How many directed surveillance authorisations were granted"
RIPA = ("directed_surveillance",)
SERVICES = ("Trading Standards", "Housing Options", "Planning Enforcement")


def services(span):
    """The looks of each service in a time."""
    return [looks_that(*span, service=one) for one in SERVICES]


# Each request as it is written, then for each question the time asked about and the figures that are true of it.
# None: the registers cannot tell it, and the letter must be blocked.
REQUESTS = (
    (f"Please answer for the calendar year 2025.\n\n1. {LOOKS}?", [(YEAR, [looks_that(*YEAR)])]),
    (f"All questions relate to 1 January 2025 to 31 December 2025.\n1. {LOOKS}?\n2. {BY_SERVICE}?", [(YEAR, [looks_that(*YEAR)]), (YEAR, services(YEAR))]),
    (f"1. {LOOKS}?\n2. {DS}?\n\nPlease answer both questions for the period 1 January 2025 to 30 June 2025.", [(HALF, [looks_that(*HALF)]), (HALF, [authorised(*HALF, kinds=RIPA)])]),  # noqa: E501 - the words of a request beside its truth
    (f"For the period 1 March 2025 to 31 May 2025, please tell me:\n1. {LOOKS}?\n2. {DS}?", [(SPRING, [looks_that(*SPRING)]), (SPRING, [authorised(*SPRING, kinds=RIPA)])]),  # noqa: E501 - the words of a request beside its truth
    (f"Period: 1 January 2025 to 31 December 2025\n\n1. {BY_SERVICE}?", [(YEAR, services(YEAR))]),
    (f"I would like the following for the financial year 2024/25:\n1. {DS}?", [(FINANCIAL, [authorised(*FINANCIAL, kinds=RIPA)])]),
    (f"Dear Sir,\n\nI am interested in social media. The time frame is January 2025 to June 2025.\n\n1. {LOOKS}?\n\nYours", [(HALF, [looks_that(*HALF)])]),
    (f"1. {LOOKS} in each quarter of 2025?", [(YEAR, [looks_that(*one) for one in QUARTERS])]),
    (f"Please give figures for 2025.\n1. {LOOKS} in each quarter?", [(YEAR, [looks_that(*one) for one in QUARTERS])]),
    (f"1. {DS} in each quarter of 2025?", [(YEAR, [authorised(*one, kinds=RIPA) for one in QUARTERS])]),
    (f"1. {DS} in 2024 and in 2025, by year?", [((TWO_YEARS[0][0], YEAR[1]), [authorised(*one, kinds=RIPA) for one in TWO_YEARS])]),
    (f"1. {DS} in 2025?\n2. How many CHIS authorisations were granted in the same period?", [(YEAR, [authorised(*YEAR, kinds=RIPA)]), (YEAR, [authorised(*YEAR, kinds=("chis",))])]),  # noqa: E501 - the words of a request beside its truth
    (f"1. In 2025:\na) {LOOKS}?\nb) {DS}?", [(YEAR, [looks_that(*YEAR)]), (YEAR, [authorised(*YEAR, kinds=RIPA)])]),
    (f"1. {LOOKS} on Facebook in 2025?", [(YEAR, [looks_that(*YEAR, platform="facebook")])]),
    (f"1. {LOOKS} on Instagram between 1 January 2025 and 30 June 2025?", [(HALF, [looks_that(*HALF, platform="instagram")])]),
    (f"1. {LOOKS} in investigations in 2025?", [(YEAR, [looks_that(*YEAR, purpose="investigation")])]),
    (f"1. {LOOKS} covertly in 2025?", [(YEAR, [looks_that(*YEAR, manner="covert")])]),
    (f"1. {LOOKS} by Trading Standards in 2025?", [(YEAR, [looks_that(*YEAR, service="Trading Standards")])]),
    (f"1. {LOOKS} in 2025, split by service?", [(YEAR, services(YEAR))]),
    (f"1. {LOOKS} in investigations in 2025, by service?", [(YEAR, [looks_that(*YEAR, service=one, purpose="investigation") for one in SERVICES])]),
    (f"1. {LOOKS} in each month of 2025, split by ward?", [None]),
    (f"1. {LOOKS} for journalists' accounts in 2025?", [None]),
    (f"1. {LOOKS} when they applied for housing benefit, in 2025, by age?", [None]),
    (f"1. {DS} in 2025, and was any application refused by a magistrate?", [(YEAR, [authorised(*YEAR, kinds=RIPA), 1])]),
    (f"1. {DS} in 2025, and how many applications were refused by your own authorising officer?", [(YEAR, [authorised(*YEAR, kinds=RIPA), 1])]),
    (f"1. {LOOKS} in 2025, and how much did it cost?", [None]),
    (f"1. {LOOKS} in 2025? Who approved each of them?", [(YEAR, [looks_that(*YEAR)]), None]),
    (f"1. {DS} in 2025, and how many people were prosecuted?", [None]),
    (f"1. {DS} in 2025 for children's accounts?", [None]),
    ("1. How many RIPA authorisations concerned social media in 2025?", [(YEAR, [authorised(*YEAR, social_media=("yes",))])]),
    ("1. How many staff looked at social media in 2025?", [None]),
    (f"In 2016 the Chief Surveillance Commissioner wrote to every council about this.\n1. {LOOKS} in 2025?", [(YEAR, [looks_that(*YEAR)])]),
    (f"I asked you about this on 3 May 2019.\n\n1. {LOOKS} in 2025?\n2. {DS} in 2025?", [(YEAR, [looks_that(*YEAR)]), (YEAR, [authorised(*YEAR, kinds=RIPA)])]),
    (f"2024/25\n\n1. {DS}?\n\n2025 calendar year\n\n2. {LOOKS}?", [(FINANCIAL, [authorised(*FINANCIAL, kinds=RIPA)]), (YEAR, [looks_that(*YEAR)])]),
    (f"1. {LOOKS}?\n2. {BY_SERVICE}?\n3. {DS}?\n\nAll figures should cover 1 January 2025 to 31 December 2025.", [(YEAR, [looks_that(*YEAR)]), (YEAR, services(YEAR)), (YEAR, [authorised(*YEAR, kinds=RIPA)])]),  # noqa: E501 - the words of a request beside its truth
    (f"1. {LOOKS} in 2025?\n2. {DS} in the first quarter of 2025?", [(YEAR, [looks_that(*YEAR)]), (QUARTERS[0], [authorised(*QUARTERS[0], kinds=RIPA)])]),
    (f"For the calendar year 2025 please state:\n1. {LOOKS}?\n2. For the period 1 January 2025 to 30 June 2025 only, {DS.lower()}?", [(YEAR, [looks_that(*YEAR)]), (HALF, [authorised(*HALF, kinds=RIPA)])]),  # noqa: E501 - the words of a request beside its truth
    (f"Please limit your response to January to June 2025.\n1. {BY_SERVICE}?", [(HALF, services(HALF))]),
    (f"My request covers the period from 1 January 2025 to 31 December 2025.\n\n1. {DS} in each quarter?", [(YEAR, [authorised(*one, kinds=RIPA) for one in QUARTERS])]),
    # In other words, written at another time than the rest.
    ("1. How often since April 2025 has a council officer viewed somebody's social media profile?",[(SINCE_APRIL,[looks_at_people(*SINCE_APRIL)])]),
    ("1. In each of the last three financial years, how many directed surveillance authorisations did you approve?",[((date(2022,4,1),FINANCIAL[1]),[authorised(*one,kinds=RIPA) for one in THREE_YEARS])]),  # noqa: E501 - the words of a request beside its truth
    ("1. Please supply your policy on social media investigations, including any drafts of it.",[None]),
    ("1. How many times were Facebook pages looked at during the first half of 2025, and how many in the second half?",[(YEAR,[looks_that(*HALF,platform="facebook"),looks_that(*H2,platform="facebook")])]),  # noqa: E501 - the words of a request beside its truth
    ("A local newspaper reported in 2023 that councils spy on people online.\n\n1. Does any service of yours look at social media?",[((FIRST,RECEIVED),[looks_that(FIRST,RECEIVED)])]),  # noqa: E501 - the words of a request beside its truth
    ("1. Which services looked at social media in 2025, and how often did each of them do so?",[(YEAR,services(YEAR))]),
    ("1. On which platforms were people looked at in 2025? Please give the number for each platform.",[(YEAR,[looks_that(*YEAR,platform=p) for p in ("facebook","instagram")])]),  # noqa: E501 - the words of a request beside its truth
    ("1. How many of your applications for directed surveillance were turned down by a magistrate in 2025?",[(YEAR,[1])]),
    ("1. How many questions about RIPA did other councils ask you in 2025?",[None]),
    ("1. Between July and September 2025, how many looks at social media did Housing Options make?",[(Q3,[looks_that(*Q3,service="Housing Options")])]),
    ("1. The number of overt looks at social media by Planning Enforcement in the 2024/25 financial year.",[(FINANCIAL,[looks_that(*FINANCIAL,service="Planning Enforcement",manner="overt")])]),  # noqa: E501 - the words of a request beside its truth
    ("1. How many CHIS authorisations have been granted since 1 January 2025?",[(SINCE_JANUARY,[authorised(*SINCE_JANUARY,kinds=("chis",))])]),
    ("1. For 2024 and 2025 separately, state the number of directed surveillance authorisations.",[((TWO_YEARS[0][0],YEAR[1]),[authorised(*one,kinds=RIPA) for one in TWO_YEARS])]),  # noqa: E501 - the words of a request beside its truth
    ("1. How many looks at social media were made for recruitment in the calendar year 2025?",[(YEAR,[looks_that(*YEAR,purpose="recruitment")])]),
    ("1. In the last 12 months, how many times did staff look at the social media of councillors?",[None]),
    ("1. How many authorisations for directed surveillance were refused by your authorising officer in 2025, and why?",[None]),
    ("1. In Q1 and Q2 of 2025, how many looks at social media were made?",[(HALF,[looks_that(*one) for one in QUARTERS[:2]])]),
    ("1. How many looks at social media took place in each month from January to March 2025?",[(QUARTERS[0],[looks_that(*m) for m in MONTHS])]),
    ("I want figures from 1 April 2024 to 31 March 2025 throughout.\n\n(a) How many times was social media looked at?\n(b) Of those, how many were covert?\n(c) How many directed surveillance authorisations came into force?",[(FINANCIAL,[looks_that(*FINANCIAL)]),(FINANCIAL,[looks_that(*FINANCIAL,manner="covert")]),(FINANCIAL,[authorised(*FINANCIAL,kinds=RIPA)])]),  # noqa: E501 - the words of a request beside its truth
    ("1. Did a magistrate refuse any application of yours in 2025? If so, how many?", [(YEAR, [1]), None]),
    # Looks at the council's own pages are no looks at people.
    ("1. How many times did officers look at people's social media accounts in 2025?", [(YEAR, [looks_at_people(*YEAR)])]),
    ("1. On how many occasions in 2025 did staff view somebody's profile on social media?\n2. Please break that number down by department.\n3. How many of those views were covert?", [(YEAR, [looks_at_people(*YEAR)]), (YEAR, [looks_at_people(*YEAR, service=one) for one in SERVICES]), (YEAR, [looks_at_people(*YEAR, manner="covert")])]),  # noqa: E501 - the words of a request beside its truth
    ("1. How many times did officers look at Facebook in 2025?\n2. How many of those were for recruitment?\n3. How many of them were prosecuted?", [(YEAR, [looks_that(*YEAR, platform="facebook")]), (YEAR, [looks_that(*YEAR, platform="facebook", purpose="recruitment")]), None]),  # noqa: E501 - the words of a request beside its truth
    ("In relation to Facebook, for 2025:\n1. How many times did officers look at social media?", [None]),
    ("Please could you tell me about Instagram:\n1. How many looks at social media were made in 2025?", [None]),
    ("Regarding council tenants, in 2025:\n1. How many looks at social media did each service make?", [None]),
    ("1. How many looks at social media were there in each quarter from April 2024 to March 2025?", [(FINANCIAL, [looks_that(*one) for one in (AUTUMN, QUARTERS[0])])]),
    ("1. How many residents had their profiles viewed in 2025?", [None]),
    ("1. What was the bill in 2025 for software bought to monitor social media?", [None]),
    ("1. What proportion of looks at social media in 2025 led to a prosecution?", [None]),
    ("1. How many looks at social media by Planning Enforcement in 2025 were at businesses rather than private persons?", [None]),
    ("1. Has social media ever been used to check a person's council tax discount?", [None]),
    ("1. State whether any CHIS was used online during 2025, and if so the number.", [None]),
    ("1. Please send a copy of your data protection impact assessment for social media, including drafts and the comments of the data protection officer.", [None]),
)  # fmt: skip


# What leaves out, governs or takes a part, by its first words; no register's figure keeps to it, or the letter is blocked.
LIMITED = (
    f"1. {LOOKS} in 2025, other than on Facebook?",
    f"1. {LOOKS} in 2025, never on Facebook?",
    f"1. {LOOKS} in 2025 that were not for an investigation?",
    f"1. {LOOKS} in 2025, not as part of an investigation?",
    f"1. {LOOKS} in any year other than 2025?",
    f"1. {LOOKS} in 2025, less March?",
    f"1. {LOOKS} more than once in 2025?",
    f"My questions are about Housing Options only.\n1. {LOOKS} in 2025?",
    f"This request concerns the Housing Options team.\n1. {LOOKS} in 2025?",
    f"Please do not include Planning Enforcement.\n1. {LOOKS} in 2025?",
    f"1. {LOOKS} in 2025?\n\nFor each please give the month as well.",
    f"1. {DS} for social media in 2025?",
    f"1. {DS} orally in 2025?",
)


@pytest.fixture
def a_year(db, tmp_path):
    """The council with a year's registers."""
    bring_about_a_year(tmp_path / "year", at=timezone.now())


def test_before_the_register_begins_there_is_no_nought(a_year):
    asked = "How many looks at social media were there in each quarter from April 2024 to March 2025?"
    (answer,) = drafted(f"1. {asked}")[0].answers
    counts = [one["count"] for one in answer.finding.value["by_period"]]
    assert counts == [
        None,
        None,
        *(looks_that(*one) for one in (AUTUMN, QUARTERS[0])),
    ]
    assert "1 April 2024 to 30 June 2024: no records before 3 October 2024." in answer.answer
    (answer,) = drafted(f"1. {DS} in each of 2023, 2024 and 2025?")[0].answers
    assert next(one["count"] for one in answer.finding.value) is None
    assert "1 January 2023 to 31 December 2023: no records before 4 November 2024." in answer.answer
    found = figure("refused_by_magistrate", on=RECEIVED, text="How many in each of 2023, 2024 and 2025?")
    assert [one["count"] for one in found.value] == [None, 0, 1]
    assert "The register begins with an entry dated 4 November 2024" in found.answer


def drafted(text):
    """The draft of a request, and the questions that a check blocks."""
    whole = draft(split(text).questions, text=text, received_on=RECEIVED, as_at=None)
    return whole, {number for check in whole.checks if check.blocks for number in check.questions}


def numbers(value):
    """Every count of a finding's value."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [number for part in parts for number in numbers(part)]


def test_each_answer_is_the_truth_of_what_was_asked_or_blocks_the_letter(a_year, record_property):
    wrong, right, blocked = [], 0, 0
    for text, truths in REQUESTS:
        whole, stopped = drafted(text)
        assert len(whole.answers) == len(truths), text
        for answer, truth in zip(whole.answers, truths, strict=True):
            if answer.question.number in stopped:
                blocked += 1
                if truth:
                    print("BLOCKED", text, [c.rule for c in whole.checks], answer.topic, answer.answer)
            elif truth is None:
                wrong.append((text, answer.answer))
            else:
                period = answer.finding.period
                is_of_its_time = (period.first_on, period.last_on) == truth[0] if period else False
                told = Counter(numbers(answer.finding.value))
                is_true = is_of_its_time and not Counter(one for one in truth[1] if one) - told
                right += is_true
                if not is_true:
                    wrong.append((text, answer.answer, truth))
    record_property("requests", len(REQUESTS))
    record_property("answers true", right)
    record_property("answers blocked", blocked)
    for one in wrong:
        print("WRONG", one)
    assert not wrong, right
    assert len(REQUESTS) == 73
    assert right >= 30, (right, blocked)


@each("text", LIMITED)
def test_a_figure_that_does_not_keep_to_a_limit_blocks_the_letter(a_year, text):
    assert drafted(text)[1] == {"1"}


def test_what_led_to_something_of_those_above_is_blocked_and_those_above_are_told(a_year):
    whole, stopped = drafted(f"1. {LOOKS} in 2025? Of these, how many led to enforcement?")
    assert set(numbers(whole.answers[0].finding.value)) == {looks_that(*YEAR)}
    assert stopped == {whole.answers[1].question.number}


def test_a_quarter_of_a_financial_year_and_a_time_for_one_question_are_counted_so(a_year):
    whole, stopped = drafted(
        f"1. {LOOKS} in quarter 4 of 2024/25?\n2. {DS}?\n\nFor question 2 please use 2024/25."
    )
    assert not stopped
    assert [set(numbers(one.finding.value)) for one in whole.answers] == [
        {looks_that(*QUARTERS[0])},
        {authorised(*FINANCIAL, kinds=RIPA)},
    ]
