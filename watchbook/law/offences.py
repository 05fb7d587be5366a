"""The offences that councils investigate, and whether each is above the crime threshold on a day (SI 2010/521 art 7A)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from watchbook.law.confirmed import Confirmable, standing
from watchbook.law.parameters import ParameterEntry, names, parameter_entry, whole_number
from watchbook.law.rows import fields, read

type Threshold = Literal[
    "none_then", "none_there", "by_penalty", "by_exception", "below", "unclear", "elsewhere"
]

_FOLDER = Path(__file__).parent / "offences"


class UnknownOffence(LookupError):
    """No offence of that id is in the register."""


@dataclass(frozen=True, kw_only=True)
class Offence(Confirmable):
    """An offence with its greatest punishment in months of prison, as it stood from a day on.

    `is_minor`: the Code gives watching somebody's daily life over it as an example of what is not proportionate.
    """

    id: str
    title: str
    act: str
    section: str
    theme: str
    nations: tuple[str, ...]
    summary_months: int
    indictment_months: int
    exception: str = ""
    since: date
    until: date | None = None
    source: str
    verified: bool
    note: str = ""
    is_minor: bool = False

    @property
    def greatest_months(self) -> int:
        """Say the longest prison term, by either kind of trial."""
        return max(self.summary_months, self.indictment_months)

    @property
    def is_fine_only(self) -> bool:
        """Say whether nobody can be sent to prison for it."""
        return self.greatest_months == 0


def offences(*, on: date) -> tuple[Offence, ...]:
    """Give the offences that the register holds for a day."""
    return tuple(standing(one) for one in _register() if _is_in_force(one, on))


def offence_ids() -> tuple[str, ...]:
    """Name every offence, also those that have ended."""
    return tuple(_versions())


def offence(offence_id: str, *, on: date) -> Offence | None:
    """Give an offence as it stood on a day, or None if it was not one then."""
    versions = _versions().get(offence_id)
    if versions is None:
        raise UnknownOffence(f"No offence has the id {offence_id!r}.")
    return next((standing(one) for one in versions if _is_in_force(one, on)), None)


def all_versions() -> tuple[Offence, ...]:
    """Give every entry that the register holds, ended ones too."""
    return tuple(map(standing, _register()))


def latest(offence_id: str) -> Offence:
    """Give the youngest version of an offence, to name it on a day on which it was none."""
    return standing(_versions()[offence_id][-1])


def needs_threshold(*, nation: str, on: date) -> bool:
    """Say whether directed surveillance needs an offence above a threshold (SI 2010/521 art 7A)."""
    return _threshold_here(nation, on) and bool(_threshold_entry("is_needed", on).value)


def threshold(one: Offence, *, nation: str, on: date) -> Threshold:
    """Say how an offence stands to the crime threshold, or that the law does not say."""
    if not _threshold_here(nation, on):
        return "none_there"
    if not needs_threshold(nation=nation, on=on):
        return "none_then"
    if one.exception and one.exception in _names("unclear_exceptions", on):
        return "unclear"
    if nation not in one.nations:
        return "elsewhere"
    if one.greatest_months >= whole_number(_threshold_entry("least_months", on)):
        return "by_penalty"
    return "by_exception" if one.exception and one.exception in _names("exceptions", on) else "below"


def _threshold_here(nation: str, on: date) -> bool:
    return nation in _names("nations", on)


def _threshold_entry(name: str, on: date) -> ParameterEntry:
    return parameter_entry(f"ripa.crime_threshold.{name}", on=on)


def _names(name: str, on: date) -> tuple[str, ...]:
    return names(f"ripa.crime_threshold.{name}", on=on)


def _is_in_force(one: Offence, on: date) -> bool:
    return one.since <= on and (one.until is None or on <= one.until)


@cache
def _versions() -> Mapping[str, tuple[Offence, ...]]:
    """Each offence's versions by its id, oldest first."""
    return {key: tuple(found) for key, found in groupby(_register(), key=lambda one: one.id)}


@cache
def _register() -> tuple[Offence, ...]:
    """Read the register, once: by theme, the versions of an offence in order."""
    found = [
        Offence(theme=path.stem, **fields(row))
        for path in sorted(_FOLDER.glob("*.toml"))
        for row in read(path)["offences"]
    ]
    return tuple(sorted(found, key=lambda one: (one.theme, one.id, one.since)))
