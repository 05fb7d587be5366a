"""Small parts of a figure in a published answer: hidden by the rule of every figure that leaves the house (FOIA s.40(2)).

A part is a line of its own, `Licensing: 1`; the total of a year is no part.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from watchbook.figures.small_numbers import withheld
from watchbook.law.parameters import number
from watchbook.organisation.queries import today

_PART = re.compile(r"(?P<name>[^:\n]{1,80}): (?P<count>[0-9][0-9,]*)\.?")
_YEAR = re.compile(r"\b[0-9]{4}\b")


def small_parts(answer: str) -> list[str]:
    """List the lines whose number may not be public."""
    return [line for line, is_small in _lines(answer) if is_small]


def without_small_parts(answer: str) -> str:
    """Put “not shown” in place of each number that may not be public, and say why."""
    if not small_parts(answer):
        return answer
    hidden = _("not shown")
    told = [f"{line.partition(': ')[0]}: {hidden}" if is_small else line for line, is_small in _lines(answer)]
    why = _(
        "We do not show a part from 1 to {most}, or a part that would let you work it out, because somebody could be recognised."
    ).format(most=_below() - 1)
    return "\n".join([*told, why])


def numbers_gone(*, before: str, now: str) -> set[int]:
    """The numbers of the parts that a wording told and this one does not."""
    left = {name for name, _count in map(_named, _parts(now))}
    return {count for name, count in map(_named, _parts(before)) if name not in left}


def without(value: Any, numbers: set[int]) -> Any:
    """A value without these numbers, wherever they stand beside a name."""
    if isinstance(value, dict):
        return {key: without(one, numbers) for key, one in value.items() if not _is_in(one, numbers)}
    return [without(one, numbers) for one in value] if isinstance(value, list) else value


def _is_in(one: Any, numbers: set[int]) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and one in numbers


def _lines(answer: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether its number is hidden; lines of parts in a row are the parts of one whole."""
    for is_part, lines in groupby(answer.split("\n"), key=_is_part):
        listed = list(lines)
        counts = [_named(line)[1] for line in listed] if is_part else []
        yield from zip(
            listed, withheld(counts, below=_below()) if is_part else [False] * len(listed), strict=True
        )


def _parts(answer: str) -> list[str]:
    return [line for line in answer.split("\n") if _is_part(line)]


def _is_part(line: str) -> bool:
    found = _PART.fullmatch(line.strip())
    return found is not None and not _YEAR.search(found["name"])


def _named(line: str) -> tuple[str, int]:
    name, _colon, count = line.strip().rstrip(".").rpartition(": ")
    return name, int(count.replace(",", ""))


def _below() -> int:
    return int(number("authority.small_numbers.below", on=today()))
