"""The number of each question, read from the sequence in which a request's markers stand.

A marker goes on with the deepest list it fits, or opens a list below, or starts a list again. One that fits
no sequence (`2019.` at the start of a wrapped line) is no marker. `a)`, `(c)` and `a.` run in one list: how a
marker is punctuated counts only where two lists are open that it could belong to, as `1)` under `1.`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from watchbook.reading.split.markers import Family, Marker, MarkerStep, Reading

# A requester drops or repeats a number now and then; a leap of more is a date, a sum or a footnote.
LEAP = 3
LATEST = 100  # number at which a list still begins late

type Rungs = tuple[MarkerStep, ...]


class Place(NamedTuple):
    """Where a marker stands: its section ("" where the request has only one) and the steps of its number."""

    marker: Marker
    section: str
    steps: Rungs

    @property
    def family(self) -> Family:
        """The kind of numbering of the marker itself."""
        return self.steps[-1].family

    @property
    def number(self) -> str:
        """The canonical number: `2.c`, or `S2.1.i` in a request of several sections."""
        labels = [step.label for step in self.steps]
        return ".".join([f"S{self.section}", *labels] if self.section else labels)


def place(markers: Iterable[Marker | None]) -> list[Place | None]:
    """The place of each line's marker in the order of the request; None where a line has none that counts.

    Sections count only where a number comes in more than one of them.
    """
    places = list(_places(markers))
    numbers = {
        (found.section, tuple(step.label for step in found.steps))
        for found in places
        if found and found.family not in (Family.SECTION, Family.BULLET)
    }
    if len({labels for _, labels in numbers}) < len(numbers):
        return places
    return [found and found._replace(section="") for found in places]


def _places(markers: Iterable[Marker | None]) -> Iterator[Place | None]:
    """A list that starts again at the top opens a section, as a heading that names one does."""
    section = MarkerStep(Family.SECTION, 1, "1")
    rungs: Rungs = ()
    known = list(markers)
    ahead = _following(known)
    for marker, following in zip(known, ahead, strict=True):
        heading = _next_section(marker, section=section)
        late = _begins_late(marker, rungs=rungs, following=following)
        steps = (heading,) if heading else _next_rungs(marker, rungs=rungs) or late
        if marker is None or not steps:
            yield None
            continue
        family = steps[-1].family
        if heading:
            section, rungs = heading, ()
        elif family is not Family.BULLET:
            if _starts_again(steps, above=rungs):
                section = MarkerStep(Family.SECTION, section.value + 1, str(section.value + 1))
            rungs = steps
        yield Place(marker, section.label, steps)


def _following(markers: Sequence[Marker | None]) -> list[tuple[Marker, ...]]:
    """The next two markers that are no bullets, below each."""
    ahead, last = list[tuple[Marker, ...]](), tuple[Marker, ...]()
    for marker in reversed(markers):
        ahead.append(last)
        if marker and marker.readings[0][0].family is not Family.BULLET:
            last = (marker, *last[:1])
    return ahead[::-1]


def _begins_late(marker: Marker | None, *, rungs: Rungs, following: Sequence[Marker]) -> Rungs:
    """A number far beyond the last that its list goes on from, `9.` and `10.`; the first of a request only with two more, or with its `4.1`."""
    step = _alone(marker)
    if step is None or step.family is not Family.NUMBER or not following:
        return ()
    if rungs and (rungs[0].family is not Family.NUMBER or step.value <= rungs[0].value):
        return ()
    first = following[0].readings[0]
    has_parts = len(first) > 1 and (first[0].value, first[1].value) == (step.value, 1)
    below = [_alone(one) for one in following[: 1 if rungs else 2]]
    wanted = [(Family.NUMBER, step.value + n, step.shape) for n in (1, 2)][: 1 if rungs else 2]
    goes_on = [(one.family, one.value, one.shape) for one in below if one] == wanted
    return (step,) if step.value < LATEST and (goes_on or has_parts) else ()


def _alone(marker: Marker | None) -> MarkerStep | None:
    """The step of a marker that has but one."""
    return marker.readings[0][0] if marker and len(marker.readings[0]) == 1 else None


def _next_section(marker: Marker | None, *, section: MarkerStep) -> MarkerStep | None:
    steps = [reading[0] for reading in marker.readings] if marker else []
    named = (step for step in steps if step.family is Family.SECTION)
    return next((step for step in named if step.value == 1 or 0 <= step.value - section.value <= LEAP), None)


def _next_rungs(marker: Marker | None, *, rungs: Rungs) -> Rungs:
    readings = marker.readings if marker else ()
    if readings and readings[0][0].family is Family.BULLET:
        return readings[0]
    for fits in (_goes_on, _opens, _opens_again, _leaps):
        for reading in readings:
            steps = fits(reading, above=rungs)
            if steps:
                return steps
    return ()


def _goes_on(reading: Reading, *, above: Rungs) -> Rungs:
    """The next of the deepest open list of its kind: `b)` after `a)`, `3.` after `2.` and all its parts."""
    return next((steps for steps, leap in _in_open_lists(reading, above=above) if leap == 1), ())


def _opens(reading: Reading, *, above: Rungs) -> Rungs:
    """The first of a list of a kind, or at least a shape, not open yet: the parts of the question above."""
    step = reading[0]
    is_open = any((rung.family, rung.shape) == (step.family, step.shape) for rung in above)
    return (*above, step) if len(reading) == 1 and step.value == 1 and not is_open else ()


def _opens_again(reading: Reading, *, above: Rungs) -> Rungs:
    """The first of a list of a kind that is open: it starts again."""
    if len(reading) > 1:
        return reading if all(step.value == 1 for step in reading) else ()
    return next((steps for steps, _ in _in_open_lists(reading, above=above) if reading[0].value == 1), ())


def _leaps(reading: Reading, *, above: Rungs) -> Rungs:
    """A number repeated or a few left out, or written in full, as `2a`."""
    if len(reading) > 1 or (not above and reading[0].family is Family.NUMBER):
        return reading if _follows(reading, above=above) else ()
    return next((steps for steps, leap in _in_open_lists(reading, above=above) if 0 <= leap <= LEAP), ())


def _in_open_lists(reading: Reading, *, above: Rungs) -> Iterator[tuple[Rungs, int]]:
    """The step as one of each open list of its kind, and how far it goes beyond the last of it.

    Lists of the same shape come first, then the deepest.
    """
    step = reading[0]
    depths = [depth for depth, rung in enumerate(above) if rung.family is step.family and len(reading) == 1]
    for depth in sorted(depths, key=lambda depth: (above[depth].shape == step.shape, depth), reverse=True):
        yield (*above[:depth], step), step.value - above[depth].value


def _follows(reading: Reading, *, above: Rungs) -> bool:
    """Whether a number written in full comes after the last one, leaping at no step."""
    shared = True
    for depth, step in enumerate(reading):
        last = above[depth] if shared and depth < len(above) else None
        known = last is not None and last.family is step.family
        leap = step.value - (last.value if last is not None and known else 0)
        if not (0 if known else 1) <= leap <= LEAP:
            return False
        shared = known and leap == 0
    return True


def _starts_again(steps: Rungs, *, above: Rungs) -> bool:
    if not above or steps[0].family is not above[0].family:
        return False
    return steps[0].value < above[0].value or (len(steps) == 1 and steps[0].value == above[0].value == 1)
