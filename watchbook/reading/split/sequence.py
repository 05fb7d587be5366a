"""Likelihoods that places of a request begin a question, told from all of them together by a linear-chain model.

The weights are data (`weights.json`), learned from labelled requests by `tools/train_split.py`; reading them needs no
library. The same request always gives the same result. Lafferty, McCallum and Pereira, 2001, section 3.
"""

import json
from collections.abc import Sequence
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

# Beyond these weights together nothing is added to the exponent of e, so that no sum overflows.
_FARTHEST = 700.0


class Weights(NamedTuple):
    """The labels, what each feature speaks for (label, weight), how each label follows each, and from where on to doubt.

    `doubt` is the likelihood that the rules are wrong about a place beyond which it is marked.
    """

    labels: tuple[str, ...]
    features: dict[str, list[tuple[int, float]]]
    follows: list[list[float]]
    doubt: float


class Likely(NamedTuple):
    """Likelihoods, from 0 to 1, that a place begins a question and that it goes on with one."""

    begins: float
    goes_on: float


@cache
def weights() -> Weights:
    """The weights that came with the package."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text())
    return from_data(data)


def from_data(data: dict[str, Any]) -> Weights:
    """The weights as `tools/train_split.py` writes them."""
    told = {name: [(n, w) for n, w in pairs] for name, pairs in data["features"].items()}
    return Weights(tuple(data["labels"]), told, data["follows"], data["doubt"])


def read(seen: Sequence[Sequence[str]], *, by: Weights) -> list[Likely]:
    """Give what each place likely is: the labels `Q…` together begin a question (forward and backward)."""
    if not seen:
        return []
    weighed = [_weighed(told, by=by) for told in seen]
    size = range(len(by.labels))
    columns = [[by.follows[one][other] for one in size] for other in size]
    ahead = [weighed[0]]
    for here in weighed[1:]:
        above = ahead[-1]
        ahead.append([here[n] + _sum([a + w for a, w in zip(above, columns[n], strict=True)]) for n in size])
    back = [[0.0 for _ in size]]
    for below in reversed(weighed[1:]):
        reached = [b + s for b, s in zip(back[-1], below, strict=True)]
        back.append([_sum([r + w for r, w in zip(reached, by.follows[n], strict=True)]) for n in size])
    back.reverse()
    whole = _sum(ahead[-1])
    asking = [n for n in size if by.labels[n].startswith("Q")]
    going_on = [n for n in size if by.labels[n] == "continues"]

    def together(labels: Sequence[int], a: Sequence[float], b: Sequence[float]) -> float:
        return min(1.0, sum(exp(max(a[n] + b[n] - whole, -_FARTHEST)) for n in labels))

    return [
        Likely(together(asking, a, b), together(going_on, a, b)) for a, b in zip(ahead, back, strict=True)
    ]


def _weighed(told: Sequence[str], *, by: Weights) -> list[float]:
    weighed = [0.0] * len(by.labels)
    for feature in told:
        for label, weight in by.features.get(feature, ()):
            weighed[label] += weight
    return weighed


def _sum(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + log(sum(exp(max(one - most, -_FARTHEST)) for one in logs))
