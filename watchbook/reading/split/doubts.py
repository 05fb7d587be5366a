"""Marks the questions of a cut that a person should read: where the model disagrees with it, or nearly does.

The rules cut; the model (`sequence`) changes the few places of which it is nearly sure (`overruled`), and doubts others. A
place that is doubted marks the question that it lies in or follows, and before the first question that one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchbook.reading.split import candidates, features, overruled, ruled, sequence
from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.parts import Split
from watchbook.reading.split.sequence import Likely


def corrected(text: str, *, rules: Split) -> Split:
    """The rules' cut with what the model is nearly sure of, each changed or doubted question marked as uncertain."""
    read, by = candidates.read(text), sequence.weights()
    seen = ruled.of(read, cut=rules)
    likely = sequence.read(features.read(read, seen), by=by)
    cut = overruled.corrected(text, rules=rules, read=read, seen=seen, likely=likely)
    if not cut.questions:
        return cut
    places = _doubted(read, cut=cut, likely=likely, beyond=by.doubt)
    starts = [one.start - ruled.NEAR for one in cut.questions]
    stretches = pairwise([0, *starts[1:], len(text) + 1])
    questions, at = list(cut.questions), 0
    for n, (_, end) in enumerate(stretches):
        begun = at
        while at < len(places) and places[at] < end:
            at += 1
        if at > begun:
            questions[n] = replace(questions[n], uncertain=True)
    return Split(tuple(questions), cut.other)


def _doubted(
    read: Sequence[Candidate], *, cut: Split, likely: Sequence[Likely], beyond: float
) -> Sequence[int]:
    doubt = against(ruled.of(read, cut=cut), likely=[one.begins for one in likely])
    return [one.start for one, chance in zip(read, doubt, strict=True) if chance > beyond]


def against(seen: Sequence[features.Ruled], *, likely: Sequence[float]) -> list[float]:
    """Give the likelihood by the model, from 0 to 1, that a cut is wrong about each place."""
    return [1 - chance if one.begins else chance for one, chance in zip(seen, likely, strict=True)]
