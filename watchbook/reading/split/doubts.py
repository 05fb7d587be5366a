"""Marks the questions of the rules' cut a person should read: where the model disagrees with the rules, or nearly does.

The rules cut; the model (`sequence`) only doubts. A place that is doubted marks the question that it lies in or
follows, and before the first question that one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchbook.reading.split import candidates, features, ruled, sequence
from watchbook.reading.split.parts import Split


def marked(text: str, *, rules: Split) -> Split:
    """The same cut, each doubted question marked as uncertain."""
    if not rules.questions:
        return rules
    places = _doubted(text, rules=rules)
    starts = [one.start - ruled.NEAR for one in rules.questions]
    stretches = pairwise([0, *starts[1:], len(text) + 1])
    questions, at = list(rules.questions), 0
    for n, (_, end) in enumerate(stretches):
        begun = at
        while at < len(places) and places[at] < end:
            at += 1
        if at > begun:
            questions[n] = replace(questions[n], uncertain=True)
    return Split(tuple(questions), rules.other)


def _doubted(text: str, *, rules: Split) -> Sequence[int]:
    read, by = candidates.read(text), sequence.weights()
    seen = ruled.of(read, cut=rules)
    doubt = against(seen, likely=sequence.begins(features.read(read, seen), by=by))
    return [one.start for one, chance in zip(read, doubt, strict=True) if chance > by.doubt]


def against(seen: Sequence[features.Ruled], *, likely: Sequence[float]) -> list[float]:
    """Give the likelihood by the model, from 0 to 1, that the rules are wrong about each place."""
    return [1 - chance if one.begins else chance for one, chance in zip(seen, likely, strict=True)]
