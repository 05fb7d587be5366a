"""Sentences about the request itself: it came in, an answer follows, what the Act lays down (FOIA s.10(1), s.17)."""

import re

from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.bounded import bounded

_SUPPOSES = bounded(
    r"\b(?:if|may|might|should (?:we|it|the|this)|in some cases|where (?:we|it|this|an?|any)|please note)\b",
    re.IGNORECASE,
)
_REVIEW = bounded(r"\b(?:reviews?|complain\w*|appeals?|dissatisfied|unhappy)\b", re.IGNORECASE)

_LINE = re.compile(r"^.+$", re.MULTILINE)


def acknowledges(sentence: str) -> bool:
    """Whether a sentence says that the request came in."""
    return bool(pattern("has-come-in").search(sentence)) and not speaks_of_a_review(sentence)


def answers_later(sentence: str) -> bool:
    """Whether a sentence promises an answer, or says that the request is looked at; a review is another matter."""
    return bool(pattern("answers-later").search(sentence)) and not speaks_of_a_review(sentence)


def supposes(sentence: str) -> bool:
    """Whether a sentence says what would be, or might be: `if`, `may`."""
    return bool(_SUPPOSES.search(sentence))


def explains_the_law(sentence: str) -> bool:
    """Whether a sentence tells what the Act lays down, as notices of refusal do, and decides nothing."""
    return bool(pattern("explains-the-law").search(sentence))


def speaks_of_a_review(sentence: str) -> bool:
    """Whether a sentence is about a review, a complaint or an appeal."""
    return bool(_REVIEW.search(sentence))


def without_reasons(text: str) -> str:
    """A passage without the notice of refusal or the reasons under it."""
    for found in _LINE.finditer(text):
        if text[: found.start()].strip() and pattern("gives-reasons-below").match(found.group()):
            return text[: found.start()]
    return text
