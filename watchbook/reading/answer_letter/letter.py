"""What in a letter answers nothing: greetings, references, rights of review, addresses, licences (FOIA 2000 s.17(7))."""

import re

from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import is_rider
from watchbook.reading.bounded import bounded
from watchbook.reading.split import wording

_FOOTNOTE = bounded(
    r"\*{1,3}\s?(?![\s*])\S|(?i:notes?|n\.?b\.?|please note)\b\s*[:.\-–]|(?i:please note)\b|†|\^\w"
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?=\s|$)|[.!?]|$)")
_HANDS_OVER = bounded(
    r"\b(?:see|find|in|is|are|have|has)\b[^.]{0,60}\b(?:attached|enclosed|appended)\b"
    r"|\b(?:attached|enclosed|appended) (?:is|are|spreadsheet|document|table|file)\b",
    re.IGNORECASE,
)
_BULLETED = bounded(r"\*\s+\S")


def opens(line: str) -> bool:
    """Whether a line greets, dates or introduces an answer and answers nothing itself."""
    return bool(pattern("opens-a-letter").match(line))


def closes(line: str) -> bool:
    """Whether a line belongs to what ends a letter: rights of review, addresses, licence, signature."""
    return bool(pattern("closes-a-letter").match(line) or wording.signs_off(line))


def hands_over(line: str) -> int | None:
    """Where the sentence of a line begins that gives the answer as an attachment; None where there is none."""
    for found in _SENTENCE.finditer(line):
        if _HANDS_OVER.search(found.group()):
            return found.end() - len(found.group().lstrip())
    return None


def gives_reasons_below(line: str) -> bool:
    """Whether a line is the heading of a notice of refusal or of the reasons for one."""
    return bool(pattern("gives-reasons-below").match(line))


def turns_to_the_rest(line: str) -> bool:
    """Whether a line goes on to every other question: `As to the rest, …`."""
    return bool(pattern("turns-to-the-rest").match(line))


def is_footnote(line: str) -> bool:
    """Whether a line explains a mark or adds a note to what stands above it."""
    return bool(_FOOTNOTE.match(line)) and not _BULLETED.match(line)


def is_no_answer(line: str) -> bool:
    """Whether a line answers nothing, wherever it stands."""
    return opens(line) or closes(line) or is_rider(line)
