"""The dated numbers and names of the law: for each, from which day it applies and by which source."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from watchbook.law.confirmed import Confirmable, standing
from watchbook.law.refusals import Refusal
from watchbook.law.rows import fields, read

type Value = int | str | bool | tuple[str, ...]

_FOLDER = Path(__file__).parent / "parameters"
_chosen: ContextVar[Mapping[str, Value] | None] = ContextVar("chosen", default=None)
_supposed: ContextVar[Mapping[str, Value] | None] = ContextVar("supposed", default=None)


class NotInForce(Refusal):
    """The law had no such value on that day, or this rule set does not hold it."""


class UnknownParameter(LookupError):
    """No parameter of that name is in the rule set: a mistake in the program, not a refusal."""


@dataclass(frozen=True, kw_only=True)
class ParameterEntry(Confirmable):
    """One value of the law from a day on, with its source; if not `verified`, a solicitor must confirm it."""

    name: str
    value: Value
    since: date
    until: date | None = None
    source: str
    provision: str
    verified: bool = True
    note: str = ""


def parameter(name: str, *, on: date) -> Value:
    """Say the value that the law gave on that day."""
    return entry_on(parameter_entries(name), on=on).value


def number(name: str, *, on: date) -> int:
    """Say the whole number that the law gave on that day."""
    return whole_number(entry_on(parameter_entries(name), on=on))


def names(name: str, *, on: date) -> tuple[str, ...]:
    """Say the names that the law gave on that day, such as grounds or sections."""
    value = parameter(name, on=on)
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not a list of names.")
    return value


def parameter_entry(name: str, *, on: date) -> ParameterEntry:
    """Give the entry that applied on that day, so that an explanation can cite its source."""
    return standing(entry_on(parameter_entries(name), on=on))


def entry_on(entries: Sequence[ParameterEntry], *, on: date) -> ParameterEntry:
    """Choose the entry that applied on that day from those of one parameter, oldest first."""
    begun = [entry for entry in entries if entry.since <= on]
    if not begun:
        first = entries[0]
        raise NotInForce("not_yet_in_force", {"on": on, "since": first.since, "source": first.source})
    last = begun[-1]
    if last.until is not None and on > last.until:
        raise NotInForce("no_longer_in_force", {"on": on, "until": last.until, "source": last.source})
    return last


def parameter_entries(name: str) -> tuple[ParameterEntry, ...]:
    """Give every dated entry of a parameter, oldest first."""
    entries = _all_entries().get(name)
    if entries is None:
        raise UnknownParameter(f"No parameter is called {name!r}. The names are act.subject.value.")
    instead = {**(_chosen.get() or {}), **(_supposed.get() or {})}
    if name not in instead:
        return entries
    return tuple(replace(one, value=instead[name], verified=False) for one in entries)


def choosing(values: Mapping[str, Value]) -> AbstractContextManager[None]:
    """Within, these parameters have the values that the authority chose for the day asked about, as the law leaves it to."""
    return _within(_chosen, values)


def supposing(values: Mapping[str, Value]) -> AbstractContextManager[None]:
    """Within, these parameters have these values on every day that the rule set covers: to try a change, never to decide."""
    return _within(_supposed, values)


@contextmanager
def _within(where: ContextVar[Mapping[str, Value] | None], values: Mapping[str, Value]) -> Iterator[None]:
    for name, value in values.items():
        held = parameter_entries(name)[0].value
        if type(held) is not type(value):
            raise TypeError(f"{name} takes a value like {held!r}, not {value!r}.")
    before = where.set(values)
    try:
        yield
    finally:
        where.reset(before)


def parameter_names() -> tuple[str, ...]:
    """Name every parameter of the rule set."""
    return tuple(sorted(_all_entries()))


def whole_number(entry: ParameterEntry) -> int:
    """Read the entry's value as a whole number."""
    if isinstance(entry.value, bool) or not isinstance(entry.value, int):
        raise TypeError(f"{entry.name} is not a whole number.")
    return entry.value


@cache
def _all_entries() -> dict[str, tuple[ParameterEntry, ...]]:
    """Read the rule set, once."""
    return entries_in(_FOLDER)


def entries_in(folder: Path) -> dict[str, tuple[ParameterEntry, ...]]:
    """Read every file of a folder of parameters: a folder for each act, a file for each subject."""
    return {
        name: tuple(
            sorted((ParameterEntry(name=name, **fields(row)) for row in rows), key=lambda entry: entry.since)
        )
        for path in sorted(folder.glob("*/*.toml"))
        for key, rows in read(path).items()
        for name in [f"{path.parent.name}.{path.stem}.{key}"]
    }
