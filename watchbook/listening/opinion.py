"""The opinion in a text, as a cell: the classifier's two probabilities, rounded, and nothing finer. Pure.

A linear model on words and pairs of words, trained by `tools/train_opinion.py` on texts that nobody here listened to. Alone it is
often wrong; it is never shown for a post, and is made use of only in a sum that labels have calibrated (`quantification.py`).
"""

import html
import json
import math
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _

STEPS = 5
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|[:;=]-?[)(dp/|]|[!?]+")
LEFT_OUT = re.compile(r"https?\S+|@\w+")
DENIES = frozenset(
    ["not", "no", "never", "cannot", "without", "hardly", "dont", "cant", "wont", "isnt", "didnt"]
)
DENIED = 3  # words after one that denies

type OpinionWeights = dict[
    str, tuple[int, int]
]  # hundredths, of negative and of positive beside neutral, by word


class Opinion(models.TextChoices):
    """The opinion of the service in a text, as an officer labels it."""

    NEGATIVE = "negative", _("Negative about the service")
    NEUTRAL = "neutral", _("Neutral, mixed, or not about the service")
    POSITIVE = "positive", _("Positive about the service")


OPINIONS = tuple(Opinion.values)


def _centre(negative: int, positive: int) -> tuple[float, float, float]:
    return negative / STEPS, 1 - (negative + positive) / STEPS, positive / STEPS


PLACES = [(negative, positive) for negative in range(STEPS + 1) for positive in range(STEPS + 1 - negative)]
CENTRES = [_centre(*place) for place in PLACES]
CELL_OF = {place: cell for cell, place in enumerate(PLACES)}
CELLS = len(PLACES)


def cell_of(text: str) -> int:
    """Return the cell of a text: its probabilities of being negative and positive, each in fifths."""
    negative, positive = probabilities(words_of(text), weights())
    low, high = round(negative * STEPS), round(positive * STEPS)
    if low + high > STEPS:  # halves that were both rounded up
        low, high = (low - 1, high) if negative * STEPS - low < positive * STEPS - high else (low, high - 1)
    return CELL_OF[low, high]


def words_of(text: str) -> set[str]:
    """Return the words of a text, those that are denied marked so, and its pairs of words."""
    said = WORD.findall(LEFT_OUT.sub(" ", html.unescape(text.lower())))
    found, denied = {f"{one} {other}" for one, other in pairwise(said)}, 0
    for word in said:
        if word in DENIES or word.endswith(("n't", "n’t")):
            denied = DENIED
            found.add(word)
        else:
            found.add(f"!{word}" if denied else word)
            denied -= denied > 0
    return found


def probabilities(words: set[str], known: OpinionWeights) -> tuple[float, float]:
    """Return the probabilities of being negative and of being positive."""
    held = [known[word] for word in words if word in known]
    scale = 1 / (100 * math.sqrt(len(held) or 1))
    bias = known[""]
    negative = math.exp(bias[0] / 100 + scale * sum(one for one, _two in held))
    positive = math.exp(bias[1] / 100 + scale * sum(two for _one, two in held))
    total = 1 + negative + positive
    return negative / total, positive / total


@cache
def weights() -> OpinionWeights:
    """Read the weights, once."""
    told = json.loads((files("watchbook.listening") / "opinion_weights.json").read_text(encoding="utf-8"))
    return {word: (negative, positive) for word, (negative, positive) in told.items()}
