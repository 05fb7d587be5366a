"""Marks the questions of the rules' cut a person should read: where the model disagrees with the rules, or nearly does.

The rules cut; the model (`sequence`) only doubts. A place that is doubted marks the question that it lies in or
follows, and before the first question that one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchbook.reading.split import candidates, features, ruled, sequence
from watchbook.reading.split.parts import Split

# Between these the model is unsure. Chosen on labelled requests by `tools/train_split.py`.
DOUBT = 0.2
HALF = 0.5


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
    read = candidates.read(text)
    seen = ruled.of(read, cut=rules)
    likely = sequence.begins(features.read(read, seen), by=sequence.weights())
    return [
        one.start
        for one, rule, chance in zip(read, seen, likely, strict=True)
        if DOUBT < chance < 1 - DOUBT or rule.begins != (chance > HALF)
    ]
