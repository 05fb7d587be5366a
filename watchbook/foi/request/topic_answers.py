"""Kinds of answer that each topic gives: a sum of money, a number, a list, a yes or no; and the things that it names (FOIA s.1(1))."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from watchbook.reading.facets.kinds import kinds
from watchbook.reading.topics.matching import TopicKind, catalogue

# What a topic of each kind gives besides what its own aliases ask for.
_OF_KIND = {
    TopicKind.DOCUMENT: {"document", "yes_no"},
    TopicKind.FIGURE: {"count", "yes_no"},
    TopicKind.YES_NO: {"yes_no"},
    TopicKind.LIST: {"list", "name", "yes_no"},
    TopicKind.TEXT: {"explain"},
}
# A figure that is asked for must be given; of other kinds any that is asked for is enough.
_FIGURES = ("rate", "cost", "count")
_SAYS_NOTHING = frozenset({"format", "status"})


def gives(topic: str, asked: Iterable[str]) -> bool:
    """Whether a topic's answer is of a kind that a question asks for; one that shows no kind may be of any."""
    wanted, given = set(asked) - _SAYS_NOTHING, _given()[topic]
    figure = next((one for one in _FIGURES if one in wanted), "")
    return figure in given if figure else not wanted or bool(wanted & given)


def tells(topic: str, things: Iterable[str]) -> bool:
    """Whether a topic names any of the things that a question wants named; one that asks for none may be of any."""
    wanted = set(things)
    return not wanted or bool(wanted & _told()[topic])


@cache
def _told() -> Mapping[str, frozenset[str]]:
    return {one.id: frozenset(one.tells) for one in catalogue()}


@cache
def _given() -> Mapping[str, frozenset[str]]:
    """The kinds of each topic: those of most of its aliases, where it is of money that alone; and a few by what it is."""
    return {one.id: _kinds_of(one.kind, aliases=(one.title, *one.aliases)) for one in catalogue()}


def _kinds_of(kind: TopicKind, *, aliases: tuple[str, ...]) -> frozenset[str]:
    asked = Counter(found for one in aliases for found in kinds(one))
    if 2 * asked["cost"] > len(aliases):
        return frozenset({"cost"})
    of_some = {one for one, times in asked.items() if one not in _FIGURES or (one == "count" and times > 1)}
    return frozenset(of_some | _OF_KIND[kind])
