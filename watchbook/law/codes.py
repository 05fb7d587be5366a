"""The Codes of practice by edition, and the same thing in each Act: what a rule cites in a nation on a day (RIPA s.71)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from watchbook.law.confirmed import standing
from watchbook.law.durations import ACTS
from watchbook.law.parameters import NotInForce
from watchbook.law.provisions import Provision, UnknownProvision, as_held
from watchbook.law.rows import fields, read

_FOLDER = Path(__file__).parent / "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEdition:
    """One edition of a Code under an Act and the days on which it was the one to follow."""

    code: str
    act: str
    edition: str
    since: date
    until: date | None = None
    title: str
    verified: bool
    note: str


def cited(subject: str, *, nation: str, on: date) -> Provision:
    """Give what a rule cites: a Code's paragraph, one Act's or the other's section, or the provision of that id."""
    return standing(_cited(subject, ACTS[nation], on))


def edition(code: str, *, nation: str, on: date) -> CodeEdition:
    """Give the edition of a Code that was the one to follow in a nation on a day."""
    return _edition(code, ACTS[nation], on)


def paragraph(code: str, *, act: str, edition: str, number: str) -> tuple[Provision, ...]:
    """Give what an edition says at a number, one provision for each subject; nothing if the number was not seen."""
    held = next(one for one in editions() if (one.code, one.act, one.edition) == (code, act, edition))
    rows = (row for row in _paragraphs().values() if row["code"] == code)
    return tuple(
        standing(_provision(row, held)) for row in rows if row["numbers"].get(f"{act}-{edition}") == number
    )


def numbered_paragraphs() -> tuple[Provision, ...]:
    """Give every paragraph of every edition whose number is held, once for each subject that is cited from it."""
    found = (
        _provision(row, held)
        for held in editions()
        for row in _paragraphs().values()
        if row["code"] == held.code and f"{held.act}-{held.edition}" in row["numbers"]
    )
    return tuple(map(standing, found))


def subjects() -> tuple[str, ...]:
    """Name everything that a rule may cite besides provisions."""
    return (*_paragraphs(), *_statutes())


@cache
def _cited(subject: str, act: str, on: date) -> Provision:
    if subject in _statutes():
        return as_held(_statutes()[subject][act])
    row = _paragraphs().get(subject)
    if row is None:
        return as_held(subject)
    return _provision(row, _edition(row["code"], act, on))


def _edition(code: str, act: str, on: date) -> CodeEdition:
    held = [one for one in editions() if (one.code, one.act) == (code, act)]
    if not held:
        raise UnknownProvision(f"No edition of a Code is called {code!r}.")
    begun = [one for one in held if one.since <= on]
    if not begun:
        raise NotInForce("not_yet_in_force", {"on": on, "since": held[0].since, "source": held[0].title})
    return begun[-1]


def _provision(row: dict[str, Any], held: CodeEdition) -> Provision:
    """Make a paragraph of an edition into what a reason cites; without its number it cites the subject."""
    key = f"{held.act}-{held.edition}"
    number = row["numbers"].get(key, "")
    kind = "" if number.startswith("chapter") else "paragraphs " if " to " in number else "paragraph "
    return Provision(
        id=f"{held.act}.{held.code}_code.{held.edition}.{number.replace(' ', '_') or row['subject']}",
        title=held.title + (f", {kind}{number}" if number else ", paragraph number not held"),
        edition=held.edition,
        gloss=MappingProxyType(row["gloss"]),
        verified=key in row["verified_in"],
    )


@cache
def editions() -> tuple[CodeEdition, ...]:
    """Give every edition, those of one Code in order."""
    found = (CodeEdition(**fields(row)) for row in read(_FOLDER / "editions.toml")["editions"])
    return tuple(sorted(found, key=lambda one: (one.act, one.code, one.since)))


@cache
def _paragraphs() -> dict[str, dict[str, Any]]:
    return {row["subject"]: row for row in read(_FOLDER / "paragraphs.toml")["paragraphs"]}


@cache
def _statutes() -> dict[str, dict[str, str]]:
    return read(_FOLDER / "statutes.toml")
