"""Likely topics of a question: nearer than chance, not near enough to be taken, with the words that led there (FOIA s.1(1))."""

from functools import cache
from typing import NamedTuple

from watchbook.reading.topics.matching import TopicScore, catalogue
from watchbook.reading.topics.vocabulary import spoken, terms

# Of 106 questions that no topic is taken for (tests/reading/topics/tuning_questions.toml) 102 have the right one among
# the best three from this score on, in 190 that are shown; without it the best three are 318.
LIKELY = 0.3
# The first topic is probable if it leads the second by so much. Of the frozen paraphrases 34 of 35 such first topics are
# right, and 7 of 16 others; of the questions on which the lead was chosen 88 of 88, and 12 of 18.
PROBABLE_LEAD = 0.1
SHOWN = 3
WORDS_SHOWN = 4


class LikelyTopic(NamedTuple):
    """A topic that a question may be about, the words of the question that led to it, and whether it is far ahead of the others."""

    id: str
    words: tuple[str, ...]
    is_probable: bool = False


def likely(suggestions: tuple[TopicScore, ...], *, text: str, context: str = "") -> list[LikelyTopic]:
    """The likely topics, best first; words of the question above count where its own lead nowhere."""
    near = [one.id for one in suggestions if one.score >= LIKELY][:SHOWN]
    lead = suggestions[0].score - max((one.score for one in suggestions[1:]), default=0) if suggestions else 0
    return [
        LikelyTopic(
            topic,
            _led(topic, text) or _led(topic, context),
            is_probable=topic == suggestions[0].id and lead >= PROBABLE_LEAD,
        )
        for topic in near
    ]


def _led(topic: str, text: str) -> tuple[str, ...]:
    known = _terms_of()[topic]
    found = {words.casefold(): words for words, meaning in spoken(text) if meaning in known}
    return tuple(found.values())[:WORDS_SHOWN]


@cache
def _terms_of() -> dict[str, frozenset[str]]:
    """Return the words of each topic of the catalogue."""
    return {one.id: terms(" \n ".join((one.title, *one.aliases))) for one in catalogue()}
