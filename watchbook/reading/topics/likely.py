"""Likely topics of a question: nearer than chance, not near enough to be taken, with the words that led there (FOIA s.1(1))."""

from functools import cache
from typing import NamedTuple

from watchbook.reading.topics.matching import TopicScore, catalogue
from watchbook.reading.topics.vocabulary import spoken, terms

# Of 106 questions that no topic is taken for (tests/reading/topics/tuning_questions.toml) 102 have the right one among
# the best three from this score on, in 190 that are shown; without it the best three are 318.
LIKELY = 0.3
SHOWN = 3
WORDS_SHOWN = 4


class LikelyTopic(NamedTuple):
    """A topic that a question may be about, and the words of the question that led to it."""

    id: str
    words: tuple[str, ...]


def likely(suggestions: tuple[TopicScore, ...], *, text: str, context: str = "") -> list[LikelyTopic]:
    """The likely topics, best first; words of the question above count where its own lead nowhere."""
    near = [one.id for one in suggestions if one.score >= LIKELY][:SHOWN]
    return [LikelyTopic(topic, _led(topic, text) or _led(topic, context)) for topic in near]


def _led(topic: str, text: str) -> tuple[str, ...]:
    known = _terms_of()[topic]
    found = {words.casefold(): words for words, meaning in spoken(text) if meaning in known}
    return tuple(found.values())[:WORDS_SHOWN]


@cache
def _terms_of() -> dict[str, frozenset[str]]:
    """Return the words of each topic of the catalogue."""
    return {one.id: terms(" \n ".join((one.title, *one.aliases))) for one in catalogue()}
