"""Is the answer of the kind asked for: a sum of money, a number, a share, a day? (FOIA s.1(1); docs/explanation/answering.md#facets)."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import Status
from watchbook.foi.checks.answers import Check, CheckedAnswer, gives, shortened
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import denies, figures, sentences
from watchbook.reading.bounded import bounded
from watchbook.reading.facets.days import days_left
from watchbook.reading.facets.kinds import MONTH, asks_how_long, wants_a_day, wants_money

DAYS = {
    "effect": gettext_lazy("the start date"),
    "end": gettext_lazy("the end date"),
}
MONEY = re.compile(
    r"[£€$]\s?[0-9]|\b[0-9][0-9,.]* ?(?:pounds|pence|euros)\b|\b(?:free|nothing was paid|no cost|no money)\b",
    re.IGNORECASE,
)
DATE = bounded(
    rf"\b(?:19|20)[0-9]{{2}}\b|\b[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2}}|\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}|in {MONTH})\b",
    re.IGNORECASE,
)
# The time that a draft says its figure is of.
_OF_THE_FIGURE = re.compile(r"\W*(?:this (?:answer )?is (?:for|as)|you ask(?:ed)? about)\b", re.IGNORECASE)
_SHARE = bounded(
    r"%|\bper ?cent\b|\b(?:out of|average|mean|half|third|quarter|ratio|all|every|most|each)\b|\bin (?:every )?(?:[0-9]+|two|three|four|five|ten)\b"
    r"|\b[0-9]+ of (?:the |these |those |them\b|[0-9])",
    re.IGNORECASE,
)


def kind_missing(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions of how much money, how many, what share or what day, whose answer gives neither that nor a nil."""
    message = _(
        "{number}: the question asks for {asked}, which “{answer}” does not give. Give the information, or say that you do not hold it."
    )
    return [
        Check(
            "kind_missing",
            (one.number,),
            message.format(number=one.number, asked=asked, answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (asked := _left_kind(one))
    ]


def _left_kind(one: CheckedAnswer) -> str:
    """The figure or day that an answer owes; an explanation out of a policy owes it too, a copy that goes with it does not."""
    is_given = gives(one) or one.status is Status.EXPLANATION
    if not one.facets or not is_given:
        return ""
    if "count" not in one.facets.kinds and (left := days_left(one.question, answer=one.answer)):
        return str(DAYS[left[0]])
    if len(one.facets.halves) > 1:
        return ""
    if any(map(denies, sentences(one.answer))) or _has_a_copy(one):
        return ""
    return _left_figure(one.question, one.facets.kinds, answer=one.answer)


def _left_figure(question: str, asked: Sequence[str], *, answer: str) -> str:
    if wants_money(question):
        return "" if MONEY.search(answer) else _("a sum of money")
    if "rate" in asked:
        return "" if _SHARE.search(answer) else _("a share or an average")
    if "count" in asked and not figures(answer):
        return "" if asks_how_long(question) else _("a number")
    own = (one for one in sentences(answer) if not _OF_THE_FIGURE.match(one))
    return _("a date") if wants_a_day(question) and not any(map(DATE.search, own)) else ""


def _has_a_copy(one: CheckedAnswer) -> bool:
    """Whether the figure may stand in a file that goes with the answer."""
    if one.finding is not None:
        return bool(one.finding.enclosures)
    return bool(pattern("points-at-a-copy").search(one.answer))
