"""The topics of a question: one for each request that it joins, by its words or as an officer chose (FOIA s.1(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from watchbook.reading.facets.halves import depends
from watchbook.reading.topics.likely import likely
from watchbook.reading.topics.matching import Match, TopicScore
from watchbook.reading.topics.request import match_question


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


def with_likely(topics: Sequence[QuestionTopic]) -> tuple[QuestionTopic, ...]:
    """The same with the likeliest topic for each half that has none and that no officer decided on."""
    return tuple(map(_likeliest, topics))


def _likeliest(one: QuestionTopic) -> QuestionTopic:
    near = likely(one.suggestions, text=one.text)
    if one.topic or one.is_confirmed or not near:
        return one
    return replace(one, topic=near[0].id, score=one.suggestions[0].score, is_likely=True)


def _topic(text: str, matched: Match, *, chosen: str | None) -> QuestionTopic:
    """The topic that the officer chose, else the best that fits well enough, with its score."""
    if chosen is not None:
        score = {one.id: one.score for one in matched.topics}.get(chosen, 0.0)
        return QuestionTopic(text, chosen or None, score, matched.topics, is_confirmed=True)
    if matched.abstained:
        return QuestionTopic(text, None, 0.0, matched.topics)
    return QuestionTopic(text, matched.topics[0].id, matched.topics[0].score, matched.topics)


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
