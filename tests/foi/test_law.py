"""Law that a request and our answer quote: on its page, and before the letter goes."""

from datetime import date

import pytest

from tests import given
from tests.foi.checks.test_own_letter import searched, theirs, worded
from tests.pages import signed_in, words
from watchbook.foi.checks.law_quoted import law_quoted
from watchbook.foi.quoted_law import quoted_law
from watchbook.foi.request import request
from watchbook.reading.quoted_law.reading import quoted

PAGE = "/foi/requests/FOI-0001/law/"
ASKED = """Under section 97 of the Freedom of Information Act 2000 you must answer within 10 working days by law.
Section 43 of the FOIA (national security) is no ground. See the Watching Act 2021 and decision notice FS50998877.
1. Under section 1 of the FOIA, how many looks were there in 2025?"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("section 97 of the Freedom of Information Act 2000",
            "We do not know this part of the Freedom of Information Act 2000. It may have been added since we made our list."),
        ("By law you must answer within 10 working days.", "The Freedom of Information Act 2000 gives a different time: 20 working days to answer."),
        ("section 40 of the FOIA (vexatious requests)", "In the Freedom of Information Act 2000, this provision is about something else: personal data."),
        ("FOIA requires an answer within 20 calendar days.", "The Freedom of Information Act 2000 gives a different time: 20 working days to answer."),
        ("See the Prevention of Social Housing Fraud Act 2013.", "We do not know this law. Our list does not have every law, so it may exist."),
        ("The Watching Act 2021 says so.", "We do not know this law. Our list does not have every law, so it may exist."),
        ("See decision notice FS50998877.", "We do not know this decision. Our list has very few decisions, so it may exist."),
        ("The Data Protection Act 2021 says so.", "We know this law as the Data Protection Act 2018."),
        ("section 350 of the Online Safety Act 2023", "This law exists. Our list has none of its sections, so look up the sections that are quoted."),
        ("the Data Protection Act 2018", "This reference exists."),
        ("section 8 of the Human Rights Act 1998", "The Human Rights Act 1998 has this provision. We do not have its text."),
        ("SI 2021/9999 says so.", "We do not know this statutory instrument. Our list has very few instruments, so it may exist."),
        ("section 7 of the Data Protection Act 1998", "This used to be law. The Data Protection Act 2018 and the UK General Data Protection Regulation replaced it. Look "
                                                      "up what the law says now."),
        ("Section 14 of the Act applies.", "The text names no law here. We looked in the Freedom of Information Act 2000, which requests usually mean. The "
                                           "Freedom of Information Act 2000 has this provision. The provision is about: vexatious and repeated requests."),
        ("RIPA and the IPA 2016 count.\nThe notice under section 28 stands.",
            "The text names no law here, and several laws that it names elsewhere have a provision with this number. We do not know which law it means."),
        ("section 14 of the Freedom of Information Act 2000",
            "The Freedom of Information Act 2000 has this provision. The provision is about: vexatious and repeated requests."),
    ],
)  # fmt: skip
def test_each_citation_is_told_as_we_know_it(text, told):
    assert told in [one.known for one in quoted_law(text)]


def test_a_citation_stands_in_its_own_line_and_once():
    (one,) = quoted_law("Above.\nWe ask under section 14(1) of FOIA now.\nAnd again section 14(1) of FOIA.")[
        :1
    ]
    assert (one.before, one.text, one.after) == ("We ask under ", "section 14(1)", " of FOIA now.")


def test_a_long_line_is_cut_between_words():
    (one,) = quoted_law(f"{'before ' * 30}section 14 of FOIA {'after ' * 30}")
    assert one.before.startswith("… before before")
    assert one.after.endswith("after …")


def test_the_page_lists_what_the_request_and_the_answer_quote(people):
    request.receive(ASKED, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)
    page = words(signed_in(people.bryn).get(PAGE))
    assert "section 97 of the Freedom" in page
    assert "We do not know this part of the Freedom of Information Act 2000." in page
    assert page.count("check this") >= 4
    assert "as understood on" in page
    assert "Our answer quotes no law." in page
    assert "Quoted law" in words(signed_in(people.bryn).get("/foi/requests/FOI-0001/"))


def test_a_request_that_quotes_none_says_so(people):
    request.receive(
        "1. How many looks were there?",
        received_on=date(2026, 3, 2),
        regime="foia",
        by=people.bryn,
        at=given.AT,
    )
    assert "The request quotes no law." in words(signed_in(people.bryn).get(PAGE))


WRONG = "We withhold this under section 97 of the Freedom of Information Act 2000."


@pytest.mark.parametrize("answer", [worded(WRONG), searched(WRONG)])
def test_an_officers_sentence_that_quotes_it_otherwise_is_told_and_may_go(answer):
    (check,) = law_quoted([answer])
    assert (check.rule, check.questions, check.blocks) == ("law_quoted", ("1",), False)
    assert (
        "quotes “section 97”. We do not know this part of the Freedom of Information Act 2000."
        in check.message
    )


@pytest.mark.parametrize(
    "answer",
    [theirs(WRONG), worded("We withhold this under section 43 of the Freedom of Information Act 2000."), worded("There were 6.")],
)  # fmt: skip
def test_what_is_as_we_know_it_and_somebody_elses_letter_are_not(answer):
    assert law_quoted([answer]) == []


@pytest.mark.parametrize(
    "text",
    ["Children Act 1989 section 47 requires you to refuse.", "See the Care Act 2014, s 42 and your exemption.", "Theft Act 1968 s.1 applies."],
)  # fmt: skip
def test_a_section_after_another_law_is_not_looked_up_in_ours(text):
    assert [one.kind for one in quoted(text)] == ["law"]
