"""The topics of every question of a request, each understood by its parents and by what the request is about (FOIA s.1(1))."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from watchbook.reading.bounded import bounded
from watchbook.reading.short_memory import kept_shortly
from watchbook.reading.split.questions import Question, QuestionTree, above, is_lead_in, tree_of
from watchbook.reading.topics.follow_ons import follows_on
from watchbook.reading.topics.matching import (
    SUGGESTED,
    Match,
    Theme,
    catalogue,
    match,
    speaks_of_social_media,
)
from watchbook.reading.topics.scope import is_in_scope

# For each drone, please state: what stands before the comma says of what, and is not asked for.
_OF_WHAT = bounded(
    r"\s*(?:for|if|where|regarding|concerning|about|as to|in relation to|in respect of|with regard to)\b[^,:]*,\s*",
    re.IGNORECASE,
)


# Of which time and how split: its facets say so, and no topic is of it.
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WHEN = bounded(
    r"(?:,?\s*\b(?:as (?:it|they) stood (?:on|at)|as (?:at|of|on)|in|for|during|over|from|between|since|to|and|of|until|by|per|split by|broken down by|covering)\b)?"
    rf"(?:\s*\b(?:the|each|every|calendar|financial|first|second|third|fourth|last|period)){{0,5}}"
    rf"\s*\b(?:(?:[0-9]{{1,2}}\s+)?{_MONTH}(?:\s+(?:19|20)[0-9]{{2}})?|(?:19|20)[0-9]{{2}}(?:[/–-][0-9]{{2,4}})?|quarters?|months?|years?|same period)\b",
    re.IGNORECASE,
)
_SPLIT = bounded(
    r",?\s*(?:\band\b\s+)?\(?\b(?:(?:split|broken down|break (?:it |them |this )?down)\s+)?by\s+(?:each\s+)?(?:service|department|dept|team|purpose|platform)\b\)?"
    r"|(?:[,;+&]|\band\b)\s*(?:by\s+)?(?:which|what)\s+(?:services|departments|depts|teams|platforms)\b(?=\W*$|\s*[(.?+])",
    re.IGNORECASE,
)

# It asks for a figure of those above, or for the figure above in another split; no other things come in.
_COUNTS_THOSE = bounded(
    r"\bhow (?:many|often)\b|\b(?:break|broken|breaks|split|divide|divided|breakdown|set out|separate)\b",
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
    for number, understood in understand(tree, on_theme=on_theme).items():
        matched = understood.match
        if matched.abstained and is_lead_in(tree.words[number], parts=tree.parts.get(number, [])):
            matched = _led_in(matched)
        found[number] = matched if in_scope else Match(matched.topics, abstained=True)
    return RequestTopics(in_scope=in_scope, topics=found)


class UnderstoodQuestion(NamedTuple):
    """The topics of a question, and the words above it by which it is understood."""

    match: Match
    context: str


def understand(
    tree: QuestionTree, *, on_theme: bool, among: Container[str] | None = None
) -> dict[str, UnderstoodQuestion]:
    """Each question by its stems; one that follows on from the question above by that one too, and by its topic.

    `among` names those to read; the others are taken for nothing.
    """
    found = dict[str, UnderstoodQuestion]()
    before = first = (
        ""  # `first` began what a chain of follow-ups asks about: `how many of them` are its things
    )
    for number, words in tree.words.items():
        if among is not None and number not in among:
            found[number], before, first = UnderstoodQuestion(Match((), abstained=True), ""), "", ""
            continue
        context, parts = tree.context(number), tree.parts.get(number, [])
        matched = match_question(words, parts=parts, context=context, on_theme=on_theme)
        if not before or not follows_on(words):
            first = number
        elif matched.abstained:
            if first not in above(number):
                context = f"{context} {found[first].context} {tree.words[first]}".strip()
            matched = match_question(words, parts=parts, context=context, on_theme=on_theme)
            matched = _followed(words, matched, above=found[before].match)
        found[number] = UnderstoodQuestion(matched, context)
        before = number
    return found


def _followed(words: str, matched: Match, *, above: Match) -> Match:
    """Take the topic of the question above for how often it was so, or for a split of it; who or why may be of another."""
    if above.abstained or not matched.abstained or not _COUNTS_THOSE.search(words):
        return matched
    first = above.topics[0]
    others = tuple(one for one in matched.topics if one.id != first.id)
    return Match((first, *others[: SUGGESTED - 1]), abstained=False)


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


@kept_shortly(1024)
def _matched(text: str, context: str, on_theme: bool) -> Match:
    """Reckoned once: every page of a request's questions asks for those of all of them."""
    found = match(text, context=context, on_theme=on_theme)
    bare = _SPLIT.sub("", _WHEN.sub("", text))
    if not found.abstained or bare == text:
        return found
    again = match(bare, context=context, on_theme=on_theme)
    return max(found, again, key=_nearest) if again.abstained else again


def _nearest(matched: Match) -> float:
    """The score of the best topic, by which two readings of one question are compared: days only dilute its words."""
    return matched.topics[0].score if matched.topics else 0.0


def _led_in(matched: Match) -> Match:
    leads = {topic.id for topic in catalogue() if topic.theme is Theme.PARTS}
    nearest = matched.topics[0].id if matched.topics else ""
    return Match(matched.topics, abstained=nearest not in leads)
