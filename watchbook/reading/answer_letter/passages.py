"""The passages of an answer: what stands between two places at which it names a question (FOIA s.1(1))."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from watchbook.reading.answer_letter import letter
from watchbook.reading.answer_letter.claims import Claim
from watchbook.reading.answer_letter.echoes import without_echo
from watchbook.reading.bounded import bounded
from watchbook.reading.split import lines
from watchbook.reading.split.questions import Question

_ROW = bounded(r"\||\t")
_NOTHING = re.compile(r"[\W_]*$")
_ANSWERS_BEGIN = bounded(
    r"\W*(?:(?:our|the|council|authority|force)(?:['’]s)?\s+)*(?:responses?|repl(?:y|ies)|answers?)\b[^.\d]{0,40}(?:\W*$|below|follows)",
    re.IGNORECASE,
)


class AnswerPassage(NamedTuple):
    """What is said to the questions that one place names: its code points in the answer."""

    claim: Claim
    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return self.start >= self.end


def between(text: str, *, claims: Sequence[Claim], questions: Mapping[str, Question]) -> list[AnswerPassage]:
    """The passage of every claim that counts."""
    counted = _after_the_request_repeated(text, claims=claims)
    kept = _kept(_passages(text, claimed=counted, questions=questions))
    return _passages(text, claimed=_joined([*kept]), questions=questions)


def _joined(passages: Sequence[AnswerPassage]) -> list[Claim]:
    """The claims; those of questions repeated one below the other are joined to the next to which something is said.

    One that is left empty among others that are answered stays so: nothing is said to it.
    """
    joined, waiting, answered = list[Claim](), list[Claim](), False
    for passage in passages:
        if passage.is_empty:
            waiting.append(passage.claim)
            continue
        claim = passage.claim
        stems = [one for one in waiting if _leads_to(one, claim=claim)]
        beside = [one for one in waiting if one not in stems]
        if len(beside) > 1 or not answered:
            numbers = (*claim.numbers, *(number for one in beside for number in one.numbers))
            claim, waiting = claim._replace(numbers=tuple(dict.fromkeys(numbers))), stems
        joined += waiting
        joined.append(claim)
        waiting, answered = [], True
    return joined + waiting


def _leads_to(stem: Claim, *, claim: Claim) -> bool:
    """Whether a claim names the stem of a part that another names."""
    return any(below.startswith(f"{above}.") for above in stem.numbers for below in claim.numbers)


def _passages(
    text: str, *, claimed: Sequence[Claim], questions: Mapping[str, Question]
) -> list[AnswerPassage]:
    ends = [*(claim.begins for claim in claimed[1:]), len(text)][: len(claimed)]
    pairs = zip(claimed, ends, strict=True)
    return [_passage(text, claim=one, until=until, questions=questions) for one, until in pairs]


def _after_the_request_repeated(text: str, *, claims: Sequence[Claim]) -> list[Claim]:
    """The claims below a line as `Our response:` where the numbers begin again under it."""
    for line in lines.read(text):
        if not _ANSWERS_BEGIN.match(line.text):
            continue
        above = {number for one in claims if one.begins < line.start for number in one.numbers}
        below = [one for one in claims if one.begins > line.start]
        if above and below and below[0].numbers[0] in above and len(above) > 1:
            return below
    return list(claims)


def _passage(text: str, *, claim: Claim, until: int, questions: Mapping[str, Question]) -> AnswerPassage:
    start = claim.start
    first = questions.get(claim.numbers[0])
    asked = first.text if first is not None and not claim.repeats else ""
    start += without_echo(text[start:until], question=asked)
    start, end = _trimmed(text, start, _end(text, claim=claim, start=start, until=until))
    if _NOTHING.match(text[start:end]):
        return AnswerPassage(claim, start, start)
    return AnswerPassage(claim, start, end)


def _end(text: str, *, claim: Claim, start: int, until: int) -> int:
    """Where a passage ends: at what closes a letter, at a footnote, or with its row in a table."""
    row_ends = text.find("\n", claim.begins, until)
    is_row = bool(_ROW.search(text, claim.begins, row_ends if row_ends >= 0 else until))
    for line in lines.read(text[start:until]):
        at = start + line.start
        if at > start and _ends_at(line.text):
            return at
        if at > start and is_row and not _ROW.search(line.text):
            return at
    return until


def _ends_at(line: str) -> bool:
    """Whether a line ends the passage above it: a closing, a footnote, reasons, or what is said to the rest."""
    if letter.is_no_answer(line) or letter.is_footnote(line):
        return True
    return letter.gives_reasons_below(line) or letter.turns_to_the_rest(line)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in "|" and text[start:end].count("|") == 1)
    ):
        end -= 1
    return start, end


def _kept(passages: Sequence[AnswerPassage]) -> list[AnswerPassage]:
    """The passages whose claim counts: a number said before with an answer is a list inside the next answer."""
    said = set[str]()
    kept = list[AnswerPassage]()
    for passage in passages:
        claim = passage.claim
        again = said.issuperset(claim.numbers)
        if again and (passage.is_empty or not claim.explicit):
            continue
        if again:
            kept = [one for one in kept if one.claim.numbers != claim.numbers]
        if not passage.is_empty:
            said |= set(claim.numbers)
        kept.append(passage)
    return kept
