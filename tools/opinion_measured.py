"""Measure listening's opinion on labelled texts of a source that the model never saw, with opinion shifted; beside counting and a lexicon.

Each time, some texts are drawn as labelled, and of the others a batch of posts whose mix of opinions is drawn from all mixes alike.
"""

import importlib.util
import random
import sys
import tarfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from types import ModuleType

from tools.labelled_texts import MEASURED, labelled_texts
from watchbook.listening.opinion import CELLS, CENTRES, OPINIONS, cell_of
from watchbook.listening.quantification import net_sentiment

BATCHES = 300
POSTS = 1000
SEED = 20
VALUE = dict(zip(OPINIONS, (-1, 0, 1), strict=True))


@dataclass(frozen=True)
class Measured:
    """The mean error in points, the share of intervals that hold the truth, their median width; errors of counting and of a lexicon."""

    labels: int
    error: float
    hold: float
    width: float
    published: float
    counting: float
    lexicon: float

    def __str__(self) -> str:
        return (
            f"{self.labels} labels: error {self.error:.1f} points, {self.hold:.3f} of intervals hold the truth, "
            f"median width {self.width:.1f}, {self.published:.0%} published; counting {self.counting:.1f}, lexicon {self.lexicon:.1f}"
        )


def measured(folder: Path, *, labels: int) -> Measured:
    """Measure with so many labels, in 300 batches of 1,000 posts."""
    score = lexicon(folder)
    texts = [
        (cell_of(text), _by_lexicon(score(text)), said) for text, said in labelled_texts(folder)[MEASURED]
    ]
    chance = random.Random(SEED)
    told = [_batch(texts, labels, chance) for _ in range(BATCHES)]
    errors, holds, widths, counting, by_lexicon = zip(*told, strict=True)
    narrow = mean(width <= 20 for width in widths)
    return Measured(
        labels, mean(errors), mean(holds), median(widths), narrow, mean(counting), mean(by_lexicon)
    )


def _batch(
    texts: Sequence[tuple[int, int, str]], labels: int, chance: random.Random
) -> tuple[float, bool, float, float, float]:
    order = chance.sample(texts, len(texts))
    known, rest = order[:labels], order[labels:]
    parts = [chance.expovariate(1) for _ in OPINIONS]
    posts = []
    for said, part in zip(OPINIONS, parts, strict=True):
        those = [one for one in rest if one[2] == said]
        posts += those[: round(POSTS * part / sum(parts))]
    truth = 100 * mean(VALUE[said] for _cell, _value, said in posts)
    by_opinion = [_counts(cell for cell, _value, said in known if said == one) for one in OPINIONS]
    found = net_sentiment(_counts(cell for cell, *_ in posts), by_opinion, centres=CENTRES)
    counted = 100 * mean(VALUE[OPINIONS[CENTRES[cell].index(max(CENTRES[cell]))]] for cell, *_ in posts)
    by_lexicon = 100 * mean(value for _cell, value, _said in posts)
    return (
        abs(found.net - truth),
        found.low <= truth <= found.high,
        found.high - found.low,
        abs(counted - truth),
        abs(by_lexicon - truth),
    )


def _counts(cells: Iterable[int]) -> list[int]:
    counts = [0] * CELLS
    for cell in cells:
        counts[cell] += 1
    return counts


def _by_lexicon(compound: float) -> int:
    """Return -1, 0 or 1 as VADER's authors advise."""
    return (compound >= 0.05) - (compound <= -0.05)


def lexicon(folder: Path) -> Callable[[str], float]:
    """VADER, from its source archive."""
    inside = "vaderSentiment-3.3.2/vaderSentiment/"
    with tarfile.open(next(folder.glob("vader*.tar.gz"))) as archive:
        archive.extractall(folder, [one for one in archive if one.name.startswith(inside)], filter="data")
    module = _module(folder / inside / "vaderSentiment.py")
    analyzer = module.SentimentIntensityAnalyzer()
    return lambda text: float(analyzer.polarity_scores(text)["compound"])


def _module(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("vader_of_the_archive", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


if __name__ == "__main__":
    for wanted in map(int, sys.argv[2:] or ["300", "1000"]):
        print(measured(Path(sys.argv[1]), labels=wanted), flush=True)
