"""Does an answer name what a question wants named: which services, what offences, who, which of them? (FOIA s.1(1); docs/explanation/answering.md#facets)."""

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import Finding, Status, Value
from watchbook.foi.checks.answers import Check, CheckedAnswer, is_said, shortened
from watchbook.foi.checks.asked import GIVES, is_nought, splits
from watchbook.foi.checks.asked_limits import title_of, topic_of
from watchbook.foi.checks.asked_whole import halves_told
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import figures
from watchbook.reading.facets.things import (
    asked_population,
    asks_of_the_past,
    names_some,
    speaks_of_population,
    things_asked,
)
from watchbook.web.wording import joined

_NAMED: dict[str, Promise] = {
    "service": gettext_lazy("services"),
    "platform": gettext_lazy("platforms"),
    "crime": gettext_lazy("offences"),
    "purpose": gettext_lazy("purposes"),
    "grade": gettext_lazy("grades or job titles"),
    "person": gettext_lazy("people or posts"),
    "provider": gettext_lazy("companies"),
    "law": gettext_lazy("laws or powers"),
    "court": gettext_lazy("courts"),
    "watched": gettext_lazy("kinds of people"),
    "outcome": gettext_lazy("outcomes"),
}
_EXCUSED = re.compile(
    r"\b(?:cannot|not (?:recorded|held|known)|(?:do|does|did) not (?:hold|record|name))\b", re.IGNORECASE
)


def names_missing(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions of which, who or what kinds, whose answer names none of them: documents, a bare figure, other things."""
    message = _(
        "{number}: the question asks which {things}, but “{answer}” does not name any. Name each of them, or say why you cannot."
    )
    return [
        Check(
            "breakdown_missing",
            (one.number,),
            message.format(number=one.number, things=joined(left), answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (left := [str(_NAMED[thing]) for thing in _unnamed(one)])
    ]


def _unnamed(one: CheckedAnswer) -> list[str]:
    """Things that are asked for and not named; of our own answer to several requests, those of each."""
    is_given = one.outcome in (*GIVES, AnswerOutcome.NIL) and is_said(one) and not one.missing
    if not one.facets or not is_given or _EXCUSED.search(one.answer):
        return []
    asked = things_asked(one.question)
    if one.finding and one.answer == one.finding.answer:
        if told := halves_told(one):
            return [thing for half, value in told for thing in things_asked(half) if _counts(value, thing)]
        return [thing for thing in asked if not _is_told(thing, one=one, finding=one.finding)]
    is_bare = bool(figures(one.answer)) or bool(pattern("points-at-a-copy").search(one.answer))
    is_nil = one.outcome is AnswerOutcome.NIL or is_nought(one.answer)
    if not is_bare or is_nil or len(one.facets.halves) > 1:
        return []
    return [thing for thing in asked if not names_some(thing, answer=one.answer)]


def _counts(value: Value, thing: str) -> bool:
    """Whether a value only counts, and not for each such thing."""
    return value != 0 and _is_a_total(value) and not splits(value, thing, parts=0)


def _is_told(thing: str, *, one: CheckedAnswer, finding: Finding) -> bool:
    """Whether a finding of ours names it: a search by hand does as its officer wrote, a figure where it is split so."""
    topic = topic_of(one)
    is_by_hand = not finding.evidence and finding.status is not Status.EXPLANATION
    if topic is None or is_by_hand or splits(finding.value, thing, parts=0):
        return True
    return thing in topic.tells and (is_nought(one.answer) or not _is_a_total(finding.value))


def _is_a_total(value: Value) -> bool:
    return isinstance(value, int) or (isinstance(value, dict) and "total" in value)


def names_others(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Names of other matters than the question's: the services that looked, where those with authorisations are asked for."""
    message = _(
        "{number}: the question asks about {asked}, but “{answer}” is about something else. Answer the question as asked, or say what the answer is about."
    )
    return [
        Check(
            "subject_differs",
            (one.number,),
            message.format(number=one.number, asked=other, answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (other := _other_matter(one))
    ]


def _other_matter(one: CheckedAnswer) -> str:
    finding = one.finding
    if not finding or one.answer != finding.answer or not one.topic or not things_asked(one.question):
        return ""
    if one.outcome not in (*GIVES, AnswerOutcome.NIL) or (one.facets and len(one.facets.halves) > 1):
        return ""
    if finding.status is Status.EXPLANATION:
        return _("the facts, not about what a policy allows") if asks_of_the_past(one.question) else ""
    wanted = asked_population(one.question)
    return (
        "" if not wanted or speaks_of_population(wanted, answer=f"{one.answer} {title_of(one)}") else wanted
    )
