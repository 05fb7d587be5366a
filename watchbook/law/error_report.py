"""By when an error in the use of covert powers is reported to the Commissioner (Code on errors; IPA 2016 s.231)."""

from datetime import date

from watchbook.law.durations import ACTS
from watchbook.law.explanations import Deadline, cited
from watchbook.law.parameters import parameter_entry, whole_number
from watchbook.law.working_days import CALENDARS, days_after


def error_report_due(established: date, *, nation: str) -> Deadline:
    """Say by when it is reported: working days of the authority's nation after the day on which it is established.

    Raises NotInForce before the Code of 2018, and NoHolidays beyond the tables of bank holidays.
    """
    time = parameter_entry(f"{ACTS[nation]}.error_report.working_days", on=established)
    days = days_after(established, number=whole_number(time), calendar=CALENDARS[nation])
    last = days[-1].on
    step = cited("error_reported", time, number=whole_number(time), established=established, last=last)
    return Deadline(on=last, explanation=(step,), days=days)


def error_report_warned(established: date, *, nation: str) -> date:
    """Say from which day it is warned that the time of a report runs out."""
    number = whole_number(parameter_entry(f"{ACTS[nation]}.error_report.warned_working_days", on=established))
    return days_after(established, number=number, calendar=CALENDARS[nation])[-1].on
