"""The bank holidays of the three nations, each with its source (Banking and Financial Dealings Act 1971)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from watchbook.law.refusals import Refusal
from watchbook.law.rows import read

_FOLDER = Path(__file__).parent / "bank_holidays"


class BeyondTheTable(Refusal):
    """The day is before or after the days for which bank holidays are known."""


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """A day on which banks are closed in one nation, and who says so."""

    on: date
    nation: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """All bank holidays of one nation that fall on a weekday, from the first known day to the last."""

    nation: str
    first_day: date
    last_day: date
    days: dict[date, BankHoliday]


def bank_holiday(on: date, *, nation: str) -> BankHoliday | None:
    """Say which bank holiday the nation has on that day; a day that is not known is refused."""
    known = table(nation)
    if not known.first_day <= on <= known.last_day:
        raise BeyondTheTable(
            "beyond_the_table",
            {"day": on, "nation": known.nation, "first": known.first_day, "last": known.last_day},
        )
    return known.days.get(on)


@cache
def table(nation: str) -> Table:
    """Read the nation's table: england_and_wales, scotland or northern_ireland."""
    data = read(_FOLDER / f"{nation}.toml")
    holidays = (
        BankHoliday(
            on=date.fromisoformat(on),
            nation=data["nation"],
            title=row["title"],
            source=data["sources"][row["source"]],
        )
        for on, row in data["days"].items()
    )
    return Table(
        nation=data["nation"],
        first_day=data["first_day"],
        last_day=data["last_day"],
        days={holiday.on: holiday for holiday in holidays},
    )
