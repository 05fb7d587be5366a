"""Labels of texts: which texts go, and how far two officers agree. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from watchbook.listening.opinion import CELLS, OPINIONS


def without_gone(facts: Mapping[str, Any], shown: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Return a sheet without the texts that their source does not show any more, or of which nobody can say."""
    texts = [one for one in facts["texts"] if one["mark"] in shown.get(one["source"], ())]
    return {"texts": texts, "pairs": facts["pairs"]}


def with_pairs_counted(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a sheet on which the labels of each text that has two stand without it."""
    both = [one for one in facts["texts"] if len(one["labels"]) > 1]
    pairs = [[one["cell"], *one["labels"].values()] for one in both]
    return {"texts": [one for one in facts["texts"] if one not in both], "pairs": facts["pairs"] + pairs}


def counted_labels(pairs: Iterable[Sequence[Any]]) -> tuple[list[int], list[int]]:
    """Return labels by cell and opinion, and pairs by the first officer's and the second's, each as one list of numbers."""
    labels, both = [0] * (CELLS * len(OPINIONS)), [0] * len(OPINIONS) ** 2
    for cell, *two in pairs:
        first, second = map(OPINIONS.index, two)
        both[first * len(OPINIONS) + second] += 1
        for place in (first, second):
            labels[cell * len(OPINIONS) + place] += 1
    return labels, both


def added(*counts: Sequence[int]) -> list[int]:
    """Add lists of numbers, place by place; those that are empty add nothing."""
    return [sum(each) for each in zip(*filter(None, counts), strict=True)]


def agreement(pairs: Sequence[int]) -> tuple[int, float] | None:
    """Return how many of a hundred pairs are alike, and Cohen's kappa, which takes out what chance would give."""
    total, size = sum(pairs), len(OPINIONS)
    if not total:
        return None
    alike = sum(pairs[place * (size + 1)] for place in range(size)) / total
    rows = [sum(pairs[place * size : (place + 1) * size]) / total for place in range(size)]
    columns = [sum(pairs[place::size]) / total for place in range(size)]
    chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    return round(100 * alike), 1.0 if chance == 1 else (alike - chance) / (1 - chance)
