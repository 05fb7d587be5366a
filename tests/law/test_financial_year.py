"""When the authority's financial year begins: from memory, and said to be unverified."""

from datetime import date

import pytest

from watchbook.law.parameters import number, parameter_entry
from watchbook.law.provisions import provision

NAME = "authority.financial_year.first_month"


@pytest.mark.parametrize("on", [date(1900, 1, 1), date(2019, 10, 7), date(2026, 11, 24)])
def test_the_financial_year_begins_in_april(on):
    assert number(NAME, on=on) == 4


def test_it_is_said_to_be_unverified():
    assert not parameter_entry(NAME, on=date(2026, 11, 24)).verified
    assert not provision("authority.financial_year").verified
