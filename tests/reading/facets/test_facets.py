"""What each question of a request asks: its time and who names it, its split, its halves, its documents, its subject."""

from datetime import date

import pytest

from tests.each import each
from watchbook.reading.facets.breakdowns import breakdowns, looser_breakdowns
from watchbook.reading.facets.documents import documents
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.facets.halves import depends, halves
from watchbook.reading.facets.kinds import asks_how_long, kinds, kinds_named, speaks_of_a_time
from watchbook.reading.facets.subjects import counted, subjects
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.time_of_question import TimeKind

RECEIVED = date(2026, 2, 2)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
THREE = "1. How many looks were made?\n2. How many were granted?\n3. How many were refused?"


def times(text):
    """The first and last day that each question asks about, in order; None where it names none."""
    found = read_facets(text, questions=split(text).questions, received_on=RECEIVED, years=FinancialYears(4))
    named = [one.time.named for one in found.values()]
    return [(one.first_on, one.last_on) if one else None for one in named]


OPENINGS = (
    "Please answer for the calendar year 2025.",
    "All questions relate to the period 1 January 2025 to 31 December 2025.",
    "For the period 1 January 2025 to 31 December 2025, please tell me:",
    "Between 1 January 2025 and 31 December 2025:",
    "Period: 1 January 2025 – 31 December 2025",
    "Time frame: January 2025 to December 2025",
    "I would like the following information for 2025:",
    "My request covers the period from 1 January 2025 to 31 December 2025.",
    "Under the Freedom of Information Act 2000 I wish to have these figures for the calendar year 2025.",
    "Calendar year 2025",
    "Reporting window: 2025 calendar year",
)


@each("opening", OPENINGS)
def test_a_time_stated_once_in_the_opening_governs_every_question(opening):
    assert times(f"Dear Council,\n\n{opening}\n\n{THREE}\n\nYours, A. Person") == [YEAR] * 3


@each(
    "opening",
    (
        "Please can you provide the below for the period Jan-25 to Dec-25:",
        "For the period Jan '25 – Dec '25, please supply:",
    ),
)
def test_a_year_of_two_digits_beside_its_month_is_read(opening):
    assert times(f"Dear Council,\n\n{opening}\n\n{THREE}") == [YEAR] * 3


@pytest.mark.parametrize(
    ("words", "first_on"),
    [
        ("Looking back over the 24 months before you received this:", date(2024, 2, 3)),
        ("For the 6 months up to this request, please give me:", date(2025, 8, 3)),
        ("How many looks were made since the merger (1 April 2023)?", date(2023, 4, 1)),
    ],
)
def test_a_time_counted_back_from_the_request_or_since_a_day_in_brackets_is_read(words, first_on):
    asked = words if words.endswith("?") else f"{words}\n\n{THREE}"
    assert set(times(asked)) == {(first_on, RECEIVED)}


@each(
    "follow_up",
    (
        "Could I have that month by month please?",
        "What were the monthly figures?",
        "From these, please divide by reason.",
        "Please give their number by purpose.",
        "How many of the officers were men?",
    ),
)
def test_a_short_question_of_the_same_figure_takes_the_time_of_the_one_above(follow_up):
    assert times(f"1. How many looks were made in 2025?\n2. {follow_up}") == [YEAR] * 2


def test_the_same_period_is_the_last_that_was_named_whatever_stands_between():
    text = "1. How many looks were made in 2025?\n2. Who signs them?\n3. In the same year, how many were refused?"
    assert times(text)[2] == YEAR


@pytest.mark.parametrize(
    "closing",
    [
        "Please answer all questions for the calendar year 2025.",
        "All of the above should cover 1 January 2025 to 31 December 2025.",
        "The time period for this request is 1 January 2025 to 31 December 2025.",
        "For all of the above, please use the calendar year 2025.",
    ],
)
def test_a_time_stated_in_the_closing_governs_every_question(closing):
    assert times(f"{THREE}\n\n{closing}\n\nYours, A. Person") == [YEAR] * 3


@pytest.mark.parametrize(
    "told",
    [
        "In 2016 the Commissioner wrote to every council.",
        "I refer to your letter of 3 May 2019.",
        "Sent: 12 December 2020",
        "I have read your report for 2021 and want to know more.",
        "This is a request under the Freedom of Information Act 2000.",
        "In 2021 the group sent requests to every council.",
    ],
)
def test_a_year_that_is_told_is_no_period(told):
    assert times(f"{told}\n\n{THREE}") == [None] * 3


def test_a_questions_own_time_comes_first_then_its_stems_then_the_heading_above_it():
    text = f"Please answer for the calendar year 2025.\n\n{THREE}\n4. In 2024:\na) how many?\nb) In March 2025, how many?"
    assert times(text) == [
        YEAR, YEAR, YEAR, (date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 3, 1), date(2025, 3, 31)),
    ]  # fmt: skip
    text = "2024\n\n1. How many looks?\n\nCalendar year 2025\n\n2. How many looks?"
    assert times(text)[1] == YEAR
    text = "1. How many looks in 2025?\n2. How many of those were covert?\n3. How many staff are there?"
    assert times(text) == [YEAR, YEAR, None]
    text = f"Questions 1 to 2 concern the calendar year 2025.\n{THREE}"
    assert times(text) == [YEAR, YEAR, None]


def test_the_facets_of_a_question_have_names():
    text = "For the calendar year 2025, per month, please tell me:\n1. How many looks were made, and how much did they cost?\n2. For how long are they kept?\n3. How many looks at each depot?"  # noqa: E501
    found = read_facets(text, questions=split(text).questions, received_on=RECEIVED, years=FinancialYears(4))
    assert found["1"].asks == ("count", "cost", "period", "by:month", "compound")
    assert found["1"].said.startswith("For the calendar year 2025")
    assert "period" in found["2"].asks
    assert found["1"].time.kind is TimeKind.PERIODS


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many looks were made in each quarter?", ("quarter",)),
        ("How many looks, broken down by service and month?", ("month", "service")),
        ("How many were there in 2018, 2019 and 2020?", ("year",)),
        ("The number of looks year by year", ("year",)),
        ("How many looks were made, and by which services?", ("service",)),
        ("Which policy applies?", ()),
    ],
)
def test_what_an_answer_is_to_be_split_by(question, asked):
    assert breakdowns(question) == asked


def test_looser_splits_are_told_apart():
    assert looser_breakdowns("How many at each depot?") == ("depot",)
    assert looser_breakdowns("How many in (a) small firms (b) large ones") == ("type",)
    assert looser_breakdowns("How many were (a) granted (b) refused") == ("type", "outcome")
    assert looser_breakdowns("How many were upheld and how many dismissed?") == ("outcome",)
    assert looser_breakdowns("How many of either kind?") == ("type",)
    assert looser_breakdowns("What was the number of complaints by nationality?") == ("nationality",)
    assert looser_breakdowns("By what means?") == ()
    assert looser_breakdowns("Their age and gender, how many?") == ("age", "gender")
    assert looser_breakdowns("Split by port") == ("port",)
    assert looser_breakdowns("How many each time?") == ()


def test_two_requests_in_one_are_its_halves():
    question = "How many authorisations were granted, and was any refused by a magistrate?"
    assert halves(question) == (
        "How many authorisations were granted",
        "and was any refused by a magistrate?",
    )
    assert halves("Where it was covert, how many were approved?") == (
        "Where it was covert, how many were approved?",
    )
    assert depends("and who approved them?")
    assert not depends("and was any refused?")


def test_kinds_of_answers_and_lengths_of_time():
    assert kinds("How much did the software cost, and when was it bought?") == ("date", "cost")
    assert kinds("A copy of the policy") == ("document",)
    assert kinds("Do you have a policy?") == ("yes_no",)
    assert asks_how_long("For what length of time is it kept?")
    assert not asks_how_long("How many are kept?")


def test_the_documents_that_a_question_names_one_by_one():
    including = "A copy of the data protection impact assessment, including drafts and the DPO's comments."
    assert documents(including) == ("data protection impact assessment", "drafts", "comments")
    assert documents("A copy of your policy") == ()
    assert documents("Provide a copy of any policy, guidance or code of practice") == ()
    assert documents("How many forms, including drafts, are there?") == ()


def test_of_whom_a_question_asks_and_what_it_wants_counted():
    found = subjects("How many looks at residents' accounts in investigations on Facebook?")
    assert found == {"whose": {"residents"}, "purpose": {"investigation"}, "platform": {"facebook"}}
    assert subjects("How many people work on social media in investigations?") == {}
    assert counted("How many officers looked at accounts?") == "people"
    assert counted("The number of looks at accounts") == "looks"
    assert counted("How many zebras?") == ""


@each(
    ("text", "is_named"),
    [
        ("Which streets did they go to in the week ending 15 September?", True),
        ("What was spent up to 2010, and since?", True),
        ("Copies of letters sent in May", True),
        ("How many in the coming 18 months?", True),
        ("How are the Water Regulations 2004 kept to?", False),
        ("What duties has the council under the Highways Act 1980?", False),
        ("Please bring this list up to date", False),
        ("Who may open the log?", False),
    ],
)
def test_a_time_is_spoken_of_though_its_days_cannot_be_read(text, is_named):
    assert speaks_of_a_time(text) is is_named


def facets_of(text):
    """The facets of each question of a text, by its number."""
    return read_facets(text, questions=split(text).questions, received_on=RECEIVED, years=FinancialYears(4))


def test_a_sentence_above_numbered_questions_says_of_which_time_they_are():
    text = "I would like to know how many looks were made in 2025.\n1. How many by Housing?\n2. How many found nothing?"
    assert times(text)[-2:] == [YEAR, YEAR]


def test_years_listed_one_below_the_other_split_every_figure():
    text = "Figures on looks over the years\n\n  • 2022\n  • 2023\n\na. How many were made?\nb. How many found nothing?"
    assert {one.breakdowns for one in facets_of(text).values()} == {("year",)}


def test_a_loosely_worded_time_is_a_label_and_no_period_to_answer():
    (one,) = facets_of("1. Which streets did they go to in the week ending 15 September?").values()
    assert "period" in one.asks
    assert one.time.named is None


ASKED_BELOW = "1. How many looks were made?\n2. How many authorisations were granted?"


@each(
    ("heading", "is_time"),
    [
        ("Social media and surveillance, calendar year 2025", True),
        ("FOI request: social media monitoring (financial years 2023/24)", True),
        ("Use of social media in investigations in 2024", True),
        ("Social media monitoring for 2023 to 2025:", True),
        ("The letter sent to you in 2016", False),
        ("The inspection in 2019", False),
        ("Data Protection Act 2018", False),
        ("Investigatory Powers Act 2016", False),
    ],
)
def test_a_heading_above_the_questions_that_ends_with_a_time_governs_them(heading, is_time):
    for text in (f"Dear all,\n\n{heading}\n\n{ASKED_BELOW}", f"{heading}\n{ASKED_BELOW}"):
        assert [one is not None for one in times(text)] == [is_time, is_time]


def test_a_line_of_a_paragraph_that_happens_to_end_with_a_time_is_no_heading():
    told = "The Commissioner looked at how councils use social media in 2016\nand found little to praise."
    assert times(f"Dear all,\n\n{told}\n\n{ASKED_BELOW}") == [None, None]


def splits(text):
    """What each question of a request wants its answer split by, however loosely."""
    found = read_facets(text, questions=split(text).questions, received_on=RECEIVED, years=FinancialYears(4))
    return [[ask for ask in one.asks if ask.startswith("by:")] for one in found.values()]


def test_names_below_a_question_are_what_its_answer_is_split_by():
    lines = "1. How many readers were bought for:\nthe town library\nthe mobile library\nanybody else\n\n2. Is there a policy?"
    assert splits(lines) == [["by:type"], []]
    parts = "1. What did lamps cost last year?\n   1. fixed lamps\n   2. hand lamps\n2. Who made them?"
    assert splits(parts)[0] == ["by:type"]


def test_a_wish_for_each_of_a_kind_is_split_by_it_and_a_wish_for_every_report_is_not():
    assert splits("1. The place of every lamp.\n2. Every report on lamps.") == [["by:lamp"], []]
    assert splits("1. Do you lend lamps to (a) schools? (b) clubs?") == [["by:type"]]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Please show how that number splits between trading standards, housing and planning.", ("service",)),
        ("The same figure arranged by ward.", ("area",)),
        ("On which platforms did they happen, with a count for each?", ("platform",)),
        ("How many were about fraud, how many about noise and how many about waste?", ("type",)),
        ("What did the council pay for software over those years?", ()),
    ],
)
def test_a_split_in_other_words_is_read(text, columns):
    assert breakdowns(text) == columns


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Minutes of the board at which it was settled.", "document"),
        ("The training slides given to staff.", "document"),
        ("Any risk assessment made before it went live.", "document"),
        ("By what test are logs held back?", "explain"),
        ("Please say how officers are taught to look.", "explain"),
        ("The last day of the contract", "date"),
        ("On which days was it run?", "date"),
        ("Particulars of the tools.", "list"),
    ],
)
def test_a_thing_that_is_only_named_is_asked_for(text, kind):
    assert kind in kinds_named(text)
    assert kinds_named("How many minutes does a look take, and how often?") == ()


def test_how_many_of_the_things_that_the_question_above_does_not_name_takes_nothing_from_it():
    found = facets_of(
        "1. How many looks on Facebook?\n2. How many of the authorisations concerned social media?"
    )
    assert found["2"].above == ""
    found = facets_of("1. How many looks on Facebook?\n2. How many of the looks were covert?")
    assert found["2"].above == "How many looks on Facebook?"
