"""On what an exhibit rests and until when it is kept: every outcome by the rule alone."""

from datetime import date

import pytest

from watchbook.evidence.rules.exhibit import (
    ClassPeriod,
    kept_until,
    last_by_hand,
    why_no_exhibit,
    why_not_kept_until,
)

ON = date(2026, 3, 3)
WORDS = ClassPeriod(None, "")


@pytest.mark.parametrize(
    ("basis", "origin", "may"),
    [
        ("triage", "taken", True),
        ("directed_surveillance", "taken", True),
        ("no_subject", "taken", True),
        ("none", "taken", False),
        ("none", "imported", True),
        ("triage", "imported", True),
    ],
)
def test_it_rests_on_a_basis_save_what_was_made_elsewhere(basis, origin, may):
    assert (why_no_exhibit(basis=basis, origin=origin) is None) is may


@pytest.mark.parametrize(
    ("settled", "until"),
    [
        (ClassPeriod(28, "days"), date(2026, 3, 31)),
        (ClassPeriod(6, "months"), date(2026, 9, 3)),
        (ClassPeriod(3, "years"), date(2029, 3, 3)),
        (ClassPeriod(1200, "years"), date(3226, 3, 3)),
    ],
)
def test_a_number_of_the_schedule_is_counted(settled, until):
    assert why_not_kept_until(settled, None, produced_on=ON) is None
    assert kept_until(settled, None, produced_on=ON) == until
    assert "Leave the date blank" in why_not_kept_until(settled, until, produced_on=ON)


@pytest.mark.parametrize("settled", [None, WORDS])
def test_words_alone_or_no_schedule_want_a_day_within_bounds(settled):
    assert last_by_hand(ON) == date(2032, 3, 3)
    for day in (date(2026, 3, 4), date(2032, 3, 3)):
        assert why_not_kept_until(settled, day, produced_on=ON) is None
        assert kept_until(settled, day, produced_on=ON) == day
    for day, why in (
        (None, "Enter the date"),
        (ON, "for at least a day"),
        (date(1900, 1, 1), "for at least a day"),
        (date(2032, 3, 4), "more than 6 years from today"),
        (date.max, "more than 6 years from today"),
    ):
        assert why in why_not_kept_until(settled, day, produced_on=ON)
