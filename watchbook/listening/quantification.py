"""The mix of opinions in what was posted, calibrated by labels (PACC), with an interval by bootstrap. Pure.

A classifier that is wrong in a known way can be put right in the sum: of each opinion the labels tell how the classifier's
probabilities fall, so the mix is sought under which they fall as they did this week (Bella et al. 2010, “probabilistic adjusted
classify and count”). No single post is told right. Posts and labels come as counts by cell: a cell is a pair of probabilities,
rounded (`opinion.py`).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 400
SAME = 1e-12  # a square of areas below tells nothing
INNER = 0.95  # share of the bootstrap that the interval keeps

type Vector = tuple[float, float, float]  # negative, neutral, positive
type Counts = Sequence[float]  # by cell


@dataclass(frozen=True)
class NetSentiment:
    """Positive less negative posts, in points of a hundred, with the ends of its interval."""

    net: float
    low: float
    high: float


def net_sentiment(
    posts: Counts, labels: Sequence[Counts], *, centres: Sequence[Vector], per_text: int = 1
) -> NetSentiment:
    """Return the net sentiment of posts. `labels` are counts by opinion; each text was labelled `per_text` times."""
    chance = random.Random(len(posts))  # noqa: S311  # no secret: the same figures each time
    texts = [[count / per_text for count in one] for one in labels]
    known = [_mean(one, centres) for one in texts]
    mix = _mix(known, _mean(posts, centres))
    if _deep(known) <= SAME:  # every opinion looks alike to the classifier, or one like a mix of the others
        return NetSentiment(100 * _net(mix), -100, 100)
    drawn = sorted(_net(_drawn_mix(texts, mix, sum(posts), centres, chance)) for _ in range(ROUNDS))
    edge = int(ROUNDS * (1 - INNER) / 2)
    return NetSentiment(100 * _net(mix), 100 * drawn[edge], 100 * drawn[-edge - 1])


def _drawn_mix(
    texts: Sequence[Counts], mix: Vector, number: float, centres: Sequence[Vector], chance: random.Random
) -> Vector:
    """Return the mix that other labels would tell of as many posts that are mixed so: how far chance alone leads astray."""
    known = [_mean(_drawn(one, sum(one), chance), centres) for one in texts]
    posts = [_drawn(one, share * number, chance) for one, share in zip(texts, mix, strict=True)]
    return _mix(known, _mean([sum(cell) for cell in zip(*posts, strict=True)], centres))


def _mean(counts: Counts, centres: Sequence[Vector]) -> Vector:
    total = sum(counts)
    negative, neutral, positive = (
        sum(count * centre[place] for count, centre in zip(counts, centres, strict=True)) / total
        for place in range(3)
    )
    return negative, neutral, positive


def _drawn(counts: Counts, times: float, chance: random.Random) -> list[float]:
    """Draw so many times from these counts, cell by cell."""
    left, mass, drawn = round(times), sum(counts), list[float]()
    for count in counts:
        share = min(1.0, count / mass) if mass > 1e-9 else 0.0
        one = chance.binomialvariate(left, share) if left and share else 0
        drawn.append(one)
        left, mass = left - one, mass - count
    return drawn


def _mix(known: Sequence[Vector], seen: Vector) -> Vector:
    """Return the shares, none below nought, under which the known means come nearest to what was seen."""
    return min(_mixes(known, seen), key=lambda mix: _distance(known, mix, seen))


def _mixes(known: Sequence[Vector], seen: Vector) -> list[Vector]:
    """Return the nearest mix within, if there is one, and those of each edge."""
    one, two = _less(known[0], known[1]), _less(known[2], known[1])
    aim = _less(seen, known[1])
    square, other, cross, deep = _dot(one, one), _dot(two, two), _dot(one, two), _deep(known)
    mixes: list[Vector] = []
    if deep > SAME:
        negative = (_dot(one, aim) * other - _dot(two, aim) * cross) / deep
        positive = (_dot(two, aim) * square - _dot(one, aim) * cross) / deep
        if min(negative, positive, 1 - negative - positive) >= 0:
            mixes.append((negative, 1 - negative - positive, positive))
    for first, second in ((0, 1), (1, 2), (0, 2)):
        way = _less(known[second], known[first])
        share = _dot(way, _less(seen, known[first])) / (_dot(way, way) or 1.0)
        share = min(1.0, max(0.0, share))
        mix = [0.0, 0.0, 0.0]
        mix[first], mix[second] = 1 - share, share
        mixes.append((mix[0], mix[1], mix[2]))
    return mixes


def _deep(known: Sequence[Vector]) -> float:
    """Return how far the known means lie apart, as the square of the area between them: nought if they lie on one line."""
    one, two = _less(known[0], known[1]), _less(known[2], known[1])
    return _dot(one, one) * _dot(two, two) - _dot(one, two) ** 2


def _distance(known: Sequence[Vector], mix: Vector, seen: Vector) -> float:
    reached = (sum(share * one[place] for share, one in zip(mix, known, strict=True)) for place in range(3))
    return sum((here - there) ** 2 for here, there in zip(reached, seen, strict=True))


def _less(one: Vector, other: Vector) -> Vector:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _dot(one: Vector, other: Vector) -> float:
    return sum(here * there for here, there in zip(one, other, strict=True))


def _net(mix: Vector) -> float:
    return mix[2] - mix[0]
