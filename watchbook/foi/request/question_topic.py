"""The topics of a question: one for each request that it joins, by its words or as an officer chose (FOIA s.1(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from watchbook.foi.request.topic_answers import gives, tells
from watchbook.reading.facets.halves import depends
from watchbook.reading.facets.kinds import kinds
from watchbook.reading.facets.subjects import counted
from watchbook.reading.facets.things import things_asked
from watchbook.reading.topics.matching import Match, TopicScore, catalogue
from watchbook.reading.topics.request import match_question

# From which score on the likeliest topic is chosen for the officer to confirm, and how clearly it stands above the next.
# Of the 106 questions in tests/reading/topics/tuning_questions.toml that no topic is taken for, 79 are then chosen
# rightly, 1 wrongly and 26 not at all; without either 94 and 8.
PRESELECTED = 0.4
CLEARLY = 1.2


@dataclass(frozen=True)
class QuestionTopic:
    """One request of a question, and the topic it is taken for (None: none fits).

    `suggestions` are the topics that fit best; `is_confirmed` says that an officer chose, `is_likely` that the topic is
    only the likeliest, for an officer to confirm.
    """

    text: str
    topic: str | None
    score: float
    suggestions: tuple[TopicScore, ...] = ()
    is_confirmed: bool = False
    is_likely: bool = False


def topics_of(
    halves: Sequence[str], *, whole: Match, context: str, on_theme: bool, chosen: Mapping[int, str]
) -> tuple[QuestionTopic, ...]:
    """The topic of each half; `whole` is how the question matched, `chosen` what officers said of its halves."""
    if len(halves) == 1:
        return (_topic(halves[0], whole, chosen=chosen.get(0)),)
    found = [
        match_question(
            half, parts=(), context=f"{context} {halves[0]}" if nth else context, on_theme=on_theme
        )
        for nth, half in enumerate(halves)
    ]
    topics = [
        _topic(half, one, chosen=chosen.get(nth))
        for nth, (half, one) in enumerate(zip(halves, found, strict=True))
    ]
    for nth, one in enumerate(topics):
        if nth and not one.is_confirmed and one.topic is None and depends(one.text):
            topics[nth] = _taken_for(one, topics[nth - 1].topic, score=topics[nth - 1].score)
    _take_the_whole(topics, whole=whole)
    return tuple(topics)


def with_likely(topics: Sequence[QuestionTopic], *, context: str) -> tuple[QuestionTopic, ...]:
    """The same with the likeliest topic for each half that has none and that no officer decided on."""
    return tuple(one if one.topic or one.is_confirmed else _likeliest(one, context=context) for one in topics)


def _likeliest(one: QuestionTopic, *, context: str) -> QuestionTopic:
    """The likeliest topic that gives what is asked, in the kind in which it is asked; none where another is nearly as likely."""
    if not one.suggestions:
        return one
    wanted, asked, things = counted(one.text) or counted(context), kinds(one.text), things_asked(one.text)
    told = [score for score in one.suggestions if tells(score.id, things)]
    fits = (score for score in told if _counts(score.id, wanted) and (things or gives(score.id, asked)))
    best = next(fits, None)
    if best is None or best.score < PRESELECTED:
        return one
    others = [score.score for score in told if score != best]
    if best.score < CLEARLY * max(others, default=0):
        return one
    return replace(one, topic=best.id, score=best.score, is_likely=True)


def _counts(topic: str, wanted: str) -> bool:
    """Whether a topic is not known to count something else."""
    things = _counted_by()[topic]
    return not wanted or not things or wanted in things


@cache
def _counted_by() -> Mapping[str, frozenset[str]]:
    """The things that each topic counts, in the words by which requests ask for it."""
    told = {one.id: (one.title, *one.aliases) for one in catalogue()}
    return {topic: frozenset(map(counted, words)) - {""} for topic, words in told.items()}


def _topic(text: str, matched: Match, *, chosen: str | None) -> QuestionTopic:
    """The topic that the officer chose, else the best that fits well enough, with its score.

    One that names nothing of what the question wants named is not taken: `who made the looks` is no question of how many.
    """
    if not matched.topics and chosen is None:
        return QuestionTopic(text, None, 0.0)
    things = things_asked(text)
    near = tuple(sorted(matched.topics, key=lambda one: not tells(one.id, things)))
    if chosen is not None:
        score = {one.id: one.score for one in near}.get(chosen, 0.0)
        return QuestionTopic(text, chosen or None, score, near, is_confirmed=True)
    if matched.abstained or not tells(matched.topics[0].id, things):
        return QuestionTopic(text, None, 0.0, near)
    return QuestionTopic(text, near[0].id, near[0].score, near)


def _take_the_whole(topics: list[QuestionTopic], *, whole: Match) -> None:
    """The topic of the whole question stands for the half that it fits best, where no half has it by itself."""
    if whole.abstained or whole.topics[0].id in {one.topic for one in topics}:
        return
    best = whole.topics[0]
    fits = [{one.id: one.score for one in half.suggestions}.get(best.id, 0.0) for half in topics]
    nth = fits.index(max(fits))
    if not topics[nth].is_confirmed:
        topics[nth] = _taken_for(topics[nth], best.id, score=best.score)


def _taken_for(one: QuestionTopic, topic: str | None, *, score: float) -> QuestionTopic:
    return QuestionTopic(one.text, topic, score, one.suggestions)
