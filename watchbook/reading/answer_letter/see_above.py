"""Answers that point to another: `As above`, `See response to 2A`; and to which question they point."""

import re
from collections.abc import Mapping, Sequence

from watchbook.reading.answer_letter.numbers import LIST, Numbers, named_in
from watchbook.reading.answer_letter.phrases import spelled
from watchbook.reading.answer_letter.wording import LOOKED_AT
from watchbook.reading.bounded import bounded

_POINTS = (
    rf"(?:n/?a\b\W*)?(?:{spelled('points-to')}|as(?=\s+(?:q\w*\W*)?\d))\s*(?:{spelled('of-an-answer')}\s*)*"
)
_NUMBERED = bounded(
    rf"\W*{_POINTS}(?P<list>{LIST})(?:\s*(?:above|below|response|answer|reply))*\W*$", re.IGNORECASE
)
_EARLIER = r"(?:above|previous(?:ly)?|earlier|preceding)"
_ABOVE = bounded(
    rf"\W*(?:{_POINTS}\s*{_EARLIER}(?:\s+(?:response|answer|reply|question|point|stated|comments?|information))*"
    rf"|{_POINTS}(?<=above)|{_POINTS}(?<=\babove\s)\w+|(?:as\s+)?(?:{_EARLIER}|before)|(?:as\s+)?previously\s+stated"
    r"|ditto|same(?:\s+as\s+above)?)\W*$",
    re.IGNORECASE,
)
_BELOW = bounded(rf"\W*(?:{_POINTS}|as\s+)\s*below\W*$", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!;])\s+|\n+")


def pointed_to(text: str, *, numbers: Numbers, own: Sequence[str], before: str | None) -> str | None:
    """The question that a passage points to, or None where it says something itself.

    `own` are the numbers the passage answers, `before` the question answered right above it.
    """
    for sentence in _SENTENCES.split(text[:LOOKED_AT].strip()):
        numbered = _NUMBERED.match(sentence)
        if numbered is not None:
            named = [one for one in named_in(numbered["list"], numbers=numbers) if one not in own]
            return named[0] if named else None
        if _ABOVE.match(sentence):
            return before
    return None


def says_nothing_else(text: str) -> bool:
    """Whether every sentence of a passage only points elsewhere."""
    written = [one for one in _SENTENCES.split(text[:LOOKED_AT].strip()) if one.strip(" \t.")]
    return bool(written) and all(
        _NUMBERED.match(one) or _ABOVE.match(one) or _BELOW.match(one) for one in written
    )


def followed(number: str, *, points: Mapping[str, str | None]) -> str:
    """The question at the end of a chain of references; a ring ends where it began."""
    seen = {number}
    following = points.get(number)
    while following is not None and following not in seen:
        seen.add(following)
        number = following
        following = points.get(number)
    return number
