"""How often the right topic stands first, and among the first five, by each way of ranking topics.

The frozen paraphrases (`paraphrases.toml`) were written by somebody who saw the topics' titles only, before the aliases of
the topics without a part existed. They are only measured on; ways and weights were chosen on `tuning_questions.toml`.
"""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from watchbook.reading.topics.matching import SUGGESTED, Theme, _index, catalogue, documents, match
from watchbook.reading.topics.nearness import words_shares
from watchbook.reading.topics.vocabulary import terms

HERE = Path(__file__).parent
DOCUMENTS = documents(catalogue())


def frozen() -> list[tuple[str, str]]:
    """Each frozen paraphrase with the topic that it was written for."""
    data = tomllib.loads((HERE / "paraphrases.toml").read_text(encoding="utf-8"))
    return [(one["topic"], one["question"]) for one in data["paraphrase"]]


def tuning() -> list[tuple[str, str]]:
    """Each question that ways and weights were chosen on, with its topic."""
    data = tomllib.loads((HERE / "tuning_questions.toml").read_text(encoding="utf-8"))
    return [(topic, text) for topic, texts in data["asked"].items() for text in texts]


def best_first(scores: list[float]) -> list[str]:
    """The topics with any score, the highest first."""
    placed = sorted(zip(scores, DOCUMENTS, strict=True), key=lambda one: one[0], reverse=True)
    return [one.id for score, one in placed if score > 0]


def _as_installed(text: str) -> list[str]:
    return [one.id for one in match(text, on_theme=True).topics]


def _words(text: str) -> list[str]:
    return best_first(words_shares(text, among=DOCUMENTS))


def _vocabulary(text: str) -> list[str]:
    topics = [topic for topic in catalogue() if topic.theme is not Theme.PARTS]
    scores = {one.id: one.score for one in _index(tuple(topics)).fits(said=terms(text), parents=frozenset())}
    return best_first([scores.get(one.id, 0) for one in DOCUMENTS])


INSTALLED = "as installed: the rule that takes a topic, then BM25 over plain words"
METHODS: dict[str, Callable[[str], list[str]]] = {
    INSTALLED: _as_installed,
    "BM25 over plain words alone": _words,
    "the rule that takes a topic alone (BM25 with the vocabulary)": _vocabulary,
}


def figures(method: str, *, among: list[tuple[str, str]] | None = None) -> tuple[float, float, int]:
    """The share of questions whose topic comes first, the share whose topic is among five, and their number."""
    questions = frozen() if among is None else among
    places = list(_places(METHODS[method], questions))
    top_one = sum(place == 0 for place in places) / len(places)
    top_five = sum(place < SUGGESTED for place in places) / len(places)
    return top_one, top_five, len(places)


def _places(ways: Callable[[str], list[str]], questions: list[tuple[str, str]]) -> Iterator[int]:
    """Where the right topic stands, from 0; one past the last where it is not there."""
    for topic, text in questions:
        found = ways(text)
        yield found.index(topic) if topic in found else max(len(found), SUGGESTED)
