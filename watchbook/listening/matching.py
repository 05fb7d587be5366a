"""Find the topics of a project that a text is about: whole words of its queries and of its topics, and nothing cleverer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchbook.listening.search_query import QUOTED, plain
from watchbook.listening.taxonomy import taxonomy

WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class MatchedQuery:
    """A query as it is looked for: all its words and all its wards must stand in a text."""

    words: frozenset[str]
    phrases: tuple[str, ...]


def matched_queries(queries: Sequence[str]) -> tuple[MatchedQuery, ...]:
    """Return the queries of a project as they are looked for."""
    found = []
    for query in map(plain, queries):
        phrases = tuple(plain(phrase) for phrase in QUOTED.findall(query))
        words = {word.removeprefix("#") for word in QUOTED.sub(" ", query).split()}
        found.append(MatchedQuery(frozenset(words), phrases))
    return tuple(found)


def topics_in(text: str, queries: Sequence[MatchedQuery], *, topics: Sequence[str]) -> list[str]:
    """Return the topics that a text is about; none where no query matches it."""
    said = plain(text)
    words = frozenset(WORD.findall(said))
    if not any(one.words <= words and all(phrase in said for phrase in one.phrases) for one in queries):
        return []
    return [topic for topic in topics if words & taxonomy().topics.get(topic, frozenset())]
