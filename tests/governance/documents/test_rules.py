"""What the days, numbers and addresses of documents must satisfy."""

from datetime import date

import pytest

from watchbook.governance.documents.rules import (
    clause_order,
    comes_into_force_on,
    why_no_address,
    why_no_number,
    why_no_review,
    why_not,
    why_not_dated,
)

TODAY = date(2026, 3, 2)
EARLIER, LATER = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("on", "approved_on", "says"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (TODAY, EARLIER, None),
        (LATER, None, "date is in the future"),
        (EARLIER, TODAY, "before the date on which the edition was approved"),
    ],
)
def test_a_step_has_happened_and_not_before_the_approval(on, approved_on, says):
    refusal = why_not(on, today=TODAY, approved_on=approved_on)
    assert refusal is None if says is None else says in refusal


def test_a_document_bears_no_date_to_come():
    assert why_not_dated(None, today=TODAY) is None
    assert why_not_dated(TODAY, today=TODAY) is None
    assert "is in the future" in why_not_dated(LATER, today=TODAY)


def test_the_next_review_comes_after_this_one():
    assert why_no_review(None, on=TODAY) is None
    assert why_no_review(LATER, on=TODAY) is None
    assert "date of the next review is not after the date" in why_no_review(TODAY, on=TODAY)


@pytest.mark.parametrize(
    "address", ["https://council.example/policy", "http://a.b", "HTTPS://Council.Example"]
)
def test_a_whole_web_address_is_taken(address):
    assert why_no_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "council.example",
        "javascript:alert(1)",
        "https://localhost",
        "https://a b.c",
        "ftp://a.b",
        "https://?x.y",
    ],
)
def test_what_is_no_whole_web_address_is_refused(address):
    assert "The web address is not complete" in why_no_address(address)


def test_an_edition_comes_into_force_when_approved_or_later_if_it_says_so():
    assert comes_into_force_on(TODAY, in_use_from=None) == TODAY
    assert comes_into_force_on(TODAY, in_use_from=EARLIER) == TODAY
    assert comes_into_force_on(TODAY, in_use_from=LATER) == LATER


def test_clauses_stand_in_the_order_of_their_numbers():
    shuffled = ["10", "7.1", "B", "7(b)", "2", "7", "A", "7.10", "1", "7(a)", "7.2"]
    assert sorted(shuffled, key=clause_order) == [
        "A", "B", "1", "2", "7", "7(a)", "7(b)", "7.1", "7.2", "7.10", "10",
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["7", "7.1", "4(a)", "A", "12.3.4", "7.", "3-2"])
def test_a_number_as_documents_have_it_is_taken(number):
    assert why_no_number(number) is None


@pytest.mark.parametrize("number", ["", " 7", "7 1", "seven!", "7..1", "=7"])
def test_what_is_no_number_of_a_clause_is_refused(number):
    assert "The number of the clause is not right" in why_no_number(number)
