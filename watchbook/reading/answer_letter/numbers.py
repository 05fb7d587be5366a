"""The numbers by which an answer names a request's questions: `2A`, `Q1 – Q3`, `2, 3 and 4`, `4(a) to (e)`."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from watchbook.reading.bounded import bounded

type Labels = tuple[str, ...]

_BY_PLACE = re.compile(r"[bp]\d+")
_RUN = re.compile(r"\d+|[a-z]+")
_ONE = (
    r"(?:[Qq]\.?\s?)?[(\[]?\d{1,2}(?:\s?[.(]?\s?(?:[A-Za-z]|[ivx]{2,5})\b|\.\d{1,2}(?!\d))?(?:[.)\]]+(?!\d))?"
)
_PART = r"(?<![A-Za-z])\(?(?:[a-zA-Z]|[ivx]{2,5})\)?"
# A blank after a comma has one reading only: with two, a list of n members would have 2 to the power of n.
_BETWEEN = r"\s*(?:,(?:\s*+(?:and\b|&))?|\band\b|&|\bto\b|\bthrough\b|[-–—])\s*(?:(?:questions?|parts?)\s+)?"
LIST = rf"{_ONE}(?:{_BETWEEN}(?:{_ONE}|{_PART}(?![A-Za-z])))*"
PARTS = rf"{_PART}(?:{_BETWEEN}{_PART}(?![A-Za-z]))+"
_STEP = bounded(
    rf"(?P<range>\s*(?:\bto\b|\bthrough\b|[-–—])\s*(?:(?:questions?|parts?)\s+)?)?(?P<one>{_ONE}|{_PART}(?![A-Za-z]))"
)


class Numbers(NamedTuple):
    """The questions' numbers in the order of the request, each with its labels: `2.a` is ("2", "a")."""

    all: tuple[str, ...]
    labels: tuple[Labels, ...]
    parts: Mapping[str, Sequence[str]]

    def below(self, number: str) -> Sequence[str]:
        """The parts of a question, at any depth."""
        return self.parts.get(number, ())

    def at(self, labels: Labels, *, after: int = -1) -> str | None:
        """The question that some labels name: the next from a place on, else any.

        What bears a number of its own is meant before what counts by its place: `1` is question 1, not the first without a number.
        """
        named = [n for n, known in enumerate(self.labels) if _names(labels, known=known)]
        fits = [n for n in named if not _BY_PLACE.fullmatch(self.all[n].rpartition(".")[2])] or named
        later = [n for n in fits if n > after]
        found = later or fits
        return self.all[found[0]] if found else None

    def between(self, first: str, last: str) -> list[str]:
        """Every question after one up to another, no deeper than the deeper of both."""
        within = self.all[self.all.index(first) + 1 : self.all.index(last) + 1]
        depth = max(first.count("."), last.count("."))
        return [one for one in within if one.count(".") <= depth]


def numbers_of(numbers: Sequence[str]) -> Numbers:
    """The questions of a request by their numbers, and the headings above them that are no questions."""
    known = dict[str, None]()
    for number in numbers:
        steps = number.split(".")
        known |= dict.fromkeys(".".join(steps[:length]) for length in range(1, len(steps)))
        known[number] = None
    parts = dict[str, list[str]]()
    for number in known:
        for dot in re.finditer(r"\.", number):
            parts.setdefault(number[: dot.start()], []).append(number)
    return Numbers(all=tuple(known), labels=tuple(labels_of(one) for one in known), parts=parts)


def named_in(written: str, *, numbers: Numbers, after: int = -1) -> list[str]:
    """The questions that a list names, `4a to e` written out; empty where one of them is not of the request."""
    found = list[str]()
    for step in _STEP.finditer(written):
        labels = labels_in(step["one"])
        if labels and not labels[0].isdigit() and found:
            beside = found[-1].rpartition(".")[0]
            number = numbers.at((*labels_of(beside), *labels)) or numbers.at((*labels_of(found[-1]), *labels))
        else:
            number = numbers.at(labels, after=after)
        if number is None:
            return []
        found += numbers.between(found[-1], number) if step["range"] and found else [number]
    return list(dict.fromkeys(found))


def labels_in(written: str) -> Labels:
    """The labels of one number as anyone may write it: `Q2(A)` is ("2", "a")."""
    low = written.lower().lstrip("q. ")
    return tuple(one.lstrip("0") or "0" if one.isdigit() else one for one in _RUN.findall(low))


def _names(labels: Labels, *, known: Labels) -> bool:
    """Whether labels name a question: in full, or from its end where its section or list is left out."""
    if labels == known:
        return True
    left_out = known[: -len(labels)]
    return known[-len(labels) :] == labels and all(one.startswith("s") and len(one) > 1 for one in left_out)


def labels_of(number: str) -> Labels:
    """The labels of a canonical number; a bullet or an unnumbered question counts by its place alone."""
    return tuple(one[1:] if _BY_PLACE.fullmatch(one) else one.lower() for one in number.split("."))
