"""The mix of opinions put right by labels: held against a search through every mix, and against texts that say so."""

import random
from itertools import product

import pytest

from watchbook.listening.quantification import _mix, net_sentiment

CENTRES = [(0.8, 0.1, 0.1), (0.3, 0.5, 0.2), (0.1, 0.2, 0.7)]
LABELS = [
    (70, 20, 10),
    (20, 60, 20),
    (10, 20, 70),
]  # by opinion and cell: the classifier is right in two of three


def searched(known, seen):
    """The best of every mix in steps of a hundredth."""
    mixes = [
        (one / 100, 1 - (one + two) / 100, two / 100)
        for one, two in product(range(101), repeat=2)
        if one + two <= 100
    ]

    def distance(mix):
        reached = [
            sum(share * one[place] for share, one in zip(mix, known, strict=True)) for place in range(3)
        ]
        return sum((here - there) ** 2 for here, there in zip(reached, seen, strict=True))

    return min(mixes, key=distance)


def test_no_mix_comes_nearer_than_the_one_that_is_found():
    chance = random.Random(3)
    for _ in range(20):
        known = [_shares(chance) for _ in range(3)]
        found, best = _mix(known, seen := _shares(chance)), searched(known, seen)
        assert min(found) >= 0
        assert sum(found) == pytest.approx(1)
        reached = [
            [sum(share * one[place] for share, one in zip(mix, known, strict=True)) for place in range(3)]
            for mix in (found, best)
        ]
        mine, theirs = (sum((a - b) ** 2 for a, b in zip(one, seen, strict=True)) for one in reached)
        assert mine <= theirs + 1e-9


def _shares(chance):
    parts = [chance.expovariate(1) for _ in range(3)]
    return tuple(part / sum(parts) for part in parts)


@pytest.mark.parametrize("mix", [(0.6, 0.3, 0.1), (0.1, 0.2, 0.7), (0, 1, 0), (1, 0, 0)])
def test_the_net_sentiment_of_shifted_opinion_is_found_where_a_plain_sum_is_wrong(mix):
    posts = [
        round(1000 * sum(share * one[cell] for share, one in zip(mix, LABELS, strict=True)) / 100)
        for cell in range(3)
    ]
    truth = 100 * (mix[2] - mix[0])
    found = net_sentiment(posts, LABELS, centres=CENTRES)
    assert found.net == pytest.approx(truth, abs=1)
    assert found.low <= truth <= found.high
    assert found == net_sentiment(posts, LABELS, centres=CENTRES)


def test_more_labels_make_the_interval_narrower_and_two_of_one_text_do_not():
    posts = (40_000, 30_000, 30_000)
    few, many, twice = (
        net_sentiment(
            posts, [[times * count for count in one] for one in LABELS], centres=CENTRES, per_text=per
        )
        for times, per in ((1, 1), (10, 1), (2, 2))
    )
    assert many.high - many.low < (few.high - few.low) / 2
    assert twice == few


@pytest.mark.parametrize(
    "labels",
    [
        [(150, 0, 0), (90, 0, 0), (60, 0, 0)],  # texts of which the classifier knows no word
        [(100, 50, 0), (60, 30, 0), (40, 20, 0)],
        [(100, 20, 0), (60, 60, 0), (10, 70, 0)],  # two cells tell one thing of a text, and a mix is two
    ],
)
def test_opinions_that_the_classifier_cannot_tell_apart_give_the_whole_width(labels):
    found = net_sentiment((600, 400, 0), labels, centres=CENTRES)
    assert (found.low, found.high) == (-100, 100)
