"""The labels of a project put together: how far the labelling is, and the net sentiment that may be published with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchbook.law.parameters import number
from watchbook.listening.label_sheet import facts_of
from watchbook.listening.labels import added, agreement, counted_labels
from watchbook.listening.opinion import CELLS, CENTRES, OPINIONS
from watchbook.listening.quantification import NetSentiment, net_sentiment
from watchbook.listening.queries import counted_sheets, open_sheets
from watchbook.listening.rules import AREA

LABELS_PER_TEXT = 2


@dataclass(frozen=True)
class Labelling:
    """The state of the labelling of a project: texts with two labels, texts wanted, those alike of a hundred, and Cohen's kappa."""

    labelled: int
    wanted: int
    alike: int | None
    kappa: float | None


@dataclass(frozen=True)
class Calibration:
    """The labels of a project: by opinion and cell, and how many texts they are of."""

    labelled: int
    wanted: int
    widest: int
    labels: Sequence[Sequence[int]]

    @property
    def is_enough(self) -> bool:
        """Whether enough texts were labelled, and some for each opinion."""
        return self.labelled >= self.wanted and all(map(any, self.labels))

    def published(self, posts: Sequence[int]) -> NetSentiment | None:
        """Return the net sentiment of posts; None before there are labels enough, or where the interval is too wide."""
        if not self.is_enough or not any(posts):
            return None
        by_cell = [*posts, *[0] * (CELLS - len(posts))]
        found = net_sentiment(by_cell, self.labels, centres=CENTRES, per_text=LABELS_PER_TEXT)
        return found if found.high - found.low <= self.widest else None


def calibration(reference: str, *, on: date) -> Calibration:
    """Return the labels of a project so far. Two queries."""
    labels, pairs = _counted(reference)
    return Calibration(
        sum(pairs),
        number(f"{AREA}fewest_labels", on=on),
        number(f"{AREA}widest_interval", on=on),
        [labels[place :: len(OPINIONS)] for place in range(len(OPINIONS))],
    )


def progress(reference: str, *, on: date) -> Labelling:
    """Return how far the labelling of a project is. Two queries."""
    _labels, pairs = _counted(reference)
    return _labelling(pairs, on=on)


def published_progress(reference: str, *, on: date) -> Labelling:
    """Return how far it is as anybody may know: without the sheets that still hold texts. One query."""
    pairs = added(counted_labels([])[1], *(one.pairs for one in counted_sheets(reference)))
    return _labelling(pairs, on=on)


def _labelling(pairs: Sequence[int], *, on: date) -> Labelling:
    alike, kappa = agreement(pairs) or (None, None)
    return Labelling(sum(pairs), number(f"{AREA}fewest_labels", on=on), alike, kappa)


def _counted(reference: str) -> tuple[list[int], list[int]]:
    """Add up the labels of sheets that are closed and of those that still hold texts."""
    told = [(one.labels, one.pairs) for one in counted_sheets(reference)]
    told += [counted_labels(facts_of(one)["pairs"]) for one in open_sheets(reference)]
    labels, pairs = zip(counted_labels([]), *told, strict=True)
    return added(*labels), added(*pairs)
