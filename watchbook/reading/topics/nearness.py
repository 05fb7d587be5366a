"""Which topics to suggest for a question by all its words (FOIA 2000 s.1(1)): BM25 over each topic's title and aliases.

Nothing is taken by this alone: it orders the five that an officer sees. A sentence embedding adds a few
places in a hundred and 160 megabytes (tools/measure_embedding.py), so none is installed.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from watchbook.reading.topics.vocabulary import stem

# BM25's parameters: of 0.6 to 2 and 0.25 to 1 the best on tests/reading/topics/tuning_questions.toml.
SATURATION = 2.0
LENGTH_WEIGHT = 1.0
_WORD = re.compile(r"\w+")
# Grammar alone: unlike vocabulary.toml's quiet words, "how many" and "how often" tell a figure from a policy.
_GRAMMAR = re.compile(
    r"a|an|the|of|to|in|on|by|for|and|or|is|are|was|were|be|been|it|its|that|this|which|with|as|at|from|ha[sd]|have|"
    r"do|does|did|you|your|i|me|my|please"
)


class ScoredText(NamedTuple):
    """What a topic is ranked by."""

    id: str
    texts: tuple[str, ...]


class _WordIndex(NamedTuple):
    """What each word earns each topic, what a known word weighs, and what any other does."""

    earns: tuple[Mapping[str, float], ...]
    weights: Mapping[str, float]
    rarest: float


def near(text: str, *, among: tuple[ScoredText, ...]) -> dict[str, float]:
    """How near each topic is, from 0 to 1: its share of the best, times how much of the question any topic knows.

    A word that no topic has weighs most. Empty where none of the words is known.
    """
    shares = words_shares(text, among=among)
    if not any(shares):
        return {}
    index, words = _index(among), _words(text)
    known = math.fsum(index.weights.get(word, 0) for word in words)
    understood = known / math.fsum(index.weights.get(word, index.rarest) for word in words)
    return {one.id: understood * share for one, share in zip(among, shares, strict=True)}


def words_shares(text: str, *, among: tuple[ScoredText, ...]) -> list[float]:
    """BM25 of each topic as a share of the best; 0 for a topic with none of the words."""
    index, words = _index(among), _words(text)
    gains = [math.fsum(earns.get(word, 0) for word in words) for earns in index.earns]
    best = max(gains, default=0.0)
    return [score / best if best else 0.0 for score in gains]


@lru_cache(maxsize=4)
def _index(among: tuple[ScoredText, ...]) -> _WordIndex:
    counted = [Counter(word for text in one.texts for word in _stems(text)) for one in among]
    known_to = Counter(word for one in counted for word in one)
    weights = {word: rarity(known, of=len(among)) for word, known in known_to.items()}
    usual = sum(one.total() for one in counted) / (len(among) or 1)
    earns = tuple(_earns(one, weights=weights, length=one.total() / (usual or 1)) for one in counted)
    return _WordIndex(earns, weights, rarest=rarity(0, of=len(among)))


def rarity(known: int, *, of: int) -> float:
    """What a word weighs that so many of the topics know: BM25's, never below 0."""
    return math.log(1 + (of - known + 0.5) / (known + 0.5))


def _earns(counted: Counter[str], *, weights: Mapping[str, float], length: float) -> dict[str, float]:
    """BM25's gain of each word of a topic; the length is against the usual one."""
    slack = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length)
    return {
        word: weights[word] * times * (SATURATION + 1) / (times + slack) for word, times in counted.items()
    }


def _words(text: str) -> list[str]:
    """Each word once, in their order."""
    return list(dict.fromkeys(_stems(text)))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.casefold()) if not _GRAMMAR.fullmatch(word)]
