"""How an entry says what a status means and where was looked."""

import pytest

from tests.each import each
from watchbook.figures.findings import Status
from watchbook.foi.disclosure_log.how_we_know import PLAIN, told

QUERY = {
    "register": "tools and methods",
    "query": "software/2",
    "terms": "in use",
    "found": 1,
    "searched_on": None,
}
BY_HAND = {**QUERY, "query": None, "found": None}


def how(searched, period=None, *, status="NIL"):
    answer = {"number": "1", "question": "Q", "status": status, "answer": "A\n\nB", "period": period}
    (one,) = told([{**answer, "searched": [searched]}])
    return one.how


@each("status", set(Status) - {Status.TO_BE_SEARCHED})
def test_every_status_that_leaves_is_a_sentence(status):
    assert str(PLAIN[Status(status)]).endswith(".")


def test_a_draft_only_status_has_no_words_for_the_public():
    with pytest.raises(KeyError):
        PLAIN[Status("TO_BE_SEARCHED")]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "We do not publish the number of entries that the query found."),
        (0, "The query found no entries."),
        (1, "The query found 1 entry."),
    ],
)
def test_a_query_says_how_many_entries_it_found(found, said):
    (sentence,) = how({**QUERY, "found": found})
    assert sentence.endswith(f"The query searched for: in use. {said}")
    assert "software/2" not in sentence


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("HELD_SUPPLIED", " The person found information."),
        ("NOT_HELD", " We found no record."),
        ("NOT_APPLICABLE", ""),
    ],
)
def test_a_search_by_hand_says_where_and_whether_anything_was_found_and_no_count(status, said):
    assert how(BY_HAND, status=status) == (
        f"A person searched these places: tools and methods. The search terms were: in use.{said}",
    )


def test_the_period_comes_first():
    assert how(QUERY, {"from": "2025-04-01", "to": "2026-03-31"})[0] == (
        "The answer covers 1 April 2025 to 31 March 2026, including both dates."
    )


def test_an_answers_lines_are_paragraphs():
    (one,) = told(
        [{"number": "1", "question": "", "status": "NIL", "answer": "A\n\nB", "period": None, "searched": []}]
    )
    assert (one.paragraphs, one.how) == (("A", "B"), ())
