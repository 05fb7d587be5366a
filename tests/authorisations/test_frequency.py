"""How often a plan lets its subject be looked at."""

from datetime import date, timedelta

import pytest

from watchbook.authorisations.models.overt_plans import Frequency

MONDAY = date(2026, 3, 2)


def days(*numbers):
    return [MONDAY + timedelta(days=one) for one in numbers]


@pytest.mark.parametrize(
    ("frequency", "made", "on", "has_room"),
    [
        (Frequency(1, 7), [], 0, True),
        (Frequency(1, 7), [0], 0, False),
        (Frequency(1, 7), [0], 6, False),
        (Frequency(1, 7), [0], 7, True),
        (Frequency(2, 7), [0], 0, True),
        (Frequency(2, 7), [0, 3], 6, False),
        (Frequency(2, 7), [0, 3], 7, True),
        (Frequency(2, 7), [0, 0], 1, False),
        (Frequency(3, 1), [0, 0], 0, True),
        (Frequency(3, 1), [0, 0, 0], 0, False),
        (Frequency(3, 1), [0, 0, 0], 1, True),
        (Frequency(1, 28), [0], 27, False),
        (Frequency(1, 28), [0], 28, True),
        # one that is recorded afterwards counts beside those that came after it
        (Frequency(1, 7), [7], 1, False),
        (Frequency(1, 7), [7], 0, True),
        (Frequency(2, 7), [6, 10], 3, True),
        (Frequency(2, 7), [6, 8], 3, False),
        (Frequency(2, 7), [0, 6], 3, False),
    ],
)
def test_one_look_more_keeps_to_it(frequency, made, on, has_room):
    assert frequency.has_room(days(*made), on=days(on)[0]) is has_room


def test_the_next_day_is_the_first_with_room():
    assert Frequency(1, 7).next_day(days(0), on=MONDAY) == days(7)[0]
    assert Frequency(2, 7).next_day(days(0, 3), on=days(3)[0]) == days(7)[0]
    assert Frequency(2, 7).next_day(days(3, 3), on=days(3)[0]) == days(10)[0]
    assert Frequency(1, 7).next_day([], on=MONDAY) == MONDAY


def test_it_is_said_in_words():
    said = [str(Frequency(*one)) for one in ((1, 1), (2, 1), (1, 7), (2, 14))]
    assert said == [
        "At most 1 look a day",
        "At most 2 looks a day",
        "At most 1 look in any 7 days",
        "At most 2 looks in any 14 days",
    ]
