"""Every sentence of an explanation, in one place, so that it can be said in other languages too."""

from collections.abc import Sequence
from datetime import date

WORKING_DAY = "working day"
DISREGARDED = "working day that is left out: the fee was awaited"
DAY_0 = "day 0: counting starts on the day after"
TO_BE_CONFIRMED = "to be confirmed by the authority’s solicitor"
NO_PAUSE = "The fees notice was given after the time for answering had ended, so it stops nothing."
ADULT = "No day of birth was given, so the source is taken to be an adult."
AGE_MAKES_NO_DIFFERENCE = "A day of birth makes no difference to directed surveillance."
NO_JUDICIAL_APPROVAL = (
    "No judicial approval was needed on that day, so the first day is the day on which the grant took effect."
)
JUDICIAL_APPROVAL = (
    "Nothing takes effect before judicial approval, so the first day is the day of the approving order, "
    "not the day of the authorising officer’s signature."
)
WINDOW_IS_UNCLEAR = (
    "The law does not say whether the day of the first request is one of these days. "
    "It is counted here if it is a working day, which gives the shorter time."
)
ANYWHERE_IN_THE_KINGDOM = (
    "A day counts unless it is a Saturday, a Sunday, Good Friday, Christmas Day, "
    "or a bank holiday in any part of the United Kingdom."
)
FEE_PERIOD_BEGINS = "The day of the notice is taken as the first day of that time."
COMMISSIONER_MAY_WAIVE = "The Commissioner may accept a later complaint."
EXTENSION_IF_COMPLEX = (
    "A complex request may need longer. The rule set holds no limit for that, so ask the solicitor."
)

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PLAIN_TITLES = ("Good Friday", "Christmas Day")


def in_words(day: date) -> str:
    """Write a day as people say it: Tuesday 30 June 2026."""
    return f"{weekday_of(day)} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_of(day: date) -> str:
    """Name the day of the week."""
    return _WEEKDAYS[day.weekday()]


def bank_holidays(closed: Sequence[tuple[str, str]]) -> str:
    """Say which nations are closed and for what; Good Friday and Christmas Day need none (FOIA s.10(6))."""
    titles = list(dict.fromkeys(title for _, title in closed))
    if len(titles) == 1 and titles[0] in _PLAIN_TITLES:
        return titles[0]
    return "bank holiday in " + ", in ".join(
        f"{listed([nation for nation, each in closed if each == title])}: {title}" for title in titles
    )


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does."""
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def received(day: date) -> str:
    """Say from which day the answer is counted (FOIA s.10(1))."""
    return f"The request was received on {in_words(day)}. That is day 0: counting starts on the day after."


def clarified(day: date) -> str:
    """Say that a clarification starts the count again (FOIA s.1(3))."""
    return f"The clarification that was asked for arrived on {in_words(day)}, so that is day 0 now."


def answer_by(number: int, *, last: date) -> str:
    """Say when the answer is due."""
    return f"The answer is due promptly, and no later than working day {number}: {in_words(last)}."


def longer_answer_by(number: int, *, last: date) -> str:
    """Say when the answer is due if the law allows longer (EIR reg 7)."""
    return (
        "If the request is both complex and voluminous, "
        f"the answer is due no later than working day {number}: {in_words(last)}."
    )


def in_one_nation(nation: str) -> str:
    """Say which days count where only one nation's bank holidays matter."""
    return f"A day counts unless it is a Saturday, a Sunday or a bank holiday in {nation}."


def left_out(closed: Sequence[tuple[date, str]]) -> str:
    """Name the weekdays that did not count."""
    return "Weekdays left out: " + "; ".join(f"{in_words(day)}, {reason}" for day, reason in closed) + "."


def fee_awaited(notice: date, *, paid: date, number: int) -> str:
    """Say which working days the law disregards while a fee is awaited (FOIA s.10(2))."""
    days = "1 working day" if number == 1 else f"{number} working days"
    return (
        f"A fees notice was given on {in_words(notice)} and the fee was paid on {in_words(paid)}: "
        f"the {days} from the one to the other, both included, are left out."
    )


def public_interest(number: int, *, last: date) -> str:
    """Say how long the public-interest test may take (FOIA s.10(3))."""
    return (
        "For a qualified exemption the public-interest test may take longer, as long as is reasonable: "
        f"at most until working day {number}, {in_words(last)}."
    )


def refusal_notice(number: int, *, last: date) -> str:
    """Say that the refusal notice does not wait for the public-interest test (FOIA s.17)."""
    return (
        f"The refusal notice, with an estimate of when the test will be decided, is still due by working day "
        f"{number}: {in_words(last)}."
    )


def fee_payable(months: int, *, notice: date, last: date) -> str:
    """Say until when a fee can be paid (FOIA s.9)."""
    return (
        f"The fees notice was given on {in_words(notice)}. The fee can be paid within {months} months, "
        f"until {in_words(last)}; after that the authority need not answer."
    )


def review_requested(number: int, *, answered: date, last: date) -> str:
    """Say until when an internal review can be asked for."""
    return (
        f"The answer was given on {in_words(answered)}. A review can be asked for until working day {number} "
        f"after it: {in_words(last)}."
    )


def review_aimed_at(number: int, *, asked: date, last: date) -> str:
    """Say when the outcome of a review is due."""
    return (
        f"The review was asked for on {in_words(asked)}. "
        f"Its outcome is due by working day {number} after that: {in_words(last)}."
    )


def review_at_most(number: int, *, last: date) -> str:
    """Say how long a review may take at most."""
    return f"No review may take longer than {number} working days: until {in_words(last)}."


def complaint(weeks: int, *, outcome: date, last: date) -> str:
    """Say until when the Commissioner asks for complaints."""
    return (
        f"The outcome of the review was given on {in_words(outcome)}. The Commissioner asks for a complaint "
        f"within {weeks} weeks: until {in_words(last)}."
    )


def window(number: int, *, first: date, last: date) -> str:
    """Say until when similar requests may be added together (SI 2004/3244)."""
    return (
        f"Requests for the same or similar information, by one person or by persons acting together, may be "
        f"added together if they come within {number} working days in a row, "
        f"from {in_words(first)} to {in_words(last)}."
    )


def re_use(number: int, *, received: date, last: date) -> str:
    """Say when a request for re-use must be answered (RoPSI 2015)."""
    return (
        f"The request for re-use was received on {in_words(received)}. "
        f"The answer is due by working day {number} after that: {in_words(last)}."
    )


def error_reported(number: int, *, established: date, last: date) -> str:
    """Say by when an error is reported to the Commissioner."""
    return (
        f"The error was established on {in_words(established)}. It is reported as soon as can be, "
        f"by working day {number} after that at the latest: {in_words(last)}."
    )


def in_force_for(months: int, *, first: date, last: date) -> str:
    """Say when an authorisation ends (RIPA s.43(3))."""
    length = "1 month" if months == 1 else f"{months} months"
    return (
        f"It lasts {length} beginning with {in_words(first)}, that day included, "
        f"and ceases at the end of {in_words(last)}."
    )


def adult_on(day: date, *, born: date, age: int) -> str:
    """Say that the source has come of age."""
    return f"The source, born on {in_words(born)}, is {age} or older on {in_words(day)}: an adult."


def juvenile_on(day: date, *, born: date, age: int) -> str:
    """Say that the source is a juvenile, judged on the day of the grant or renewal."""
    return f"The source, born on {in_words(born)}, is under {age} on {in_words(day)}: a juvenile source."


def line(first: date, *, last: date, why: Sequence[str]) -> str:
    """Say a day and its reasons on one line."""
    return f"{first.isoformat()}: until {last.isoformat()}. {' '.join(why)}"


def with_source(text: str, *, source: str, verified: bool) -> str:
    """Put the provision behind a sentence, and say so if a solicitor has still to confirm it."""
    return f"{text.removesuffix('.')} ({source if verified else f'{source}; {TO_BE_CONFIRMED}'})."
