"""Labels as numbers: what is taken out of a text, how far two officers agree."""

import pytest

from watchbook.listening.labels import added, agreement, kept_words


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ask @ann@social.example or @bob", "Ask […] or […]"),
        ("mail ann.b@example.org now", "mail […] now"),
        ("see www.example.org/x and https://example.org?a=1", "see […] and […]"),
        ("at CH5 1AB, call +44 7700 900123", "at […], call […]"),
        ("Bin 3 of 12 missed on 4 May 2026", "Bin 3 of 12 missed on 4 May 2026"),
    ],
)
def test_what_names_somebody_or_leads_to_them_is_not_kept(said, kept):
    assert kept_words(said) == kept


def test_agreement_is_told_with_what_chance_would_give_taken_out():
    assert agreement([0] * 9) is None
    assert agreement([5, 0, 0, 0, 0, 0, 0, 0, 0]) == (100, 1.0)
    alike, kappa = agreement([25, 0, 25, 0, 0, 0, 25, 0, 25])
    assert (alike, kappa) == (50, 0)
    assert added([1, 2], [3, 4], []) == [4, 6]
