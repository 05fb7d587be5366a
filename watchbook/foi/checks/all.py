"""Checks before clearance, each naming the questions and the sentence to mend (docs/explanation/answering.md#checks, FOIA s.1(1), s.10)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.findings import Finding, Status
from watchbook.figures.sentences import in_words
from watchbook.foi.checks.agreement import conditional, contradiction
from watchbook.foi.checks.answers import Check, CheckedAnswer, PublishedAnswer, said_by_us
from watchbook.foi.checks.asked import breakdown_missing, period_differs
from watchbook.foi.checks.asked_kind import kind_missing
from watchbook.foi.checks.asked_names import names_missing, names_others
from watchbook.foi.checks.asked_whole import document_missing, half_unanswered, subject_differs
from watchbook.foi.checks.figures import (
    figure_differs,
    nil_without_statement,
    searched_figure_differs,
    small_number,
    sum_differs,
)
from watchbook.foi.checks.law_quoted import law_quoted
from watchbook.foi.checks.manner import asks_two_things, joint, missing, policy_referral, see_above
from watchbook.foi.checks.narrowed import narrowed
from watchbook.foi.checks.own_letter import (
    contradicts_the_register,
    held_in_register,
    no_answer,
    nothing_enclosed,
    refusal_in_words,
    status_differs,
)
from watchbook.foi.checks.sources import few_sources
from watchbook.foi.checks.without_authority import counts_without_authority


def checks(findings: Sequence[tuple[str, Finding]]) -> tuple[Check, ...]:
    """What keeps a draft from being a letter at all: nothing asked, or something still to be searched."""
    said = [said_by_us(number, question="", finding=finding) for number, finding in findings]
    return (*no_question(said), *to_be_searched(said))


def checks_of(
    said: Sequence[CheckedAnswer],
    *,
    due_on: date | None = None,
    today: date | None = None,
    earlier: Sequence[PublishedAnswer] = (),
) -> tuple[Check, ...]:
    """Every check that found something, over somebody's answer or our own draft; `today` also dates the rules."""
    return (
        *no_question(said),
        *to_be_searched(said),
        *missing(said),
        *policy_referral(said),
        *joint(said),
        *conditional(said),
        *contradiction(said),
        *see_above(said),
        *no_answer(said),
        *nothing_enclosed(said),
        *refusal_in_words(said),
        *contradicts_the_register(said),
        *held_in_register(said),
        *status_differs(said),
        *asks_two_things(said),
        *asked_and_said(said, on=today or date.max),
        *narrowed(said),
        *figure_differs(said, earlier=earlier),
        *searched_figure_differs(said),
        *sum_differs(said),
        *nil_without_statement(said),
        *small_number(said, on=today or date.max),
        *law_quoted(said),
        *late(due_on=due_on, today=today),
    )


def asked_and_said(said: Sequence[CheckedAnswer], *, on: date) -> tuple[Check, ...]:
    """Whether each answer is of the time, the split, the halves, the documents and the people asked about; `on` dates the rules."""
    return (
        *period_differs(said),
        *breakdown_missing(said),
        *half_unanswered(said),
        *kind_missing(said),
        *document_missing(said),
        *subject_differs(said),
        *counts_without_authority(said),
        *names_missing(said),
        *names_others(said),
        *few_sources(said, on=on),
    )


def no_question(said: Sequence[CheckedAnswer]) -> list[Check]:
    """A request in which no question was found still has to be answered in time (FOIA s.1(1), s.8)."""
    if said:
        return []
    message = _(
        "We found no question in this text, but the time limit for answering is running. Read the text. If it asks for information, write the answer yourself. If "
        "the request is not clear, ask the requester to explain it (s.1(3))."
    )
    return [Check(rule="no_question", questions=(), message=message, blocks=True)]


def to_be_searched(said: Sequence[CheckedAnswer]) -> list[Check]:
    """No letter leaves while a question is unanswered: absence from our registers proves nothing."""
    open_ones = tuple(one.number for one in said if one.status is Status.TO_BE_SEARCHED)
    if not open_ones:
        return []
    message = ngettext(
        "You must still search for the answer to {count} question. You cannot send the letter before you answer it.",
        "You must still search for the answers to {count} questions. You cannot send the letter before you answer each of them.",
        len(open_ones),
    ).format(count=len(open_ones))
    return [Check(rule="to_be_searched", questions=open_ones, message=message, blocks=True)]


def late(*, due_on: date | None, today: date | None) -> list[Check]:
    """The day by which an answer is due has passed (FOIA s.10(1)); it is still to be sent."""
    if due_on is None or today is None or today <= due_on:
        return []
    message = _(
        "The answer was due on {day}. You must still answer. Send it now: the letter says that it is late. "
        "Once nothing blocks the letter, its page has a box for the reason."
    ).format(day=in_words(due_on))
    return [Check(rule="late", questions=(), message=message, blocks=False)]
