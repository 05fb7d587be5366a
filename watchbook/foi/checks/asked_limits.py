"""Does a figure keep to what the question leaves out, or alone wants counted? (FOIA s.1(1); docs/explanation/answering.md#facets)."""

from watchbook.foi.checks.answers import CheckedAnswer
from watchbook.reading.answer_letter.wording import figures
from watchbook.reading.facets.limits import Limit, is_stated, names_it
from watchbook.reading.facets.subjects import counted_noun
from watchbook.reading.topics.matching import Theme, Topic, catalogue
from watchbook.reading.topics.vocabulary import terms


def unkept(one: CheckedAnswer, *, of_a_time: bool) -> list[str]:
    """Return the limits of a question to which its answer does not keep: of the register's figure each that it does not state."""
    asked = one.facets.limits if one.facets else ()
    return [
        limit.words for limit in asked if limit.is_of_a_time is of_a_time and not _is_kept(limit, one=one)
    ]


def _is_kept(limit: Limit, *, one: CheckedAnswer) -> bool:
    """A person's own figure is held to it only where it counts the very thing that is left out."""
    if is_stated(limit, answer=f"{one.answer} {title_of(one)}"):
        return True
    counts_it = limit.excludes and not limit.is_of_a_time and names_it(limit, answer=one.answer)
    return not (is_the_registers(one) or counts_it)


def is_the_registers(one: CheckedAnswer) -> bool:
    """Whether an answer is the register's, or has the same figures in other words."""
    if one.finding is None or not one.finding.evidence:
        return False
    found = one.finding.answer
    return one.answer == found or bool(set(figures(one.answer)) & set(figures(found)))


def counts_the_noun(noun: str, *, one: CheckedAnswer) -> bool:
    """Whether an answer speaks of what a question wants counted, or its topic is asked for by the same noun."""
    topic = topic_of(one)
    nouns = [counted_noun(alias) for alias in topic.aliases] if topic else []
    named = terms(" \n ".join([one.answer, title_of(one), *nouns]))
    return bool((terms(noun) - {Theme.SOCIAL_MEDIA}) & named) or not terms(noun)


def title_of(one: CheckedAnswer) -> str:
    """The title of the topic that answers a question; "" where none does."""
    topic = topic_of(one)
    return topic.title if topic else ""


def topic_of(one: CheckedAnswer) -> Topic | None:
    """The topic of the catalogue that answers a question."""
    return next((topic for topic in catalogue() if topic.id == one.topic), None)
