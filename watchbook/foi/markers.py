"""What counts as the marker of a question: a number, letter, roman numeral or bullet written before it.

A marker is only a candidate here. Whether `3.` opens a question or ends a wrapped date is decided by the
sequence in which the markers stand (`numbering`).
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Family(StrEnum):
    """The kinds of numbering that a list can run in."""

    SECTION = "section"
    NUMBER = "number"
    DECIMAL = "decimal"
    LETTER = "letter"
    CAPITAL = "capital"
    ROMAN = "roman"
    CAPITAL_ROMAN = "capital roman"
    BULLET = "bullet"


class Step(NamedTuple):
    """One step of a number: `c` of `2.c` is the third of the letters. Its shape is what stands around it."""

    family: Family
    value: int
    label: str
    shape: str = ""


type Reading = tuple[Step, ...]


class Marker(NamedTuple):
    """A marker as written, how long it is, and each way to read it (`i` is a letter or a roman one)."""

    written: str
    length: int
    readings: tuple[Reading, ...]


_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx")
_ROMANS = {tens + units: 10 * _TENS.index(tens) + _UNITS.index(units) for tens in _TENS for units in _UNITS}


def _number(digits: str) -> Step:
    return Step(Family.NUMBER, int(digits), str(int(digits)))


def _lettered(written: str) -> tuple[Step, ...]:
    low, capital = written.lower(), written.isupper()
    steps = []
    if len(low) == 1:
        steps.append(Step(Family.CAPITAL if capital else Family.LETTER, ord(low) - ord("a") + 1, written))
    if low in _ROMANS and written in (low, low.upper()):
        steps.append(Step(Family.CAPITAL_ROMAN if capital else Family.ROMAN, _ROMANS[low], written))
    return tuple(steps)


def _of_section(found: re.Match[str]) -> tuple[Reading, ...]:
    label = found["label"]
    steps = (_number(label),) if label.isdigit() else _lettered(label)
    return tuple((step._replace(family=Family.SECTION),) for step in steps)


def _of_number(found: re.Match[str]) -> tuple[Reading, ...]:
    whole = _number(found["number"])
    part = found.groupdict().get("part")
    return tuple((whole, step) for step in _lettered(part)) if part else ((whole,),)


def _of_decimal(found: re.Match[str]) -> tuple[Reading, ...]:
    first, *rest = found["number"].split(".")
    return ((_number(first), *(_number(digits)._replace(family=Family.DECIMAL) for digits in rest)),)


def _of_letter(found: re.Match[str]) -> tuple[Reading, ...]:
    return tuple((step,) for step in _lettered(found["label"]))


def _of_bullet(_found: re.Match[str]) -> tuple[Reading, ...]:
    return ((Step(Family.BULLET, 0, ""),),)


class _Style(NamedTuple):
    readings: Callable[[re.Match[str]], tuple[Reading, ...]]
    pattern: re.Pattern[str]


# The first style that fits is the marker, so the longer forms stand before the shorter.
_STYLES = (
    # Section 2 - Who reported
    _Style(
        _of_section,
        re.compile(
            r"(?i:section|part|rhan|adran)\s+(?P<label>\d{1,2}|[A-Za-z]|[ivxIVX]{2,5})"
            r"(?:\s*[-–—:.](?=\s|$)|\s*$)"
        ),
    ),
    # Question 4: / Request for information 4:
    _Style(
        _of_number,
        re.compile(
            r"(?i:request(?: for information)?|information request|question|cwestiwn)\s*(?i:no\.?|number)?\s*"
            r"(?P<number>\d{1,3})(?:\(?(?P<part>[a-z])\)?)?(?:\s*[.:)\-–—]|\s*$)"
        ),
    ),
    # Q1. / Q1(a) / q 1
    _Style(
        _of_number,
        re.compile(r"[Qq]\.?\s?(?P<number>\d{1,3})\s?(?:\(?(?P<part>[a-z])\)?)?(?:[.:)\-–—]+|(?=\s|$))"),
    ),
    # 2a) / 3b
    _Style(_of_number, re.compile(r"[(\[]?(?P<number>\d{1,3})(?P<part>[a-z])(?:[.):\]]+(?=\D|$)|(?=\s))")),
    # 2(a) / 1. a) / 2(iv)
    _Style(
        _of_number,
        re.compile(r"[(\[]?(?P<number>\d{1,3})[.)]{0,2}\s?\(?(?P<part>[a-z]|[ivx]{2,5})[):\]](?=\D|$)"),
    ),
    # 1.a.
    _Style(_of_number, re.compile(r"[(\[]?(?P<number>\d{1,3})\.(?P<part>[a-z])\.(?=\s|$)")),
    # 1.1 / 2.3.1)
    _Style(_of_decimal, re.compile(r"[(\[]?(?P<number>\d{1,3}(?:\.\d{1,2}){1,3})[.):\]]?(?=\s|$)")),
    # 1. / 1) / (1) / 1: / 1 - / 1.How / 1 before a tab
    _Style(
        _of_number,
        re.compile(r"[(\[]?(?P<number>\d{1,3})(?:[.):\]]{1,2}(?=\D|$)|\s?[-–—](?=\s)|(?=\t|\s{2}))"),
    ),
    # (a) / b. / C) / (iv)
    _Style(_of_letter, re.compile(r"[(\[]?(?P<label>[A-Za-z]|[ivxIVX]{2,7})(?:[.:](?=\s|$)|[)\]]{1,2}\.?)")),
    # • / - / * and the private characters as which a word processor exports its bullets
    _Style(_of_bullet, re.compile(r"(?:[•·▪◦‣⁃●○■□➢➤✓✔\uf0a7\uf0b7\uf0d8]\s*|[*\-–—]\s+|o\t\s*)(?=\S)")),
)
# Nearly all lines begin with a plain word; this tells them apart at one go.
_MAY_BEGIN = re.compile(
    r"[(\[]?(?:\d|[A-Za-z][.:)\]]|[ivxIVX]{2,7}[.:)\]])|[Qq]\W?\s?\d|o\t|[^\w\s(\[]"
    r"|(?i:section|part|rhan|adran|request|information|question|cwestiwn)\b"
)
_SHAPE = re.compile(r"[\w\s]+")
_INLINE = re.compile(r"(?:^|(?<=\s))(?=[(\[]?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5})[.):\]]\s)")
_LONGEST_INLINE = 12


def at_start(line: str) -> Marker | None:
    """The marker with which a line begins, or None."""
    if not _MAY_BEGIN.match(line):
        return None
    for style in _STYLES:
        found = style.pattern.match(line)
        if found is not None:
            return _marker(found, readings=style.readings(found))
    return None


def _marker(found: re.Match[str], *, readings: tuple[Reading, ...]) -> Marker | None:
    written = found.group().rstrip()
    shape = _SHAPE.sub("", written)
    shaped = tuple((*reading[:-1], reading[-1]._replace(shape=shape)) for reading in readings)
    return Marker(written, found.end(), shaped) if shaped else None


def without(line: str) -> str:
    """What a line says after its marker."""
    marker = at_start(line)
    return line[marker.length :] if marker else line


def within(line: str) -> list[int]:
    """Where a running paragraph counts off what it asks, `1) … 2) …`: the places of one unbroken sequence."""
    family, places = None, list[int]()
    for found in _INLINE.finditer(line):
        steps = _single_steps(line[found.start() : found.start() + _LONGEST_INLINE])
        step = next((s for s in steps if s.value == len(places) + 1 and family in (None, s.family)), None)
        if step is not None:
            family = step.family
            places.append(found.start())
    return places if len(places) > 1 else []


def _single_steps(line: str) -> list[Step]:
    marker = at_start(line)
    return [reading[0] for reading in marker.readings if len(reading) == 1] if marker else []
