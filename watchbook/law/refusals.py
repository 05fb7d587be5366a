"""A refusal by the law: what happened, why, and what to do next, in sentences that a person reads."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from watchbook.law.sentences import in_words, listed

_SUBJECTS = {
    "extension.total_working_days": "longer time for answering",
    "public_interest_extension.total_working_days": "extension for the public-interest test",
    "fees_notice.lapse_months": "fees notice that stops the clock",
    "commissioner.complaint_weeks": "time for complaining to the Commissioner",
    "aggregation.working_days": "window for adding requests together",
}
_SHOWN = 50


class Words(NamedTuple):
    """The three sentences of every refusal."""

    what: str
    why: str
    next: str


class Refusal(Exception):
    """The law, as this rule set holds it, does not answer what was asked."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return " ".join(self.words)


def not_yet_in_force(*, on: date, since: date, source: str) -> Words:
    """Refuse a day before the first value of a parameter."""
    return Words(
        f"The rules in Watchbook begin on {in_words(since)}; they hold no law for {in_words(on)}.",
        f"The earliest that they hold on this point is {source}.",
        "Check the day. If it is right, ask the authority’s solicitor which law applied then.",
    )


def no_longer_in_force(*, on: date, until: date, source: str) -> Words:
    """Refuse a day after the last value of a parameter."""
    return Words(
        f"The rules in Watchbook end on {in_words(until)}; they hold no law for {in_words(on)}.",
        f"The latest that they hold on this point is {source}.",
        "Check the day. If it is right, ask the authority’s solicitor which law applies now.",
    )


def beyond_the_table(day: date, *, nation: str, first: date, last: date) -> Words:
    """Refuse to guess a bank holiday."""
    return Words(
        f"The bank holidays of {nation} are not known for {in_words(day)}.",
        f"The table runs from {in_words(first)} to {in_words(last)}, and a day outside it is never guessed.",
        "Check the day. If it is right, ask the system administrator for a newer table of bank holidays.",
    )


def beyond_the_calendar(day: date) -> Words:
    """Refuse a period that no calendar can hold."""
    return Words(
        f"The period that starts on {in_words(day)} cannot be worked out.",
        "It reaches beyond the days that a calendar here can name.",
        "Check the day.",
    )


def not_a_day(text: str) -> Words:
    """Refuse what is not a day."""
    return Words(
        f"{text[:_SHOWN]!r} is not a day.",
        "A day is written as year, month and day, such as 2026-06-15, and must be in the calendar.",
        "Write the day in that way.",
    )


def unknown_regime(regime: str, *, known: Sequence[str]) -> Words:
    """Refuse a regime that nobody made a law for."""
    return Words(
        f"{regime[:_SHOWN]!r} is not an access-to-information regime.",
        f"The regimes are {listed(known)}.",
        "Choose one of them.",
    )


def no_such_time(subject: str, *, law: str) -> Words:
    """Refuse a time that the regime does not know."""
    return Words(
        f"There is no {_SUBJECTS[subject]} here under the {law}.",
        "The rule set holds none for that law.",
        "Check which law the request falls under. If it is right, ask the authority’s solicitor.",
    )


def no_such_length(days: int, *, law: str, ordinary: int) -> Words:
    """Refuse a number of days that the regime does not allow for an answer."""
    return Words(
        f"{days} working days is not a time for answering under the {law}.",
        f"It allows {ordinary} working days; a longer time only as the law says, and not by choice.",
        "Leave the number out for the ordinary time. "
        "Time for a public-interest test has its own clock, where the law allows any.",
    )


def clarified_too_early(clarified: date, *, received: date) -> Words:
    """Refuse a clarification that came before the request."""
    return Words(
        f"The clarification is said to have arrived on {in_words(clarified)}.",
        f"That is before the request was received, on {in_words(received)}.",
        "Correct one of the two days.",
    )


def notice_too_early(notice: date, *, received: date) -> Words:
    """Refuse a fees notice that was given before the request."""
    return Words(
        f"The fees notice is said to have been given on {in_words(notice)}.",
        f"That is before the request was received, on {in_words(received)}.",
        "Correct one of the two days.",
    )


def paid_without_notice(paid: date) -> Words:
    """Refuse a payment for which nobody asked."""
    return Words(
        f"A fee is said to have been paid on {in_words(paid)}.",
        "No day of a fees notice was given, and only a notice stops the clock.",
        "Give the day of the fees notice too, or leave out the payment.",
    )


def paid_too_early(paid: date, *, notice: date) -> Words:
    """Refuse a payment before its notice."""
    return Words(
        f"The fee is said to have been paid on {in_words(paid)}.",
        f"That is before the fees notice was given, on {in_words(notice)}.",
        "Correct one of the two days.",
    )


def paid_too_late(paid: date, *, notice: date, lapsed_after: date) -> Words:
    """Refuse a payment for a request that had lapsed."""
    return Words(
        f"The fee was paid on {in_words(paid)}.",
        f"It could be paid until {in_words(lapsed_after)}, as the notice was given on {in_words(notice)}; "
        "after that the authority need not answer.",
        "Ask the requester whether this is a new request, and record it as one if so.",
    )


def fee_awaited(notice: date, *, lapses_after: date) -> Words:
    """Refuse to name a last day while the clock stands still."""
    return Words(
        "There is no last day for the answer yet.",
        f"A fees notice was given on {in_words(notice)}, and the clock stands still until the fee is paid.",
        f"Give the day of payment when it comes. If none comes until {in_words(lapses_after)}, "
        "the authority need not answer.",
    )


def born_too_late(born: date, *, first_day: date) -> Words:
    """Refuse a source who was not born yet."""
    return Words(
        f"The source is said to have been born on {in_words(born)}.",
        f"That is after the authorisation takes effect, on {in_words(first_day)}.",
        "Correct one of the two days.",
    )
