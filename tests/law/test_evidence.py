"""How what was captured is put before a court: held as data, from memory, and said not to be verified."""

from datetime import date

from watchbook.law.parameters import parameter_entry
from watchbook.law.provisions import provision


def test_the_forms_of_a_statement_are_known_and_not_verified_yet():
    for name in ("cja1967.s9", "cpr.32", "scotland.evidence", "northern_ireland.evidence"):
        assert not provision(name).verified
        assert "from memory" in provision(name).edition


def test_how_far_a_day_may_be_entered_by_hand_is_a_proposal():
    found = parameter_entry("authority.exhibit.by_hand_at_most_years", on=date(2026, 11, 27))
    assert (found.value, found.verified) == (6, False)
