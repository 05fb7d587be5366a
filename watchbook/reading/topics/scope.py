"""Whether a request is about watching people: what these registers may hold something on (FOIA 2000 s.1(1)).

A request about potholes is no business of the matcher, whatever single word of it an alias has. A word such as RIPA
decides; a word such as drone may be said in passing, so most of the questions must say one, or what stands before them;
the first of them or a third is enough where the others only follow on from it.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from watchbook.reading.bounded import bounded
from watchbook.reading.split.questions import Question
from watchbook.reading.topics.vocabulary import terms

# A question of so few words that it has no subject of its own.
SHORT = 2
_POINTS_BACK = bounded(
    r"\b(?:they|them|their|theirs|it|its|these|those|this|that|such|the same|each|if so)\b", re.IGNORECASE
)


class _Patterns(NamedTuple):
    decides: re.Pattern[str]
    suggests: re.Pattern[str]
    otherwise: re.Pattern[str]
    otherwise_in_ways: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads(files("watchbook.reading.topics").joinpath("scope.toml").read_text(encoding="utf-8"))
    return _Patterns(
        decides=_any_of(data["decides"], whole=data["decides_whole"]),
        suggests=_any_of(data["suggests"]),
        otherwise=_any_of(data["otherwise"], then=r"\w*\W+\w+"),
        otherwise_in_ways=bounded("|".join(data["otherwise_in_ways"]), re.IGNORECASE),
    )


def _any_of(entries: Iterable[str], *, then: str = "", whole: Iterable[str] = ()) -> re.Pattern[str]:
    spaced = [re.escape(entry).replace(r"\ ", r"\s+") for entry in entries]
    spaced += [rf"{re.escape(entry)}(?!\w)" for entry in whole]
    return bounded(rf"(?<!\w)(?:{'|'.join(spaced)})(?:{then})?", re.IGNORECASE)


def is_in_scope(text: str, *, questions: Sequence[Question]) -> bool:
    """Whether a request, cut into its questions, asks about watching people, its means or its rules."""
    before = text[: questions[0].start] if questions else text
    asked = [question.text for question in questions]
    decides = _patterns().decides.search
    if speaks_of_watching(before) or any(decides(_without_other_meanings(part)) for part in asked):
        return True
    whole = [question.text for question in questions if "." not in question.number] or asked
    return bool(whole) and (
        2 * sum(map(speaks_of_watching, whole)) >= len(whole) or _rest_only_follows(whole)
    )


def _rest_only_follows(whole: Sequence[str]) -> bool:
    """Whether the first question, or a third of them, speaks of watching and no other has its own subject."""
    speaking = [one for one in whole if speaks_of_watching(one)]
    if not speaking or not (speaking[0] == whole[0] or 3 * len(speaking) >= len(whole)):
        return False
    subject = frozenset[str]().union(*map(terms, speaking))
    return all(
        _POINTS_BACK.search(one) or len(terms(one)) <= SHORT or terms(one) & subject
        for one in whole
        if one not in speaking
    )


def speaks_of_watching(text: str) -> bool:
    """Whether a text has a word of surveillance, its technology, or social media."""
    said = _without_other_meanings(text)
    return bool(_patterns().decides.search(said) or _patterns().suggests.search(said))


def _without_other_meanings(text: str) -> str:
    """The text less what means something else, and less the word after it: `follow us on Facebook`."""
    return _patterns().otherwise.sub(" ", _patterns().otherwise_in_ways.sub(" ", text))
