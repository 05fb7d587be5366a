"""How long a listening project may run: the authority's own rule, dated like any other."""

from datetime import date

from watchbook.law.parameters import number, parameter_entry
from watchbook.law.provisions import provision

DAY = date(2026, 11, 28)


def test_a_listening_project_runs_for_twelve_months_at_most_until_it_is_approved_anew():
    assert number("authority.listening.longest_months", on=DAY) == 12
    assert not parameter_entry("authority.listening.longest_months", on=DAY).verified
    assert number("authority.listening.terms_read_within_months", on=DAY) == 12
    assert (
        number("authority.listening.fewest_posts", on=DAY),
        number("authority.listening.fewest_authors", on=DAY),
    ) == (30, 10)
    assert "last date" in provision("authority.listening").gloss_in("en")
