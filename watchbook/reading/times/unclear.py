"""Reasons why the time of a question cannot be told: an id and its values, put into words above."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class TimeFault(StrEnum):
    """A reason why a time is open; the first three concern one time as it is written."""

    NO_DAY = "no_day"
    ONE_TIME_OR_TWO = "one_time_or_two"
    WHICH_YEARS = "which_years"
    OVERLAP = "overlap"
    WITH_AND_WITHOUT_DAYS = "with_and_without_days"
    NO_BOUNDS = "no_bounds"
    FINANCIAL_AND_OTHER_YEAR = "financial_and_other_year"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NO_FINANCIAL_YEAR_ENDS = "no_financial_year_ends"
    TO_COME = "to_come"


@dataclass(frozen=True)
class UnclearReason:
    """A reason why a time cannot be told, with the words or days that it concerns."""

    fault: TimeFault
    values: Mapping[str, str | date] = field(default_factory=dict)


class UnclearTime(ValueError):
    """A time that can be understood in two ways, or in none."""

    def __init__(self, fault: TimeFault, **values: str | date) -> None:
        super().__init__(fault, values)
        self.unclear = UnclearReason(fault, values)
