"""The time of a figure: the period given by name, else what a question's words name (FOIA 2000 s.1(1))."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import Finding, Inquiry, Query, to_be_searched
from watchbook.law.parameters import number
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion, time_of_question
from watchbook.reading.times.unclear import TimeFault, UnclearReason

# What a time can be taken for, where it is read in two ways or in none.
READINGS: dict[TimeFault, Promise] = {
    TimeFault.NO_DAY: gettext_lazy("“{words}” is no day of the calendar."),
    TimeFault.ONE_TIME_OR_TWO: gettext_lazy("“{words}” can be two times or one."),
    TimeFault.WHICH_YEARS: gettext_lazy("“{words}” can be a financial year or calendar years."),
}
WORDS: dict[TimeFault, Promise] = {
    TimeFault.OVERLAP: gettext_lazy(
        "To be searched: the question names times that overlap. Ask which of them is meant."
    ),
    TimeFault.WITH_AND_WITHOUT_DAYS: gettext_lazy(
        "To be searched: the question names a time by its days and another without."
    ),
    TimeFault.NO_BOUNDS: gettext_lazy(
        "To be searched: “{words}” does not say on which days the time begins and ends. Ask, or search by hand."
    ),
    TimeFault.FINANCIAL_AND_OTHER_YEAR: gettext_lazy(
        "To be searched: the question names a financial year and a year that may be either."
    ),
    TimeFault.ENDS_BEFORE_IT_BEGINS: gettext_lazy(
        "To be searched: the time asked about ends ({last}) before it begins ({first})."
    ),
    TimeFault.NO_FINANCIAL_YEAR_ENDS: gettext_lazy("To be searched: no financial year ends on {day}."),
    TimeFault.TO_COME: gettext_lazy(
        "To be searched: the question asks of a time after the day on which it came."
    ),
}


def time_of(inquiry: Inquiry) -> TimeOfQuestion:
    """The period that an inquiry names, else the periods of its words; to the day it is asked for."""
    if inquiry.period is not None:
        return _given(inquiry.period, on=inquiry.on)
    return time_of_question(
        inquiry.text,
        received_on=inquiry.on,
        years=FinancialYears(number("authority.financial_year.first_month", on=inquiry.on)),
        context=inquiry.context,
    )


def in_its_time(answer: Callable[[Inquiry, TimeOfQuestion], Finding]) -> Query:
    """Answer for the time that an inquiry names; where it cannot be told, a person asks or searches."""

    @wraps(answer)
    def answered(inquiry: Inquiry) -> Finding:
        time = time_of(inquiry)
        return unclear_time(time.unclear) if time.unclear else answer(inquiry, time)

    return answered


def unclear_time(unclear: UnclearReason) -> Finding:
    """No figure, since the time cannot be told: a person asks or searches."""
    return to_be_searched(in_words_of(unclear))


def note_of(is_cut_off: bool) -> str:
    """Tell the requester where the time asked about goes on after the day of receipt; "" elsewhere."""
    if not is_cut_off:
        return ""
    return _("The time asked about ends after the day on which the request came; this goes up to that day.")


def in_words_of(unclear: UnclearReason) -> str:
    """Tell the officer why a time cannot be told."""
    if unclear.fault in READINGS:
        why = str(READINGS[unclear.fault]).format(**unclear.values)
        return _("To be searched: {why} Ask, or search by hand.").format(why=why)
    return str(WORDS[unclear.fault]).format(**unclear.values)


def _given(period: Period, *, on: date) -> TimeOfQuestion:
    if period.first_on > on:
        return TimeOfQuestion(TimeKind.TO_COME, unclear=UnclearReason(TimeFault.TO_COME))
    held = Period(period.first_on, min(period.last_on, on))
    return TimeOfQuestion(TimeKind.PERIODS, periods=(held,), is_cut_off=held != period)
