"""What the days of an earlier record mean, and which cannot be the days of one authorisation."""

from dataclasses import replace
from datetime import date

from tests.each import each
from watchbook.authorisations.rules.earlier import EarlierDays, stood, why_not_earlier

D = date
GRANTED = EarlierDays(
    kind="directed_surveillance",
    nation="england",
    is_granted=True,
    today=D(2026, 3, 2),
    decided_on=D(2019, 5, 2),
    court_outcome="approved",
    court_on=D(2019, 5, 7),
    cancelled_on=D(2019, 7, 30),
)
BEFORE_COURTS = replace(
    GRANTED, decided_on=D(2011, 11, 30), court_on=None, court_outcome="", cancelled_on=None
)
REFUSED = replace(GRANTED, is_granted=False, court_on=None, court_outcome="", cancelled_on=None)


@each(
    ("days", "state", "first_on", "ends_on"),
    [
        (GRANTED, "cancelled", D(2019, 5, 7), D(2019, 8, 6)),
        (replace(GRANTED, cancelled_on=None), "effective", D(2019, 5, 7), D(2019, 8, 6)),
        (replace(GRANTED, renewed_on=(D(2019, 7, 1),)), "cancelled", D(2019, 5, 7), D(2019, 11, 6)),
        (replace(GRANTED, last_on=D(2019, 8, 1)), "cancelled", D(2019, 5, 7), D(2019, 8, 1)),
        (replace(GRANTED, effective_on=D(2019, 5, 7)), "cancelled", D(2019, 5, 7), D(2019, 8, 6)),
        (BEFORE_COURTS, "effective", D(2011, 11, 30), D(2012, 2, 29)),
        (
            replace(BEFORE_COURTS, decided_on=D(2008, 1, 31), nation="scotland"),
            "effective",
            D(2008, 1, 31),
            D(2008, 4, 30),
        ),
        (REFUSED, "refused", None, None),
        (replace(GRANTED, court_outcome="refused", cancelled_on=None), "court_refused", None, None),
        (replace(GRANTED, court_outcome="quashed", cancelled_on=None), "quashed", None, None),
        (replace(GRANTED, court_on=None, court_outcome="", cancelled_on=None), "granted", None, None),
        (replace(GRANTED, court_on=None, court_outcome=""), "cancelled", None, None),
        (
            replace(BEFORE_COURTS, kind="non_ripa", decided_on=D(2019, 1, 31)),
            "effective",
            D(2019, 1, 31),
            D(2019, 4, 30),
        ),
        (
            replace(GRANTED, kind="chis", is_juvenile=False, cancelled_on=D(2019, 8, 1)),
            "cancelled",
            D(2019, 5, 7),
            D(2020, 5, 6),
        ),
    ],
)
def test_where_it_stood_and_from_when_to_when(days, state, first_on, ends_on):
    assert why_not_earlier(days) is None
    told = stood(days)
    assert (told.state, told.first_on) == (state, first_on)
    assert told.ends_on == ends_on


def test_a_court_was_asked_since_november_2012():
    assert stood(GRANTED).needs_court
    assert not stood(BEFORE_COURTS).needs_court
    assert not stood(replace(BEFORE_COURTS, decided_on=D(1999, 1, 4), last_on=D(1999, 4, 3))).needs_court


@each(
    ("days", "why"),
    [
        (replace(GRANTED, cancelled_on=D(2026, 3, 3)), "in the future"),
        (replace(GRANTED, reviewed_on=(D(2027, 1, 1),)), "in the future"),
        (replace(REFUSED, cancelled_on=D(2019, 6, 1)), "officer refused the application"),
        (
            replace(REFUSED, court_outcome="refused", court_on=D(2019, 6, 1)),
            "officer refused the application",
        ),
        (replace(GRANTED, court_on=None), "but not both"),
        (replace(GRANTED, court_outcome=""), "but not both"),
        (
            replace(BEFORE_COURTS, court_outcome="approved", court_on=D(2011, 12, 1)),
            "did not need a court’s approval",
        ),
        (replace(GRANTED, nation="scotland"), "did not need a court’s approval"),
        (
            replace(GRANTED, court_outcome="refused", effective_on=D(2019, 5, 8)),
            "cannot give a date in force",
        ),
        (
            replace(GRANTED, court_on=None, court_outcome="", effective_on=D(2019, 5, 8)),
            "needed the approval",
        ),
        (replace(GRANTED, effective_on=D(2019, 5, 2)), "only on the date"),
        (replace(GRANTED, court_on=D(2019, 5, 1)), "are in the wrong order"),
        (replace(GRANTED, cancelled_on=D(2019, 5, 6)), "are in the wrong order"),
        (
            replace(GRANTED, reviewed_on=(D(2019, 5, 6),)),
            "before the date on which the authorisation came into force",
        ),
        (
            replace(GRANTED, last_on=D(2019, 5, 6)),
            "before the date on which the authorisation came into force",
        ),
        (replace(GRANTED, kind="chis"), "depends on the source’s age"),
        (replace(GRANTED, kind="chis", is_juvenile=True), "depends on the source’s age"),
        (replace(BEFORE_COURTS, decided_on=D(1999, 1, 4)), "Watchbook does not know the statutory period"),
    ],
)
def test_days_that_cannot_be_say_why(days, why):
    assert why in why_not_earlier(days)
