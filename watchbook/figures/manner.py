"""Figures of looks made openly, covertly or neither, with those that earlier rules called open told apart (Code 3.12)."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.utils.translation import ngettext

from watchbook.figures.findings import Inquiry, Value
from watchbook.figures.look_limits import Limits, own_pages_among
from watchbook.looks.models import Manner
from watchbook.reading.times.period import Period


def openly(by: Mapping[Any, int]) -> dict[str, Value]:
    """Tell how many were made openly and covertly, and neither where there are such."""
    value: dict[str, Value] = {
        "overt": by.get(Manner.OPEN, 0) + by.get(Manner.OVERT, 0),
        "covert": by.get(Manner.COVERT, 0),
    }
    return value | ({"unannounced": by[Manner.UNANNOUNCED]} if by.get(Manner.UNANNOUNCED) else {})


def neither(by: Mapping[Any, int], *, imported: int) -> list[str]:
    """Say what is neither announced nor hidden, and what counts as open by earlier rules; an earlier log is told of apart."""
    said = []
    if unannounced := by.get(Manner.UNANNOUNCED, 0):
        said.append(
            ngettext(
                "{count} look was neither announced to the people concerned nor hidden from them.",
                "{count} looks were neither announced to the people concerned nor hidden from them.",
                unannounced,
            ).format(count=unannounced)
        )
    if earlier := by.get(Manner.OVERT, 0) - imported:
        said.append(
            ngettext(
                "{count} look counts as open under our earlier rules, which called a look open if the officer did not hide it.",
                "{count} looks count as open under our earlier rules, which called a look open if the officer did not hide it.",
                earlier,
            ).format(count=earlier)
        )
    return said


class CountedManners(Protocol):
    """The looks of some periods by their manner, with those of earlier logs that were open."""

    @property
    def periods(self) -> Sequence[Period]: ...
    @property
    def by(self) -> Mapping[Any, int]: ...
    @property
    def imported_overt(self) -> int: ...
    @property
    def limits(self) -> Limits: ...


def beside(inquiry: Inquiry, found: CountedManners) -> tuple[list[str], dict[str, Value]]:
    """Say what a figure of openly and covertly leaves to ask: the authority's own pages among them, with their number, and what is neither."""
    said = neither(found.by, imported=found.imported_overt)
    own = 0 if found.limits else own_pages_among(inquiry, found.periods)
    if not own:
        return said, {}
    elsewhere = found.by.get(Manner.OPEN, 0) + found.by.get(Manner.OVERT, 0) - own
    at_own = ngettext(
        "Of all looks made openly, {count} was at the authority’s own pages and {elsewhere} elsewhere.",
        "Of all looks made openly, {count} were at the authority’s own pages and {elsewhere} elsewhere.",
        own,
    )
    return [at_own.format(count=own, elsewhere=elsewhere), *said], {"own_pages": own}


def from_earlier_logs(count: int) -> str:
    """Say how many were not recorded at the time of the look."""
    return ngettext(
        "{count} of these looks comes from an earlier log and was not recorded in our register at the time.",
        "{count} of these looks come from earlier logs and were not recorded in our register at the time.",
        count,
    ).format(count=count)
