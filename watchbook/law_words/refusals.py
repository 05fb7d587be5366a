"""The three sentences of each refusal by the law: what happened, why, and what to do next, in the reader's language."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from watchbook.law.refusals import Refusal
from watchbook.law_words.values import in_words


class Words(NamedTuple):
    """The three sentences of every refusal."""

    what: str
    why: str
    next: str


class WordedRefusal(Refusal):
    """A refusal of a part above, which brings its own words."""

    def __init__(self, words: Words) -> None:
        super().__init__("worded", {})
        self.args = (words,)  # of which a copy is made in another process
        self.words = words

    def __str__(self) -> str:
        return " ".join(self.words)


_ASK_THEN = _("Check the date. If it is right, ask the authority’s solicitor which law applied then.")
_ASK_NOW = _("Check the date. If it is right, ask the authority’s solicitor which law applies now.")
_CORRECT_ONE = _("Correct one of the two dates.")

WORDS = {
    "not_yet_in_force": (
        _("The rules in Watchbook begin on {since}; they hold no law for {on}."),
        _("The earliest that they hold on this point is {source}."),
        _ASK_THEN,
    ),
    "no_longer_in_force": (
        _("The rules in Watchbook end on {until}; they hold no law for {on}."),
        _("The latest that they hold on this point is {source}."),
        _ASK_NOW,
    ),
    "beyond_the_table": (
        _(
            "We cannot work out whether {day} is a working day: we do not have the bank holidays in {nation} for that date."
        ),
        _("The table runs from {first} to {last}, and we never guess a date outside it."),
        _("Check the date. If it is right, ask the system administrator for a newer table of bank holidays."),
    ),
    "beyond_the_calendar": (
        _("We cannot work out the period that starts on {day}."),
        _("It is beyond the dates that we can calculate."),
        _("Check the date."),
    ),
    "not_a_day": (
        _("{text!r} is not a date."),
        _("A date has a year, month and day, such as 2026-06-15, and must exist."),
        _("Write the date in that way."),
    ),
    "unknown_regime": (
        _("{regime!r} is not an access-to-information regime."),
        _("The regimes are {known}."),
        _("Choose one of them."),
    ),
    "no_such_time": (
        _("There is no {subject} here under the {law}."),
        _("The rules hold none for that law."),
        _("Check which law the request falls under. If it is right, ask the authority’s solicitor."),
    ),
    "no_such_length": (
        ngettext_lazy(
            "{days} working day is not a time for answering under the {law}.",
            "{days} working days is not a time for answering under the {law}.",
            "days",
        ),
        _("It allows {ordinary} working days. A longer time needs a reason in law."),
        _(
            "Leave the number out for the ordinary time. "
            "Time for a public-interest test has its own clock, where the law allows any."
        ),
    ),
    "clarified_too_early": (
        _("The clarification is said to have arrived on {clarified}."),
        _("That is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "notice_too_early": (
        _("The fees notice is said to have been given on {notice}."),
        _("That is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "paid_without_notice": (
        _("A fee is said to have been paid on {paid}."),
        _("The date of the fees notice is missing, and only a notice stops the clock."),
        _("Enter the date of the fees notice too, or leave out the payment."),
    ),
    "paid_too_early": (
        _("The fee is said to have been paid on {paid}."),
        _("That is before the fees notice was given, on {notice}."),
        _CORRECT_ONE,
    ),
    "paid_too_late": (
        _("The fee was paid on {paid}."),
        _(
            "It could be paid until {lapsed_after}, as the notice was given on {notice}; "
            "after that the authority need not answer."
        ),
        _("Ask the requester whether this is a new request, and record it as one if so."),
    ),
    "fee_awaited": (
        _("The answer has no due date yet."),
        _("A fees notice was given on {notice}, and the clock is stopped until the fee is paid."),
        _(
            "Enter the date of payment once the fee is paid. If it is not paid by {lapses_after}, the authority need not answer."
        ),
    ),
    "identified_too_early": (
        _("The proof of identity is said to have arrived on {identified}."),
        _("That is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "asked_too_early": (
        _("Clarification is said to have been asked for on {asked}."),
        _("That is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "clarified_before_asked": (
        _("The clarification is said to have arrived on {clarified}."),
        _("That is before it was asked for, on {asked}."),
        _CORRECT_ONE,
    ),
    "born_too_late": (
        _("The source is said to have been born on {born}."),
        _("That is after the authorisation takes effect, on {first_day}."),
        _CORRECT_ONE,
    ),
}


def words_of(refusal: Refusal) -> Words:
    """Say a refusal in its three sentences."""
    if isinstance(refusal, WordedRefusal):
        return refusal.words
    values = {name: in_words(value) for name, value in refusal.values.items()}
    return Words(*(part.format(**values) for part in WORDS[refusal.id]))


def refused(refusal: Refusal) -> str:
    """Say a refusal on one line."""
    return " ".join(words_of(refusal))
