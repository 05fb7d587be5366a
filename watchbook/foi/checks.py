"""Checks before clearance, each naming the questions and the sentence to mend; more come with the FOI core issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.foi.findings import Finding, Status


@dataclass(frozen=True)
class Check:
    """What a check found: its rule, the questions it concerns, what to do, and whether it blocks the letter."""

    rule: str
    questions: tuple[str, ...]
    message: str
    blocks: bool


def checks(findings: Sequence[tuple[str, Finding]]) -> tuple[Check, ...]:
    """Every check that found something, over the questions' numbers and findings."""
    return tuple(check for rule in RULES if (check := rule(findings)))


def no_question(findings: Sequence[tuple[str, Finding]]) -> Check | None:
    """A request in which no question was found still has to be answered in time (FOIA s.1(1), s.8)."""
    if findings:
        return None
    return Check(
        rule="no_question",
        questions=(),
        message=_(
            "No question was found in this text. Its time runs all the same. Read it: if it asks for information, "
            "answer it by hand; if it is not clear what is wanted, ask the requester (s.1(3))."
        ),
        blocks=True,
    )


def to_be_searched(findings: Sequence[tuple[str, Finding]]) -> Check | None:
    """No letter leaves while a question is unanswered: absence from our registers proves nothing."""
    open_ones = tuple(number for number, finding in findings if finding.status is Status.TO_BE_SEARCHED)
    if not open_ones:
        return None
    return Check(
        rule="to_be_searched",
        questions=open_ones,
        message=ngettext(
            "{count} question is still to be searched by a person. The letter cannot be sent before it is answered.",
            "{count} questions are still to be searched by a person. The letter cannot be sent before each is answered.",
            len(open_ones),
        ).format(count=len(open_ones)),
        blocks=True,
    )


RULES = (no_question, to_be_searched)
