"""Openly, covertly or neither, and what earlier rules called open."""

from watchbook.figures.manner import neither, openly
from watchbook.looks.models import Manner

BY = {Manner.OPEN: 3, Manner.OVERT: 5, Manner.COVERT: 1, Manner.UNANNOUNCED: 1}


def test_openly_counts_what_was_made_open_now_and_by_earlier_rules():
    assert openly(BY) == {"overt": 8, "covert": 1, "unannounced": 1}
    assert openly({Manner.OVERT: 2}) == {"overt": 2, "covert": 0}


def test_earlier_rules_are_told_apart_and_an_earlier_log_is_not_among_them():
    said = " ".join(neither(BY, imported=2))
    assert "1 look was neither announced" in said
    assert "3 looks count as open under our earlier rules" in said
    assert neither({Manner.OPEN: 3, Manner.OVERT: 2}, imported=2) == []
