"""Likelihoods of each outcome by the words of a passage, learned from labelled answers by `tools/train_answers.py`.

It stands beside the rules of `wording`, knows nothing of them, and overrules them where it is nearly sure: people put
a refusal in more ways than a list can hold. The weights are data (`outcome_weights.json`); reading them needs no library.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import exp, log2
from pathlib import Path
from typing import Any, NamedTuple

from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.wording import sentences, unfolded
from watchbook.reading.bounded import bounded

SURE, HALF, DOUBTED = 0.8, 0.5, 0.2
GIVE_NOTHING = frozenset(
    (
        AnswerOutcome.REFUSED, AnswerOutcome.NOT_HELD, AnswerOutcome.NCND, AnswerOutcome.COST,
        AnswerOutcome.TRANSFERRED, AnswerOutcome.HOLDING,
    )
)  # fmt: skip
LOOKED_AT, SENTENCES, WORDS = 3000, 12, 40
_WORD = re.compile(r"[a-z]{1,30}(?:['’][a-z]{1,5})?|\d[\d,.]{0,20}|[£%?]")
_SECTION = bounded(r"\b(?:sections?|s\.?|ss\.|regulations?|reg\.?)\s{0,3}(\d{1,3})[A-Z]?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


class OutcomeWeights(NamedTuple):
    """Weights of each feature: the place among `outcomes` of what it speaks for, and how much."""

    outcomes: tuple[AnswerOutcome, ...]
    features: Mapping[str, list[tuple[int, float]]]


@cache
def weights() -> OutcomeWeights:
    """The weights that came with the package."""
    return from_data(json.loads(Path(__file__).with_name("outcome_weights.json").read_text(encoding="utf-8")))


def from_data(data: Mapping[str, Any]) -> OutcomeWeights:
    """The weights as `tools/train_answers.py` writes them."""
    told = {name: [(n, w) for n, w in pairs] for name, pairs in data["features"].items()}
    return OutcomeWeights(tuple(map(AnswerOutcome, data["outcomes"])), told)


def likelihoods(text: str, *, question: str, by: OutcomeWeights) -> dict[AnswerOutcome, float]:
    """The likelihood of each outcome of a passage; together 1."""
    score = [0.0] * len(by.outcomes)
    for feature in features(text, question=question):
        for n, weight in by.features.get(feature, ()):
            score[n] += weight
    most = max(score)
    parts = [exp(one - most) for one in score]
    return {kind: part / sum(parts) for kind, part in zip(by.outcomes, parts, strict=True)}


def overruled(told: AnswerOutcome, *, text: str, question: str, by: OutcomeWeights) -> AnswerOutcome:
    """The outcome that the rules told, else the one of which the words make nearly sure.

    Words never turn what was withheld into something disclosed, and what they hardly believe to be disclosed is not.
    """
    likely = likelihoods(text, question=question, by=by)
    best = max(likely, key=lambda kind: likely[kind])
    if likely[best] > SURE and not (told in GIVE_NOTHING and best is AnswerOutcome.DISCLOSED):
        return best
    if told is AnswerOutcome.DISCLOSED and likely[told] < DOUBTED:
        return best if likely[best] > HALF else AnswerOutcome.UNCLEAR
    return told


def features(text: str, *, question: str) -> list[str]:
    """Features of a passage: its words and pairs of words, how it opens, which sections it cites, how long it is, how its question begins."""
    said = sentences(unfolded(text[:LOOKED_AT])) or [""]
    seen = set[str]()
    for n, sentence in enumerate(said[:SENTENCES]):
        words = _words(sentence)[:WORDS]
        told = [*words, *map(" ".join, pairwise(words))]
        seen |= {f"w {one}" for one in told}
        if n == 0:
            seen |= {f"w0 {one}" for one in told} | {f"open {one}" for one in words[:1]}
            seen.add(f"open2 {' '.join(words[:2])}")
    cited = {found[1] for found in _SECTION.finditer(text[:LOOKED_AT])}
    seen |= {f"sec {one}" for one in cited} | {"cites" if cited else "cites none"}
    seen |= {f"sents {min(6, len(said))}", f"len {int(log2(len(text) + 1))}"}
    asked = _words(question)[:2]
    seen |= {f"q {one}" for one in asked[:1]} | {f"q2 {' '.join(asked)}"}
    return sorted(seen)


def _words(text: str) -> list[str]:
    return [_word(found.group()) for found in _WORD.finditer(text[:LOOKED_AT].lower())]


def _word(written: str) -> str:
    """A word as it is weighed: amounts, zeros and years are one word each."""
    if not written[0].isdigit():
        return written.replace("’", "'")
    bare = written.strip(".,")
    return "#0" if bare in ("0", "00") else "#year" if _YEAR.fullmatch(bare) else "#n"
