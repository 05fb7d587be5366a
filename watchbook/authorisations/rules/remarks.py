"""Remarks on a text before it is signed: it repeats itself or an earlier one, or it comes too early.

A remark stops nothing: whoever signs answers it in words, and both stay on the record.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from watchbook.authorisations.rules.formulaic import WORD, is_formulaic, likeness
from watchbook.law.parameters import number
from watchbook.law.periods import months_beginning_with

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LENGTH = re.compile(rf"\b({'|'.join(_NUMBERS)}|\d{{1,3}})[ -](day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_NAMES)})[a-z]*,? (?P<year>\d{{4}})\b"
    r"|\b(?P<year_first>\d{4})-(?P<month_2>\d\d)-(?P<day_last>\d\d)\b"
    r"|\b(?P<day_1>\d{1,2})[/.](?P<month_1>\d{1,2})[/.](?P<year_1>\d{4})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WrittenText:
    """A text in a box, as it is to be signed; `may_be_none` where “none” is an ordinary answer."""

    box: str
    called: str
    text: str
    may_be_none: bool = False


@dataclass(frozen=True)
class EarlierText:
    """A text that was written before: in which box, and what a reader calls it."""

    box: str
    called: str
    text: str


def repeats(written: Sequence[WrittenText], *, earlier: Sequence[EarlierText], on: date) -> tuple[str, ...]:
    """Say which texts repeat each other, and which repeat an earlier one."""
    length = number("authority.formulaic.words_in_a_row", on=on)
    told = [one for one in written if one.text.strip()]
    return (
        *_the_same_here(told),
        *(said for one in told for said in _as_before(one, earlier, length=length, on=on)),
    )


def review_comes_early(*, last_on: date, on: date) -> tuple[str, ...]:
    """Say whether a review comes on the day of the grant or of the last review: too soon to have found anything."""
    if on > last_on:
        return ()
    return (
        _("This review is on the same day as the grant or the last review, {day:%-d %B %Y}.").format(
            day=last_on
        ),
    )


def renewal_comes_early(*, ends_on: date, on: date) -> tuple[str, ...]:
    """Say whether a renewal comes before it needs to be prepared: what happens until the end is not known yet."""
    days = number("authority.renewal.prepare_days", on=on)
    first = ends_on - timedelta(days=days)
    if on >= first:
        return ()
    return (
        _(
            "This renewal is early: the last date in force is {end:%-d %B %Y}, and a renewal is normally prepared from {first:%-d %B %Y}."
        ).format(end=ends_on, first=first),
    )


def runs_longer(text: str, *, first: date, last: date) -> tuple[str, ...]:
    """Say whether words name a later end than the law gives: an officer cannot choose the time (RIPA s.43(3))."""
    lengths = [(found[0], _ends(found[1], found[2], first=first)) for found in _LENGTH.finditer(text)]
    dates = [(found[0], day) for found in _DATE.finditer(text) if (day := _named(found.groupdict()))]
    return (
        *(
            _(
                "“{words}” would end on {end:%-d %B %Y}, after the last date in force, {last:%-d %B %Y}."
            ).format(words=words, end=end, last=last)
            for words, end in lengths
            if end > last
        ),
        *(
            _("“{words}” is after the last date in force, {last:%-d %B %Y}.").format(words=words, last=last)
            for words, day in dates
            if day > last
        ),
    )


def _ends(count: str, unit: str, *, first: date) -> date:
    """Return the last day of a time in words that begins on a day."""
    number_of = _NUMBERS.index(count.lower()) + 1 if count.lower() in _NUMBERS else int(count)
    if months := _MONTHS.get(unit.lower()):
        return months_beginning_with(first, months=number_of * months)
    return first + timedelta(days=number_of * _DAYS[unit.lower()] - 1)


def _named(found: dict[str, str | None]) -> date | None:
    """Return the day that words name, or None where the calendar has no such day."""
    told = [
        found["year"] or found["year_first"] or found["year_1"],
        found["month"] or found["month_1"] or found["month_2"],
    ]
    year, month = told[0] or "", told[1] or ""
    at = _NAMES.index(month.lower()) + 1 if month.isalpha() else int(month)
    try:
        return date(int(year), at, int(found["day"] or found["day_1"] or found["day_last"] or 0))
    except ValueError:
        return None


def _the_same_here(written: Sequence[WrittenText]) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[WrittenText]] = {}
    for one in written:
        groups.setdefault(_words(one.text), []).append(one)
    for group in groups.values():
        if len(group) > 1 and not all(one.may_be_none for one in group):
            yield _("These questions have the same answer: {boxes}.").format(
                boxes="; ".join(f"“{one.called}”" for one in group)
            )


def _as_before(one: WrittenText, earlier: Sequence[EarlierText], *, length: int, on: date) -> Iterator[str]:
    """The first text before it that it repeats: word for word, or for the greater part."""
    words = _words(one.text)
    for before in earlier:
        if len(words) < length:
            if before.box == one.box and not one.may_be_none and _words(before.text) == words:
                yield _("“{box}” has the same words as {earlier}.").format(
                    box=one.called, earlier=before.called
                )
                return
            continue
        alike = likeness(one.text, earlier=before.text, words_in_a_row=length)
        if is_formulaic(alike, on=on):
            yield _("{percent}% of the words of “{box}” are in the same order as in {earlier}.").format(
                percent=alike.percent, box=one.called, earlier=before.called
            )
            return


def _words(text: str) -> tuple[str, ...]:
    return tuple(word[0].casefold() for word in WORD.finditer(text))
