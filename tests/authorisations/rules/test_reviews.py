"""When reviews are due and when an overdue one bars new looks."""

from datetime import date

import pytest

from watchbook.authorisations.rules.reviews import Reviewed, bars_from, is_overdue, latest_next_review


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
    assert latest_next_review(Reviewed(kind=kind, nation="england", last_on=last, born=born)) == latest


def test_an_overdue_review_bars_new_looks_after_five_working_days():
    assert bars_from(date(2026, 11, 13), nation="england") == date(2026, 11, 23)
    assert bars_from(date(2026, 11, 24), nation="scotland") == date(2026, 12, 3)  # St Andrew's Day between


def test_a_review_is_overdue_on_the_day_after_it_was_due():
    assert not is_overdue(date(2026, 11, 13), today=date(2026, 11, 13))
    assert is_overdue(date(2026, 11, 13), today=date(2026, 11, 14))
