"""How long before training stops counting those concerned are told: the authority's own choice, dated and unsettled."""

from datetime import date

from watchbook.law.parameters import number, parameter_entry
from watchbook.law.provisions import provision

NAME = "authority.training.announced_months"


def test_the_end_of_training_is_announced_three_months_before_until_the_authority_decides_otherwise():
    entry = parameter_entry(NAME, on=date(2026, 3, 2))
    assert (entry.value, entry.since, entry.provision) == (3, date(2000, 1, 1), "authority.training")
    assert number(NAME, on=date(2019, 10, 7)) == 3
    assert not entry.verified
    assert not provision("authority.training").verified
