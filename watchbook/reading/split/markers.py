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


class MarkerStep(NamedTuple):
    """One step of a number: `c` of `2.c` is the third of the letters. Its shape is what stands around it."""

    family: Family
    value: int
    label: str
    shape: str = ""


type Reading = tuple[MarkerStep, ...]


class Marker(NamedTuple):
    """A marker as written, how long it is, and each way to read it (`i` is a letter or a roman one)."""

    written: str
    length: int
    readings: tuple[Reading, ...]


_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx")
_ROMANS = {tens + units: 10 * _TENS.index(tens) + _UNITS.index(units) for tens in _TENS for units in _UNITS}


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _number(digits: str) -> MarkerStep:
    return MarkerStep(Family.NUMBER, int(digits), str(int(digits)))


def _lettered(written: str) -> tuple[MarkerStep, ...]:
    low, capital = written.lower(), written.isupper()
    steps = []
    if len(low) == 1:
        steps.append(
            MarkerStep(Family.CAPITAL if capital else Family.LETTER, ord(low) - ord("a") + 1, written)
        )
    if low in _ROMANS and written in (low, low.upper()):
        steps.append(MarkerStep(Family.CAPITAL_ROMAN if capital else Family.ROMAN, _ROMANS[low], written))
    return tuple(steps)


def _of_section(found: re.Match[str]) -> tuple[Reading, ...]:
    label = found["label"]
    steps = (_number(label),) if label.isdigit() else _lettered(label)
    return tuple((step._replace(family=Family.SECTION),) for step in steps)


def _of_number(found: re.Match[str]) -> tuple[Reading, ...]:
    whole = _number(found["number"])
    part = found.groupdict().get("part")
    return tuple((whole, step) for step in _lettered(part)) if part else ((whole,),)


def _of_word(found: re.Match[str]) -> tuple[Reading, ...]:
    return ((_number(str(_WORDS.index(found["word"].lower()) + 1)),),)


def _of_decimal(found: re.Match[str]) -> tuple[Reading, ...]:
    first, *rest = found["number"].split(".")
    return ((_number(first), *(_number(digits)._replace(family=Family.DECIMAL) for digits in rest)),)


def _of_lettered_number(found: re.Match[str]) -> tuple[Reading, ...]:
    letter = next(step for step in _lettered(found["label"]) if step.family is Family.CAPITAL)
    return ((letter, _number(found["number"])),)


def _of_letter(found: re.Match[str]) -> tuple[Reading, ...]:
    return tuple((step,) for step in _lettered(found["label"]))


def _of_bullet(_found: re.Match[str]) -> tuple[Reading, ...]:
    return ((MarkerStep(Family.BULLET, 0, ""),),)


_CALLED = (
    r"(?i:request(?: for information)?|information request|question|ques?|point|item|no|number|cwestiwn)"
)
# The first style that fits is the marker, so the longer forms stand before the shorter.
_STYLES: tuple[tuple[Callable[[re.Match[str]], tuple[Reading, ...]], str], ...] = (
    # Section 2 - Who reported
    (
        _of_section,
        r"(?i:section|part|rhan|adran)\s+(?P<label>\d{1,2}|[A-Za-z]|[ivxIVX]{2,5})(?:\s*[-–—:.](?=\s|$)|\s*$)",
    ),
    # Question 1.1: / Q1.1
    (_of_decimal, rf"(?:{_CALLED}|[Qq])\.?\s*(?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{1,3}})(?:[.:)]+|(?=\s|$))"),
    # Question 4: / Request for information 4: / Point 4 -
    (
        _of_number,
        rf"{_CALLED}\.?\s*(?i:no\.?|number)?\s*(?P<number>\d{{1,3}})(?:\(?(?P<part>[a-z])\)?)?(?:\s*[.:)\-–—]|\s*$)",
    ),
    # Question Two:
    (
        _of_word,
        rf"(?i:(?:request(?: for information)?|question)\s+(?P<word>{'|'.join(_WORDS)}))(?:\s*[.:)\-–—]|\s*$)",
    ),
    # Q1. / Q1(a) / q 1
    (_of_number, r"[Qq]\.?\s?(?P<number>\d{1,3})\s?(?:\(?(?P<part>[a-z])\)?)?(?:[.,:)/\-–—]+|(?=\s|$))"),
    # A1. / B2.
    (_of_lettered_number, r"(?P<label>[A-H])(?P<number>\d{1,2})[.:)](?=\s)"),
    # 2a) / 3b / 1ii.
    (_of_number, r"[(\[]?(?P<number>\d{1,3})(?P<part>[a-z]|[ivx]{2,5})(?:[.):\]]+(?=\D|$)|(?=\s))"),
    # 2(a) / 1. a) / 2(iv)
    (_of_number, r"[(\[]?(?P<number>\d{1,3})[.)]{0,2}\s?\(?(?P<part>[a-z]|[ivx]{2,5})[):\]](?=\D|$)"),
    # 1.a.
    (_of_number, r"[(\[]?(?P<number>\d{1,3})\.(?P<part>[a-z])\.(?=\s|$)"),
    # 1.1 / 2.3.1)
    (_of_decimal, r"[(\[]?(?P<number>\d{1,3}(?:\.\d{1,2}){1,3})[.):\]]?(?=\s|$)"),
    # 1. / 1) / (1) / ( 1 ) / 1: / 1/ / 1 - / 1.How / 1 before a tab
    (
        _of_number,
        r"[(\[]?\s?(?P<number>\d{1,3})(?:\s?[.):\]]{1,2}(?=\D|$)|\s?[-–—/](?=\s)|[-–—](?=[A-Z])|(?=\t|\s{2}))",
    ),
    # #1
    (_of_number, r"#\s?(?P<number>\d{1,3})[.:)]?(?=\s)"),
    # a - / B –
    (_of_letter, r"(?P<label>[A-HJ-Za-z])\s[-–—](?=\s)"),
    # (a) / b. / C) / (iv)
    (_of_letter, r"[(\[]?(?P<label>[A-Za-z]|[ivxIVX]{2,7})(?:[.:](?=\s|$)|\.?[)\]]{1,2}\.?)"),
    # • / - / * and the private characters as which a word processor exports its bullets
    (
        _of_bullet,
        r"(?:[•·▪◦‣⁃●○■□➢➤✓✔❖➔→►▶☐\uf0a7\uf0b7\uf0d8]\s*|[*\-–—]\s+|-(?=[A-Z][a-z])|o(?:\t\s*|\s+))(?=\S)",
    ),
)
_PATTERNS = tuple((readings, re.compile(pattern)) for readings, pattern in _STYLES)
# Nearly all lines begin with a plain word; this tells them apart at one go.
_MAY_BEGIN = re.compile(
    r"[(\[]?\s?\d|[(\[]?(?:[A-Za-z](?:[.:)\]]|\s[-–—])|[A-H]\d|[ivxIVX]{2,7}[.:)\]])|[Qq]\W?\s?\d|o\s|[^\w\s(\[]"
    r"|(?i:section|part|rhan|adran|request|information|question|ques?|point|item|no|number|cwestiwn)\b"
)
_BARE = re.compile(r"(?P<number>\d{1,2}),?(?= {1,2}[A-Z])")
_SHAPE = re.compile(r"[\w\s]+")
_INLINE = re.compile(
    r"(?:^|(?<=\s))(?=[(\[]?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5})[.):\]]\s)"
    r"|(?<=[a-z.?:;)])(?=\d{1,2}[.)]\s{0,20}[A-Z])"  # whose line break was lost: `under the Act:1. The sum`
    r"|(?<=(?:19|20)\d\d)(?=[1-9][.)]\s{0,20}[A-Z])"
)
_LAST_ITEM = re.compile(r"[,;] (?:and|or) (?=[(\[])")
_LONGEST_INLINE = 12
# Set in bold by stars, the first of a list that is quoted, `"1. How many …`, or with a bullet before it as well, `- Q1)`
_BOLD = re.compile(r"\*\*|__|[\"“‘](?=[(\[]?\d{1,2}[.)])|[-–—*•·]\s{0,3}(?=(?i:q|ques?|question)\.?\s?\d)")


def at_start(line: str) -> Marker | None:
    """The marker with which a line begins, whether or not it is set in bold by stars (`**1.**`), or None."""
    bold = _BOLD.match(line)
    marker = _at_start(line[bold.end() :]) if bold else None
    if bold is None or marker is None or marker.readings[0][0].family is Family.BULLET:
        return _at_start(line)
    length = bold.end() + marker.length
    after = _BOLD.match(line, length)
    length = after.end() if after else length
    return Marker(line[:length].rstrip(), length, marker.readings)


def _at_start(line: str) -> Marker | None:
    if not _MAY_BEGIN.match(line):
        return None
    for readings, pattern in _PATTERNS:
        if found := pattern.match(line):
            written = found.group().rstrip()
            shape = _SHAPE.sub("", written)
            shaped = tuple((*reading[:-1], reading[-1]._replace(shape=shape)) for reading in readings(found))
            return Marker(written, found.end(), shaped) if shaped else None
    return None


def bare_number(line: str) -> Marker | None:
    """The number with which a line begins without a stop after it, `3 Are any to be closed?`, or None."""
    found = _BARE.match(line)
    return Marker(found.group(), found.end(), _of_number(found)) if found else None


def next_number(line: str, marker: Marker | None, *, after: int) -> Marker | None:
    """The next number of a list, written otherwise than those before it: `iv)` after `3/`, `- 5 The number` after it; or None."""
    steps = [reading[0] for reading in marker.readings if len(reading) == 1] if marker else []
    if marker is None or not after:
        return None
    if any(step.family in (Family.ROMAN, Family.CAPITAL_ROMAN) and step.value == after + 1 for step in steps):
        return marker._replace(readings=((_number(str(after + 1)),),))
    bare = bare_number(line[marker.length :]) if steps and steps[0].family is Family.BULLET else None
    if bare is None or bare.readings[0][0].value != after + 1:
        return None
    length = marker.length + bare.length
    return Marker(line[:length], length, bare.readings)


def next_inside(line: str, *, after: MarkerStep) -> int | None:
    """Find where the last item of a list runs on into one more: `(c) the cost, and (d) the log`; or None."""
    for found in _LAST_ITEM.finditer(line):
        marker = at_start(line[found.end() : found.end() + _LONGEST_INLINE])
        steps = [reading[0] for reading in marker.readings if len(reading) == 1] if marker else []
        if any(
            (one.family, one.value, one.shape) == (after.family, after.value + 1, after.shape)
            for one in steps
        ):
            return found.end()
    return None


def without(line: str) -> str:
    """What a line says after its marker."""
    marker = at_start(line)
    return line[marker.length :] if marker else line


def inside(line: str, *, after: MarkerStep | None, before: MarkerStep) -> int | None:
    """Find where a line goes on to the one item that is missing between two, `… Trust. 1. The log` above `2.`; or None."""
    value = after.value + 1 if after else 1
    if before.value != value + 1 or (after and (after.family, after.shape) != (before.family, before.shape)):
        return None
    for found in _INLINE.finditer(line):
        marker = at_start(line[found.start() : found.start() + _LONGEST_INLINE])
        steps = [reading[0] for reading in marker.readings if len(reading) == 1] if marker else []
        if found.start() and any(
            (s.family, s.value, s.shape) == (before.family, value, before.shape) for s in steps
        ):
            return found.start()
    return None


def within(line: str) -> list[int]:
    """Where a running paragraph counts off what it asks, `1) … 2) …`: the places of one unbroken sequence."""
    family, places = None, list[int]()
    for found in _INLINE.finditer(line):
        marker = at_start(line[found.start() : found.start() + _LONGEST_INLINE])
        steps = [reading[0] for reading in marker.readings if len(reading) == 1] if marker else []
        step = next((s for s in steps if s.value == len(places) + 1 and family in (None, s.family)), None)
        if step is not None:
            family = step.family
            places.append(found.start())
    return places if len(places) > 1 else []
