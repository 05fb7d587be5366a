"""The topics of every question of a request, each understood by its parents and by what the request is about (FOIA s.1(1))."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchbook.reading.split.questions import Question, above, is_lead_in, tree_of
from watchbook.reading.topics.matching import Match, Theme, catalogue, match, speaks_of_social_media
from watchbook.reading.topics.scope import is_in_scope

# For each drone, please state: what stands before the comma says of what, and is not asked for.
_OF_WHAT = re.compile(
    r"\s*(?:for|if|where|regarding|concerning|about|as to|in relation to|in respect of|with regard to)\b[^,:]*,\s*",
    re.IGNORECASE,
)


# Of which time and how split: its facets say so, and no topic is of it.
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WHEN = re.compile(
    rf"(?:,?\s*\b(?:in|for|during|over|from|between|since|to|and|of|until|by|per|split by|broken down by|covering)\b)?(?:\s*\b(?:the|each|every"
    rf"|calendar|financial|first|second|third|fourth|last|period))*"
    rf"\s*\b(?:(?:[0-9]{{1,2}}\s+)?{_MONTH}(?:\s+(?:19|20)[0-9]{{2}})?|(?:19|20)[0-9]{{2}}(?:[/–-][0-9]{{2,4}})?|quarters?|months?|years?|same period)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r",?\s*(?:\band\b\s+)?\b(?:(?:split|broken down)\s+)?by\s+(?:each\s+)?(?:service|department|team|purpose|platform)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RequestTopics:
    """Whether a request is about watching people at all, and the topics of its questions by number."""

    in_scope: bool
    topics: dict[str, Match]


def match_questions(text: str, *, questions: Sequence[Question]) -> RequestTopics:
    """The topics of each question. A lead-in that names no other may be taken for one that leads to parts; out of scope nothing is."""
    in_scope, on_theme = is_in_scope(text, questions=questions), is_on_theme(questions)
    tree = tree_of(questions)
    found = {}
    for number, words in tree.words.items():
        parts = tree.parts.get(number, [])
        matched = match_question(words, parts=parts, context=tree.context(number), on_theme=on_theme)
        if matched.abstained and is_lead_in(words, parts=parts):
            matched = _led_in(matched)
        found[number] = matched if in_scope else Match(matched.topics, abstained=True)
    return RequestTopics(in_scope=in_scope, topics=found)


def match_question(text: str, *, parts: Sequence[str], context: str, on_theme: bool) -> Match:
    """The topics of a question; one that leads to its parts is taken only for what it asks for besides them."""
    matched = _matched(text, context, on_theme)
    of_what = _OF_WHAT.match(text) if is_lead_in(text, parts=parts) else None
    if not of_what:
        return matched
    besides = _matched(text[of_what.end() :], f"{context} {of_what[0]}", on_theme)
    return Match(matched.topics, abstained=True) if besides.abstained else besides


def is_on_theme(questions: Sequence[Question]) -> bool:
    """Whether most of a request's questions, their parts apart, speak of social media."""
    whole = [question.text for question in questions if not above(question.number)]
    return 2 * sum(map(speaks_of_social_media, whole)) > len(whole)


@lru_cache(maxsize=1024)
def _matched(text: str, context: str, on_theme: bool) -> Match:
    """Reckoned once: every page of a request's questions asks for those of all of them."""
    found = match(text, context=context, on_theme=on_theme)
    bare = _SPLIT.sub("", _WHEN.sub("", text))
    if not found.abstained or bare == text:
        return found
    again = match(bare, context=context, on_theme=on_theme)
    return found if again.abstained else again


def _led_in(matched: Match) -> Match:
    leads = {topic.id for topic in catalogue() if topic.theme is Theme.PARTS}
    nearest = matched.topics[0].id if matched.topics else ""
    return Match(matched.topics, abstained=nearest not in leads)
