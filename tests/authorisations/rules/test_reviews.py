"""When reviews are due and when an overdue one bars new looks."""

from datetime import date

import pytest

from tests.each import each
from watchbook.authorisations.rules.in_force import ReviewFacts, bars_from, is_overdue, latest_next_review


@pytest.mark.parametrize(
    ("kind", "born", "last", "latest"),
    [
        ("directed_surveillance", None, date(2026, 1, 31), date(2026, 2, 28)),
        ("chis", None, date(2026, 2, 12), date(2026, 3, 12)),
        ("chis", date(2010, 1, 1), date(2026, 2, 12), date(2026, 3, 12)),
        ("chis", date(2000, 1, 1), date(2026, 2, 12), date(2026, 3, 12)),
        (
            "chis",
            date(2005, 1, 1),
            date(2018, 7, 19),
            date(2018, 8, 19),
        ),  # before the Code spoke of juveniles
    ],
)
def test_a_review_is_set_within_a_month(kind, born, last, latest):
    assert latest_next_review(ReviewFacts(kind=kind, nation="england", last_on=last, born=born)) == latest


def test_an_overdue_review_bars_new_looks_after_five_working_days():
    assert bars_from(date(2026, 11, 13), nation="england") == date(2026, 11, 23)
    assert bars_from(date(2026, 11, 24), nation="scotland") == date(2026, 12, 3)  # St Andrew's Day between


@each(
    ("nation", "due_on", "first"),
    [
        ("england", date(2026, 4, 3), date(2026, 4, 14)),  # Good Friday; Easter Monday is none of the five
        ("wales", date(2026, 4, 3), date(2026, 4, 14)),
        ("northern_ireland", date(2026, 4, 3), date(2026, 4, 14)),
        ("scotland", date(2026, 4, 3), date(2026, 4, 13)),  # where Easter Monday is a working day
        ("northern_ireland", date(2026, 7, 10), date(2026, 7, 21)),  # the 12th of July, on Monday the 13th
        ("england", date(2026, 7, 10), date(2026, 7, 20)),
        ("england", date(2026, 12, 24), date(2027, 1, 6)),
        ("scotland", date(2026, 12, 24), date(2027, 1, 7)),  # and the 2nd of January, on Monday the 4th
    ],
)
def test_the_grace_knows_the_bank_holidays_of_each_nation(nation, due_on, first):
    assert bars_from(due_on, nation=nation) == first


def test_a_review_is_overdue_on_the_day_after_it_was_due():
    assert not is_overdue(date(2026, 11, 13), today=date(2026, 11, 13))
    assert is_overdue(date(2026, 11, 13), today=date(2026, 11, 14))
