"""For how long a signed “none is held” counts: nobody's statute, so the authority's own rule, and said to be unverified."""

from datetime import date

import pytest

from watchbook.law.parameters import NotInForce, number, parameter_entry
from watchbook.law.provisions import provision

NAME = "authority.none_held.counts_for_months"


def test_a_signature_counts_for_twelve_months_until_the_authority_says_otherwise():
    entry = parameter_entry(NAME, on=date(2019, 10, 7))
    assert (entry.value, entry.since, entry.provision) == (12, date(2000, 1, 1), "authority.none_held")
    assert number(NAME, on=date(2026, 3, 2)) == 12
    assert not entry.verified
    assert not provision("authority.none_held").verified


def test_before_the_first_day_of_the_rule_there_is_none():
    with pytest.raises(NotInForce):
        number(NAME, on=date(1999, 12, 31))
