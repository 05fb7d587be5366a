"""Small numbers in a report that leaves the house: what is broken down so far that somebody could be recognised is not told.

The exact figures stay in the statistics, for those who may read them. What a figure adds up to is told (LAW: RIPA totals are
published); its parts are not, where one is small (FOIA s.40(2); FOISA s.38(1)(b)) or tells one that is. Parts are told of calendar
years alone: what a year has and its quarters have not would be told by subtracting one report from another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchbook.figures.small_numbers import withheld
from watchbook.reading.times.days import MONTHS_OF_A_QUARTER
from watchbook.reports.statistic_line import StatisticLine
from watchbook.reports.statistics import ALONE


@dataclass(frozen=True)
class ToldLine:
    """A figure as it leaves the house: its title, and what is said of the period and of the days a year before."""

    title: str
    count: str
    before: str


def told_parts(parts: Sequence[int], *, below: int) -> list[int | None]:
    """Return the parts of a whole that are told, in their order; None in place of each that is not."""
    held = withheld(parts, below=below)
    return [None if is_held else part for part, is_held in zip(parts, held, strict=True)]


def told_months(months: Sequence[int], *, below: int) -> list[int | None]:
    """Return the months of a year that are told. Each quarter is a whole of its own: a report on that quarter tells its total."""
    quarters = (months[at : at + MONTHS_OF_A_QUARTER] for at in range(0, len(months), MONTHS_OF_A_QUARTER))
    return [one for quarter in quarters for one in told_parts(quarter, below=below)]


def told_lines(lines: Sequence[StatisticLine], *, below: int) -> list[ToldLine]:
    """Say the lines of a table, parts of a whole without their small numbers; and without lines that would tell one by their title.

    Both columns tell a nought in the same words.
    """
    hidden = _hidden(lines, [line.count for line in lines], below=below)
    hidden_before = _hidden(lines, [line.before for line in lines], below=below)
    gone = {place for place in hidden | hidden_before if _tells_by_standing_there(lines, lines[place])}
    return [
        ToldLine(
            line.title,
            _("not shown") if place in hidden else (not line.count and line.nought) or str(line.count),
            _("not shown") if place in hidden_before else line.before_words,
        )
        for place, line in enumerate(lines)
        if place not in gone
    ]


def totals(lines: Sequence[StatisticLine]) -> list[StatisticLine]:
    """Leave out the parts of what is counted."""
    return [line for line in lines if not line.part_of]


def rule_words(below: int, *, is_split: bool) -> str:
    """Say what is left out, and why; where a report splits no total, that."""
    if not is_split:
        return _(
            "We show totals, however small. We split totals only in the report on a whole calendar year, so that nobody can work out "
            "a small number by comparing two reports."
        )
    return _(
        "We show totals, however small. If we split a total, we hide each part from 1 to {most}, and any part that would let you work "
        "out a hidden one, because somebody could be recognised."
    ).format(most=below - 1)


def _hidden(lines: Sequence[StatisticLine], counts: Sequence[int], *, below: int) -> set[int]:
    """Return the places that are not told in one column; the parts of what is not told are not told either."""
    hidden: set[int] = set()
    for whole in dict.fromkeys(line.part_of for line in lines if line.part_of):
        alone = [place for place, line in enumerate(lines) if line.part_of == whole and line.name in ALONE]
        hidden.update(place for place in alone if _is_told_by_rest(lines, counts, place, below=below))
        places = [place for place, line in enumerate(lines) if line.part_of == whole and place not in alone]
        is_hidden = any(lines[place].name == whole for place in hidden)
        held = withheld([counts[place] for place in places], below=below)
        hidden.update(place for place, small in zip(places, held, strict=True) if small or is_hidden)
        hidden.update(alone if is_hidden else ())
    return hidden


def _is_told_by_rest(
    lines: Sequence[StatisticLine], counts: Sequence[int], place: int, *, below: int
) -> bool:
    """Whether a part whose rest is no line is small, or its rest is: the whole less the one is the other."""
    whole = next(
        (
            counts[at]
            for at, line in enumerate(lines)
            if line.name == lines[place].part_of and not _is_own(line)
        ),
        counts[place],
    )
    return withheld([counts[place], whole - counts[place]], below=below)[0]


def _is_own(line: StatisticLine) -> bool:
    """Whether a line is a part that bears the name of its whole."""
    return line.name == line.part_of


def _tells_by_standing_there(lines: Sequence[StatisticLine], part: StatisticLine) -> bool:
    """Whether a line tells something without its number: a lone part is the whole, and a result of triage is listed only if there was one."""
    return _is_own(part) or sum(line.part_of == part.part_of for line in lines) == 1
