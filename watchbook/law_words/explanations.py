"""The sentence of each step of an explanation, and why a last day is what it is, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from watchbook.law.explanations import Deadline, ExplanationStep
from watchbook.law.provisions import provision
from watchbook.law_words.values import in_words

TO_BE_CONFIRMED = _("to be confirmed by the authority’s solicitor")

SENTENCES = {
    "received": _("The request was received on {day}. That is day 0: counting starts on the day after."),
    "clarified": _("The requester’s clarification arrived on {day}, and that date is now day 0."),
    "answer_by": _("The answer is due promptly, and no later than working day {number}: {last}."),
    "longer_answer_by": _(
        "If the request is both complex and voluminous, the answer is due no later than working day {number}: {last}."
    ),
    "anywhere_in_the_kingdom": _(
        "A day counts unless it is a Saturday, a Sunday, Good Friday, Christmas Day, "
        "or a bank holiday in any part of the United Kingdom."
    ),
    "in_one_nation": _("A day counts unless it is a Saturday, a Sunday or a bank holiday in {nations}."),
    "left_out": _("Weekdays that do not count: {closed}."),
    "fee_awaited": ngettext_lazy(
        "A fees notice was given on {notice} and the fee was paid on {paid}. The {number} working day in that time, both dates included, does not count.",
        "A fees notice was given on {notice} and the fee was paid on {paid}. The {number} working days in that time, both dates included, do not count.",
        "number",
    ),
    "no_pause": _(
        "The fees notice was given after the time for answering had ended, so it does not stop the clock."
    ),
    "fee_payable": ngettext_lazy(
        "The fees notice was given on {notice}. The fee can be paid within {months} month: by {last}. If it is not paid by then, the authority need not answer.",
        "The fees notice was given on {notice}. The fee can be paid within {months} months: by {last}. If it is not paid by then, the authority need not answer.",
        "months",
    ),
    "fee_period_begins": _("We count the date of the notice as the first day of the time for payment."),
    "public_interest": _(
        "For a qualified exemption the public-interest test may take longer, but only as long as is reasonable, and at most until working day {number}: {last}."
    ),
    "refusal_notice": _(
        "The refusal notice, with an estimate of when the public-interest test will be decided, is still due by working day {number}: {last}."
    ),
    "review_requested": _(
        "The answer was given on {answered}. The requester can ask for a review within {number} working days after that date: by {last}."
    ),
    "review_aimed_at": _(
        "The review was asked for on {asked}. Its outcome is due within {number} working days after that date: by {last}."
    ),
    "review_at_most": _(
        "The review may take no longer than {number} working days: its outcome is due by {last} at the latest."
    ),
    "complaint": ngettext_lazy(
        "The outcome of the review was given on {outcome}. The Commissioner asks for any complaint to be made within {weeks} week: by {last}.",
        "The outcome of the review was given on {outcome}. The Commissioner asks for any complaint to be made within {weeks} weeks: by {last}.",
        "weeks",
    ),
    "commissioner_may_waive": _("The Commissioner may accept a later complaint."),
    "window": _(
        "The costs of answering requests for the same or similar information, by one person or by persons acting together, may be added together if the requests "
        "are received within {number} consecutive working days, from {first} to {last}."
    ),
    "window_is_unclear": _(
        "The law does not say whether the day of the first request is one of these days. We count it if it is a working day, which gives the shorter time."
    ),
    "re_use": _(
        "The request for re-use was received on {received}. The answer is due within {number} working days after that date: by {last}."
    ),
    "extension_if_complex": _(
        "A complex request may need longer. The rules in Watchbook set no limit for complex requests, so ask the solicitor."
    ),
    "error_reported": _(
        "The error was established on {established}. We must report it as soon as reasonably practicable, and at the latest within {number} working days after "
        "that date: by {last}."
    ),
    "right_received": _("The request was received on {day}. The month runs from that day."),
    "identified": _(
        "The proof of identity that we asked for arrived on {day}, so the month runs from that day instead."
    ),
    "clarification_awaited": ngettext_lazy(
        "We asked for clarification and waited for the reply, so {number} day does not count.",
        "We asked for clarification: {number} days do not count, from the day of our question to the day of the reply, including both.",
        "number",
    ),
    "month_ends": ngettext_lazy(
        "The answer is due without undue delay, and within {months} month: by {last}.",
        "The answer is due without undue delay, and within {months} months: by {last}.",
        "months",
    ),
    "months_extended": ngettext_lazy(
        "Because the requests are complex or numerous, we have extended the time limit of {months} month by {further}, to {last}.",
        "Because the requests are complex or numerous, we have extended the time limit of {months} months by {further}, to {last}.",
        "months",
    ),
    "moved_to_a_working_day": _(
        "{end} is not a working day, so the last day is the next working day: {last}."
    ),
    "complaint_acknowledged": _(
        "The complaint was received on {received}. We must acknowledge it within {number} days: by {last}, whether or not that is a working day."
    ),
    "judicial_approval": _(
        "An authorisation takes effect only after judicial approval, so the first day is the day of the "
        "approving order, not the day of the authorising officer’s signature."
    ),
    "no_judicial_approval": _(
        "No judicial approval was needed on that day, so the first day is the day on which the grant took effect."
    ),
    "in_force_for": ngettext_lazy(
        "The authorisation lasts {months} month beginning with {first}, that day included, and ceases at the end of {last}.",
        "The authorisation lasts {months} months beginning with {first}, that day included, and ceases at the end of {last}.",
        "months",
    ),
    "taken_for_an_adult": _("No date of birth was given, so we take the source to be an adult."),
    "age_makes_no_difference": _(
        "The date of birth makes no difference to how long an authorisation of directed surveillance lasts."
    ),
    "adult_on": _("The source, born on {born}, is {age} or older on {day}: an adult."),
    "juvenile_on": _("The source, born on {born}, is under {age} on {day}: a juvenile source."),
}


def sentence(step: ExplanationStep) -> str:
    """Say one step."""
    values = {name: in_words(value) for name, value in step.values.items()}
    return str(SENTENCES[step.id].format(**values))


def sentences(deadline: Deadline) -> list[str]:
    """Say why the last day is that day: each step with its provision, and what a solicitor has still to confirm."""
    return [
        f"{sentence(step).removesuffix('.')} ({cited_in_words(step.provision, *step.besides, verified=step.verified)})."
        for step in deadline.explanation
    ]


def cited_in_words(*provision_ids: str, verified: bool) -> str:
    """Name a provision, or several that say the same, and say so if a solicitor has still to confirm it."""
    title = _(" and ").join(provision(one).title for one in provision_ids)
    return title if verified else f"{title}; {TO_BE_CONFIRMED}"
