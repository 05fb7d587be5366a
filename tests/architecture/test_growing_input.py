"""No reader's work grows faster than its input: every entrance for text, on ever longer texts of one unit.

Some units are in every run; all of them, longer, are for `make proof`.
"""

import itertools
import re
import time
from contextlib import suppress
from datetime import date

import pytest

from tests.growing import GrewTooFast, grow
from tests.proof_only import EVERY_ROW
from watchbook.capture.answers import CALL
from watchbook.capture.paging import NEXT_LINK
from watchbook.files.days import UnreadableDay, read_day
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.upload import Refused
from watchbook.investigations.account_address import recognised
from watchbook.listening.cleaning import kept_words
from watchbook.listening.feed_posts import TAG
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.bounded import LONGEST, bounded
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.letter_named import asked_year, names_another_body
from watchbook.reading.personal_words import Asker, personal_words
from watchbook.reading.split.questions import split
from watchbook.reading.text import html, source
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.text.rich_text import as_page
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.topics.request import match_questions

ON = date(2026, 3, 2)
ASKED = split("1. How many looks?\n2. Which tools?\n(a) When?\n(b) Who?\n3. Why?\n").questions
FEW = ("a, ", "1, ", "- ", "the ", "? ", "\n", "12", "a) a?\n")
UNITS = (
    *FEW, "1 and ", "1. ", "1) ", "(a) ", "(a", "a", "A", " ", "\t", "\r\n", " \n", "-", "–", "*", "**", "|", "| ",
    "|a", "\t|", "a|b|\n", ".", "?", "?)", "!", "; ", ": ", ",", ", ", "(", ")", "[", "]", "<", "<a>", "</p>", "<!--",
    "&amp;", "'", "’", '"', "“", "a’", "a'b", "_", "#", "# ", "=", "1", "2019", "2019/", "2019-", "2019/20 ",
    "1 April 2019 to ", "April 2019 and ", "from ", "between ", "and ", "or ", "last ", "last 3 years ", "years ",
    "for each of ", "please ", "Please provide ", "how many ", "How many? ", "whether ", "including ", "copy of ",
    "a copy of the policy and ", "policy, ", "if so ", "if not ", "section 1(a) ", "section 40(1)", "of the Act ",
    "question ", "question 1 ", "questions 1, ", "Q1. ", "Q", "part ", "point 1 - ", "i", "ii) ", "iv. ", "1.1", "1.1. ",
    "1.a ", "1a", "1 a ", "see above ", "as above ", "not held ", "none ", "No. ", "0 ", "0.", "£", "£1,", "1,000",
    "100%", "e.g. ", "Mr. ", "A. ", "Ab ", "a.b", "a@", "a@b", "http://a", "https://a.b", "07700 900", "0 0", "+44 ",
    "other than on ", "not for a ", "of those ", "only for ", "more than once ",
    "SW1A ", "ab-", "a\u0301", "\u200b", "\xa0", "\u2028", "é", "İ", "🙂", "١", "؟", "Dear ", "Yours ", "From: a\n",
    "> ", "> a\n", "a\n\n", "a\n", "a?\n", "- a?\n", "1\n", "1.\n", "Question 1\n", "| 1 | a |\n", "1 | ", "   a", "\x0c",
)  # fmt: skip


def _facets(text):
    read_facets(text, questions=split(text).questions, received_on=ON, years=FinancialYears(4))


def _file(name, before=b""):
    def read(text):
        with suppress(NotARequest):
            source.read(name, before + text.encode(), limit=10**7)

    return read


def _rich_text(text):
    words = b"{\\rtf1 " + text.encode()
    as_page(len(words).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + words)


def _sheet(text):
    with suppress(Refused):
        read_sheet(f"name,note\na,{text}".encode(), name="rows.csv")


def _day(text):
    with suppress(UnreadableDay):
        read_day(text, column="day", readings={})


ENTRANCES = {
    "foi split": split,
    "foi match": lambda text: match_questions(text, questions=split(text).questions),
    "foi answer": _facets,
    "foi check, its answer": lambda text: read_answer(ASKED, text=text),
    "foi check, its request": lambda text: read_answer(split(text).questions, text="1. Yes. 2. None."),
    "a mail": _file("request.eml", b"From: a@b.invalid\nSubject: a\n\n"),
    "a mail's headers": _file("request.eml"),
    "a web page": html.text,
    "the formatted half of Outlook's mail": _rich_text,
    "a letter": lambda text: (asked_year(text), names_another_body(text)),
    "personal words": lambda text: personal_words(
        text, asker=Asker("Ann Other", "1 High Street\nHarrowmere")
    ),
    "looks recognise": recognised,
    "an import": _sheet,
    "a day of an import": _day,
    "a post of a feed": lambda text: TAG.sub(" ", text),
    "a post as it is kept": kept_words,
    "where a page of a list goes on": NEXT_LINK.search,
    "a script around data": lambda text: CALL.fullmatch(text.encode()),
}
MOST = 4_000 if EVERY_ROW else 2_000
STARTS = ("", "1. ") if EVERY_ROW else ("1. ",)


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_twice_the_input_is_about_twice_the_work(entrance, record_property):
    too_fast = list[str]()
    grown = list(itertools.product(STARTS, UNITS if EVERY_ROW else FEW))
    record_property("texts grown", len(grown))
    for before, unit in grown:
        try:
            grow(ENTRANCES[entrance], unit=unit, most=MOST, before=before)
        except GrewTooFast as fault:
            too_fast.append(str(fault))
    assert not too_fast


def test_an_ambiguous_pattern_is_found():
    ambiguous = re.compile(r"(?:a,\s*\s*)+b")
    with pytest.raises(GrewTooFast, match="a, "):
        grow(ambiguous.search, unit="a, ", most=MOST)


def test_work_by_the_square_of_the_length_is_found():
    def compare_all(text):
        return sum(one == other for one in text for other in text)

    with pytest.raises(GrewTooFast):
        grow(compare_all, unit="ab", most=20_000)


def test_steady_work_is_let_through_however_slow():
    def wait_for_each(text):
        until = time.process_time() + len(text) / 20_000
        while time.process_time() < until:
            pass

    grow(wait_for_each, unit="a", most=1_000)


def test_a_run_in_a_pattern_has_an_end_and_a_star_in_a_set_is_a_star():
    assert bounded(r"\s*a\W+?[\s*]\\s*").pattern == rf"\s{{0,{LONGEST}}}a\W{{1,{LONGEST}}}?[\s*]\\s*"
