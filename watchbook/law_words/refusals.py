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
        _("The rules in Watchbook begin on {since} and do not cover {on}."),
        _("The earliest rule on this point is {source}."),
        _ASK_THEN,
    ),
    "no_longer_in_force": (
        _("The rules in Watchbook end on {until} and do not cover {on}."),
        _("The latest rule on this point is {source}."),
        _ASK_NOW,
    ),
    "beyond_the_table": (
        _(
            "We cannot work out whether {day} is a working day: we do not have the bank holidays in {nation} for that date."
        ),
        _("Our table of bank holidays runs from {first} to {last}, and we do not guess dates outside it."),
        _("Check the date. If it is right, ask the system administrator for a newer table of bank holidays."),
    ),
    "beyond_the_calendar": (
        _("We cannot work out the period that starts on {day}."),
        _("The period goes beyond the dates that we can calculate."),
        _("Check the date."),
    ),
    "not_a_day": (
        _("{text!r} is not a date."),
        _("A date has a year, a month and a day, such as 2026-06-15, and must exist in the calendar."),
        _("Enter the date in this form: 2026-06-15."),
    ),
    "unknown_regime": (
        _("{regime!r} is not an access-to-information regime."),
        _("The regimes are {known}."),
        _("Choose one of these regimes."),
    ),
    "no_such_time": (
        _("There is no rule on this under the {law}: {subject}."),
        _("Watchbook’s rules for that law do not cover this."),
        _(
            "Check which law the request falls under. If it falls under the law named here, ask the authority’s solicitor."
        ),
    ),
    "no_such_length": (
        ngettext_lazy(
            "The time for answering under the {law} cannot be {days} working day.",
            "The time for answering under the {law} cannot be {days} working days.",
            "days",
        ),
        _("The law allows {ordinary} working days. A longer time needs a reason in law."),
        _(
            "Leave the number blank for the ordinary time. If the law allows time for a public-interest test, that time is counted separately."
        ),
    ),
    "clarified_too_early": (
        _("You entered {clarified} as the date on which the clarification arrived."),
        _("That date is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "notice_too_early": (
        _("You entered {notice} as the date of the fees notice."),
        _("That date is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "paid_without_notice": (
        _("You entered {paid} as the date on which a fee was paid."),
        _("The date of the fees notice is missing, and only a notice stops the clock."),
        _("Enter the date of the fees notice too, or remove the date of payment."),
    ),
    "paid_too_early": (
        _("You entered {paid} as the date on which the fee was paid."),
        _("That date is before the fees notice was given, on {notice}."),
        _CORRECT_ONE,
    ),
    "paid_too_late": (
        _("The fee was paid on {paid}."),
        _(
            "The notice was given on {notice}, so the last date for payment was {lapsed_after}. After that date the authority need not answer."
        ),
        _("Ask the requester whether this is a new request. If it is, record a new request."),
    ),
    "fee_awaited": (
        _("The answer has no due date yet."),
        _("A fees notice was given on {notice}, and the clock is stopped until the fee is paid."),
        _(
            "Enter the date of payment once the fee is paid. If it is not paid by {lapses_after}, the authority need not answer."
        ),
    ),
    "identified_too_early": (
        _("You entered {identified} as the date on which the proof of identity arrived."),
        _("That date is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "asked_too_early": (
        _("You entered {asked} as the date on which clarification was asked for."),
        _("That date is before the request was received, on {received}."),
        _CORRECT_ONE,
    ),
    "clarified_before_asked": (
        _("You entered {clarified} as the date on which the clarification arrived."),
        _("That date is before the clarification was asked for, on {asked}."),
        _CORRECT_ONE,
    ),
    "born_too_late": (
        _("You entered {born} as the source’s date of birth."),
        _("That date is after the authorisation takes effect, on {first_day}."),
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
