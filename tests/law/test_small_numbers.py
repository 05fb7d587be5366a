"""From which count on a figure tells of nobody: the authority's own rule, dated like any other."""

from datetime import date

from watchbook.law.parameters import number, parameter_entry
from watchbook.law.provisions import provision


def test_a_count_below_five_is_small_until_the_authority_decides_otherwise():
    assert number("authority.small_numbers.below", on=date(2026, 11, 24)) == 5
    assert not parameter_entry("authority.small_numbers.below", on=date(2026, 11, 24)).verified
    assert "recognised" in provision("authority.small_numbers").gloss_in("en")
