"""Small parts of a figure in a letter or a published answer: hidden by the rule of every figure that leaves the house (FOIA s.40(2)).

A part is a line of its own, `Licensing: 1` or `03/2026: 1`; the total of a year is no part.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.figures.small_numbers import withheld
from watchbook.law.exemptions import exemption
from watchbook.law.parameters import number
from watchbook.law_words.cited import in_their_language
from watchbook.reading.times.days import MONTHS_OF_A_QUARTER

# A name may have a colon of its own; a line of several sentences or figures is no part.
_PART = re.compile(r"(?P<name>(?:(?!\. |;).){1,120}): (?P<count>[0-9][0-9,]*)\.?")
# The exemption of each law for personal data of somebody else.
PERSONAL_DATA = {"foia": "s40_2", "foisa": "s38_1_b", "eir": "r13", "eisr": "r11"}
NOT_SHOWN = gettext_lazy("not shown")
# Words that hide a figure, ours or an officer's, in English and in Welsh.
_HIDES = re.compile(
    r"[<≤]|\b(?:fewer|less) than\b|\bnot shown\b|\bl?lai na\b|\bheb ei ddangos\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b[0-9]{4}\b")
_MONTH = re.compile(r"(?P<month>[0-9]{2})/(?P<year>[0-9]{4})")  # `03/2026`


def small_parts(answer: str) -> list[str]:
    """List the lines whose number may not be public."""
    return [line for line, is_small in _lines(answer) if is_small]


def personal_data(regime: str, *, on: date) -> str:
    """Name the exemption by which a small part is withheld, as a letter cites it; "" where the law of that day has none."""
    ground = exemption(regime, PERSONAL_DATA[regime], on=on)
    return in_their_language(ground.cited) if ground else ""


def without_small_parts(answer: str, *, under: str = "") -> str:
    """Put “not shown” in place of each number that may not be public, and say why; a letter says under which exemption."""
    if not small_parts(answer):
        return answer
    told = [
        f"{line.rpartition(': ')[0]}: {NOT_SHOWN}" if is_small else line for line, is_small in _lines(answer)
    ]
    cited = _("We withhold these numbers under the {law}.").format(law=under) if under else ""
    return "\n".join([*told, f"{_why()} {cited}".strip()])


def without_why(answer: str) -> str:
    """Leave our own words on the rule out of an answer: their numbers count nobody."""
    return answer.replace(_why(), "")


def _why() -> str:
    said = _(
        "We do not show a number from 1 to {most} in a breakdown, or another number that would let you work it out, because somebody could be recognised."
    )
    return said.format(most=_below() - 1)


def hides_a_figure(answer: str) -> bool:
    """Whether a wording says that it hides a figure, as “not shown” and “fewer than 5” do."""
    return bool(_HIDES.search(answer))


def is_small(figure: float) -> bool:
    """Whether a figure is one of those that are never shown as a part."""
    return 0 < figure < _below()


def numbers_gone(*, before: str, now: str) -> set[int]:
    """The numbers of the parts that a wording told and this one does not; two lists may name the same part."""
    gone = Counter(map(_named, _parts(before))) - Counter(map(_named, _parts(now)))
    return {count for _name, count in gone}


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
        yield from zip(listed, _withheld(listed) if is_part else [False] * len(listed), strict=True)


def _withheld(parts: Sequence[str]) -> list[bool]:
    """Tell which parts are hidden: of the whole, and of a quarter of months, the total of which a report on it tells."""
    of_whole = withheld([_named(part)[1] for part in parts], below=_below())
    of_quarters = [
        is_held
        for _quarter, months in groupby(parts, key=_quarter_of)
        for is_held in withheld([_named(month)[1] for month in months], below=_below())
    ]
    return [any(held) for held in zip(of_whole, of_quarters, strict=True)]


def _quarter_of(part: str) -> tuple[str, int] | None:
    """Return the year and the quarter of a month; of any other part None."""
    month = _MONTH.fullmatch(_named(part)[0])
    return (month["year"], (int(month["month"]) - 1) // MONTHS_OF_A_QUARTER) if month else None


def _parts(answer: str) -> list[str]:
    return [line for line in answer.split("\n") if _is_part(line)]


def _is_part(line: str) -> bool:
    found = _PART.fullmatch(line.strip())
    return found is not None and bool(_MONTH.fullmatch(found["name"]) or not _YEAR.search(found["name"]))


def _named(line: str) -> tuple[str, int]:
    name, _colon, count = line.strip().rstrip(".").rpartition(": ")
    return name, int(count.replace(",", ""))


def _below() -> int:
    return int(number("authority.small_numbers.below", on=london_day(timezone.now())))
