"""Does one question ask for two things, of which the answer may give only one? An officer is warned (FOIA s.1(1))."""

import re
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from watchbook.figures.findings import Status
from watchbook.foi.checks.answers import Check, CheckedAnswer, checks_of_each, is_said
from watchbook.reading.answer_letter.phrases import pattern

_ASIDE = re.compile(r"\([^()]{0,400}\)")
_PIECE = re.compile(r"[^?.;]+(?:[?.;]+(?!\s)[^?.;]+)*[?.;]*")
_WORDS = re.compile(r"[^\W_]+")
SHORTEST = 3  # words of a request: `if so, which` asks no second thing


def asks_two_things(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions that join two requests, answered by one topic: a warning, as the answer may cover both."""
    message = _(
        "{number} asks more than one thing: see that the answer covers each, or cut the question by hand."
    )

    def is_so(one: CheckedAnswer) -> bool:
        """Of our own draft, and of one topic; what a stem says is said by its parts."""
        is_ours = one.status is not None and one.status is not Status.EXPLANATION and bool(one.topic)
        return is_ours and is_said(one) and joins_two_requests(one.question)

    return checks_of_each("asks_two_things", said, when=is_so, message=message, blocks=False)


def joins_two_requests(question: str) -> bool:
    """Whether a question asks for two things; a copy of what it asks about is the same thing, and so is an aside."""
    text = _ASIDE.sub(" ", question).strip()
    asked = [one.strip() for one in _PIECE.findall(text)]
    return (
        any(_is_another(after, before=before) for before, after in pairwise(asked))
        or any(_asks_on(one) for one in asked)
        or bool(pattern("joins-two-attributes").search(text))
    )


def _is_another(after: str, *, before: str) -> bool:
    """Whether what follows a request asks again, and for more than a copy of the same; what only led to it is none."""
    if not before.endswith("?") and not pattern("begins-a-request").match(before):
        return False
    begun = pattern("begins-a-request").match(after)
    if not begun or not _is_long(after[begun.start("request") :]):
        return False
    return not _asks_for_the_same(after, before=before)


def _asks_on(sentence: str) -> bool:
    """Whether one sentence goes on to a second request: `…, and how much did it cost`."""
    return any(
        _is_long(sentence[: joint.start()])
        and _is_long(sentence[joint.start("request") :])
        and not _asks_for_the_same(sentence[joint.start("request") :], before=sentence[: joint.start()])
        for joint in pattern("joins-a-request").finditer(sentence)
    )


def _is_long(request: str) -> bool:
    return len(_WORDS.findall(request)) >= SHORTEST


def _asks_for_the_same(after: str, *, before: str) -> bool:
    """Whether a copy, or the figures by year, of what was just asked about are wanted: `Is there one? If so, send it.`"""
    if pattern("wants-a-breakdown").match(after):
        return True
    return bool(pattern("wants-the-same").match(after)) and not pattern("asks-how-many").search(before)
