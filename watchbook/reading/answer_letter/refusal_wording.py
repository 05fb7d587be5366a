"""The wording of refusals and of `not held`, under FOIA, EIR, FOISA and EISR (FOIA 2000 s.1(1), s.17)."""

import re

from watchbook.reading.answer_letter.phrases import pattern

# `Schools hold this data, not the Council`; `Please contact Highways England who hold this`.
_HELD_ELSEWHERE = re.compile(
    r"\b(?:hold|holds|held|keep|keeps) (?:this|that|the|such|these|those)\b[^.;]{0,40}?,? (?:and )?not (?:by )?"
    r"(?:us|we|(?:the|this|our) (?:council|authority|force|trust|department))\b"
    r"|\bcontact [^.;]{2,60}?,? (?:who|which|that|as they|because they) (?:\w+ )?(?:holds?|keeps?|records?) "
    r"(?:this|that|the|it|such|these|those|them)\b",
    re.IGNORECASE,
)


def costs_too_much(text: str) -> bool:
    """Whether a passage refuses for its cost, in which it counts files and hours that nobody asked for."""
    return bool(pattern("costs-too-much").search(text))


def refuses(sentence: str) -> bool:
    """Whether a sentence refuses."""
    return bool(pattern("refuses").search(sentence)) and not says_not_held(sentence, strictly=True)


def says_not_held(sentence: str, *, strictly: bool = False) -> bool:
    """Whether a sentence says that nothing is held; strictly, only where it cites the provision for that."""
    if pattern("cites-not-held").search(sentence):
        return True
    return not strictly and bool(pattern("not-held").search(sentence) or _HELD_ELSEWHERE.search(sentence))


def has_no_such_document(sentence: str, *, question: str) -> bool:
    """Whether a document was asked for and a sentence says there is none."""
    return bool(pattern("wants-a-document").search(question) and pattern("has-no-document").search(sentence))
