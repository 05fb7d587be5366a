"""Every clock of a request, over every day of the tables of holidays, against a day counter that knows nothing but the days."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.proof_only import EVERY_ROW
from watchbook.law import bank_holidays
from watchbook.law.clocks import (
    answer_due,
    internal_review_due,
    internal_review_request_by,
    longer_answer_time,
    public_interest_extension,
)

FOLDER = Path(bank_holidays.__file__).parent / "bank_holidays"
DATA = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
CLOSED = {name: {date.fromisoformat(day) for day in data["days"]} for name, data in DATA.items()}
UK = CLOSED["england_and_wales"] | CLOSED["scotland"] | CLOSED["northern_ireland"]
CLOSED_OF = {"foia": UK, "eir": UK, "foisa": CLOSED["scotland"], "eisr": CLOSED["scotland"]}
FIRST = max(data["first_day"] for data in DATA.values())
LAST = min(data["last_day"] for data in DATA.values()) - timedelta(days=120)
EVERY_DAY = [
    FIRST + timedelta(days=n) for n in range(0, (LAST - FIRST).days, 1 if EVERY_ROW else 5)
]  # 5: every day of the week in turn
REVIEW_SINCE = date(2018, 7, 4)  # FOIA s.45 Code
TARGET = {"foia": 20, "eir": 40, "foisa": 20, "eisr": 20}


def counted(start, number, *, closed, without=()):
    """The naive counter: walk on day by day, and count those on which the offices are open."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in closed and day not in without
    return day


@pytest.mark.parametrize("regime", CLOSED_OF)
def test_the_answer_and_the_longer_time_over_every_day(regime):
    closed = CLOSED_OF[regime]
    for day in EVERY_DAY:
        assert answer_due(day, regime=regime).on == counted(day, 20, closed=closed), day
        if longer := longer_answer_time(regime, on=day):
            assert answer_due(day, regime=regime, days=longer).on == counted(day, 40, closed=closed), day
        elif regime == "foia":
            assert public_interest_extension(day, regime=regime).on == counted(day, 40, closed=closed), day


@pytest.mark.parametrize("regime", CLOSED_OF)
def test_a_clarification_begins_the_time_again_over_every_day(regime):
    for day in EVERY_DAY:
        clarified = day + timedelta(days=9)
        due = answer_due(day, regime=regime, clarified=clarified)
        assert due.on == counted(clarified, 20, closed=CLOSED_OF[regime]), day


@pytest.mark.parametrize("regime", ["foia", "foisa"])
def test_the_days_of_a_fee_do_not_count_over_every_day(regime):
    for day in EVERY_DAY:
        asked, paid = day + timedelta(days=5), day + timedelta(days=19)
        awaited = {asked + timedelta(days=n) for n in range((paid - asked).days + 1)}
        due = answer_due(day, regime=regime, fee_notice=asked, fee_paid=paid)
        assert due.on == counted(day, 20, closed=CLOSED_OF[regime], without=awaited), day


@pytest.mark.parametrize("regime", CLOSED_OF)
def test_the_review_over_every_day(regime):
    closed = CLOSED_OF[regime]
    for day in (day for day in EVERY_DAY if day >= REVIEW_SINCE):
        assert internal_review_request_by(day, regime=regime).on == counted(day, 40, closed=closed), day
        assert internal_review_due(day, regime=regime).target.on == counted(
            day, TARGET[regime], closed=closed
        ), day
