"""The topics of every question of a request, each understood by its parents and by what the request is about (FOIA s.1(1))."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchbook.foi.answer import is_lead_in, is_on_theme, match_asked
from watchbook.reading.questions import Question
from watchbook.reading.scope import is_in_scope
from watchbook.reading.topics import Match, Theme, catalogue


@dataclass(frozen=True)
class Matched:
    """Whether a request is about watching people at all, and the topics of its questions by number."""

    in_scope: bool
    topics: dict[str, Match]


def match_questions(text: str, *, questions: Sequence[Question]) -> Matched:
    """The topics of each question. A lead-in that names no other may be taken for one that leads to parts; out of scope nothing is."""
    in_scope, on_theme = is_in_scope(text, questions=questions), is_on_theme(questions)
    words = {question.number: question.text for question in questions}
    found = {}
    for number, asked in words.items():
        context = " ".join(words[above] for above in _above(number) if above in words)
        parts = [other for other in words if other.startswith(f"{number}.")]
        matched = match_asked(asked, parts=parts, context=context, on_theme=on_theme)
        if matched.abstained and is_lead_in(asked, parts=parts):
            matched = _led_in(matched)
        found[number] = matched if in_scope else Match(matched.topics, abstained=True)
    return Matched(in_scope=in_scope, topics=found)


def _above(number: str) -> list[str]:
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def _led_in(matched: Match) -> Match:
    leads = {topic.id for topic in catalogue() if topic.theme is Theme.PARTS}
    nearest = matched.topics[0].id if matched.topics else ""
    return Match(matched.topics, abstained=nearest not in leads)
