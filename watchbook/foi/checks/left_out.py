"""Was a question of the request left out? What an officer reads again before the letter goes (FOIA s.1(1))."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.sentences import joined
from watchbook.foi.checks.answers import Check, shortened
from watchbook.reading.split.left_out import numbers_missing, text_that_asks
from watchbook.reading.split.questions import Question, Split


def left_out(questions: Sequence[Question], *, cut: Split, text: str) -> list[Check]:
    """Numbers that are missing, and of a cut that nobody made by hand, text that may ask and places in doubt."""
    if not questions:
        return []
    by_hand = [one.start for one in questions] != [one.start for one in cut.questions]
    return [
        *_missing(numbers_missing(cut, text=text, numbers=[one.number for one in questions])),
        *([] if by_hand else _unread(text_that_asks(cut, text=text))),
        *([] if by_hand else _doubted([one.number for one in cut.questions if one.uncertain])),
    ]


def _missing(numbers: Sequence[str]) -> list[Check]:
    if not numbers:
        return []
    message = _(
        "The request has no question {numbers}, though it has a later number. Read the whole text. If we missed a question, split the request by hand."
    ).format(numbers=joined(numbers))
    return [Check(rule="number_missing", questions=(), message=message, blocks=False)]


def _unread(texts: Sequence[str]) -> list[Check]:
    if not texts:
        return []
    message = _(
        "We did not read this text as a question, though it may ask something: {texts}. If it asks for information, split the request by hand."
    ).format(texts="; ".join(f"“{shortened(one)}”" for one in texts))
    return [Check(rule="text_unread", questions=(), message=message, blocks=False)]


def _doubted(numbers: Sequence[str]) -> list[Check]:
    if not numbers:
        return []
    message = _(
        "We are not sure where these questions begin and end. Compare them with the whole text, and split the request by hand if one is wrong."
    )
    return [Check(rule="cut_doubtful", questions=tuple(numbers), message=message, blocks=False)]
