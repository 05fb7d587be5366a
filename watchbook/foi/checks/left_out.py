"""Was a question of the request left out? What an officer reads again before the letter goes (FOIA s.1(1))."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.foi.checks.answers import Check, shortened
from watchbook.reading.split.left_out import numbers_missing, text_that_asks
from watchbook.reading.split.questions import Question, Split
from watchbook.web.wording import joined


def left_out(questions: Sequence[Question], *, cut: Split, text: str) -> list[Check]:
    """Numbers that are missing, and text that may ask where nobody has split the request by hand."""
    if not questions:
        return []
    return [
        *_missing(numbers_missing(cut, text=text, numbers=[one.number for one in questions])),
        *([] if is_by_hand(questions, cut=cut) else _unread(text_that_asks(cut, text=text))),
    ]


def is_by_hand(questions: Sequence[Question], *, cut: Split) -> bool:
    """Whether somebody has split the request since it came."""
    return [one.start for one in questions] != [one.start for one in cut.questions]


def doubted(questions: Sequence[Question], *, cut: Split) -> list[str]:
    """The numbers of the questions of which we are not sure where they begin and end, until somebody has split the request by hand."""
    by_hand = is_by_hand(questions, cut=cut)
    return [] if by_hand else [one.number for one in cut.questions if one.uncertain]


def _missing(numbers: Sequence[str]) -> list[Check]:
    if not numbers:
        return []
    message = _(
        "The request has no question {numbers}, although its numbering continues after that. Read the whole text. If we missed a question, split the request by "
        "hand."
    ).format(numbers=joined(numbers))
    return [Check(rule="number_missing", questions=(), message=message, blocks=False)]


def _unread(texts: Sequence[str]) -> list[Check]:
    if not texts:
        return []
    message = _(
        "We did not read this text as a question, though it may ask something: {texts}. If it asks for information, split the request by hand."
    ).format(texts="; ".join(f"“{shortened(one).rstrip('.')}”" for one in texts))
    return [Check(rule="text_unread", questions=(), message=message, blocks=False)]
