"""Labels as numbers: how far two officers agree."""

from watchbook.listening.labels import added, agreement


def test_agreement_is_told_with_what_chance_would_give_taken_out():
    assert agreement([0] * 9) is None
    assert agreement([5, 0, 0, 0, 0, 0, 0, 0, 0]) == (100, 1.0)
    alike, kappa = agreement([25, 0, 25, 0, 0, 0, 25, 0, 25])
    assert (alike, kappa) == (50, 0)
    assert added([1, 2], [3, 4], []) == [4, 6]
