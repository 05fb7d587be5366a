"""From the times that a question writes to the spans it asks about: since, between, until now, the last three years.

FOIA 2000 s.1(1): the description in the request decides. What it leaves open is said, never filled in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.law.periods import months_after
from watchbook.reading.asked_days import A_DAY, MONTHS_OF_A_YEAR, Unit, Written, financial_year_of, written
from watchbook.reading.asked_relative import relative_spans

NEAR = 60  # how far before a time the words stand that say what it is
_TODAY = (
    r"(?:date|now|today|(?:the\s+)?present(?:\s+(?:day|time))?|(?:the\s+)?current(?:\s+(?:day|date))?"
    r"|(?:the\s+)?(?:day|date)\s+of\s+(?:this|the|my)\s+(?:request|letter|email))"
)
_NOW = (
    rf"(?:\s*[,–—-]?\s*(?:and\s+)?(?:up\s+)?(?:to|until|till)\s+{_TODAY}|\s*[-–—]\s*(?:present|now|date)"
    r"|\s+onwards?|\s+on\b(?!\s+\w+ing)|\s+(?:so far|to date))\b"
)
_UNTIL_NOW = re.compile(_NOW, re.IGNORECASE)
_THE_END = (
    r"(?:the\s+)?(?:(?:beginning|start|end|year|month|period|financial year|fiscal year)\s+(?:of\s+)?)?"
)
_TO = re.compile(
    rf"\s*(?:[-–—]|,?\s*(?:and\s+)?(?:up\s+)?\b(?:to|until|till|through)\b)\s*{_THE_END}", re.IGNORECASE
)
_AND = re.compile(rf"\s*\b(?:and|to)\b\s*{_THE_END}|\s*[-–—]\s*", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?P<word>since|after|from|between|before|until|till|up to|prior to)\s+"
    r"(?:(?:about|around|early|late|mid|the|and|including|years?|months?|period|date|beginning|start|end|of|in|financial|fiscal|calendar)[\s-]+)*$",
    re.IGNORECASE,
)
_YEAR_TO = re.compile(
    r"\b(?P<sort>financial\s+|fiscal\s+)?year\s+(?:up\s+)?(?:to|end|ending|ended)\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FINANCIAL = re.compile(
    r"\b(?:(?:financial|fiscal)\s+years?|FY)\s*(?:of\s+|from\s+|in\s+|between\s+|:\s*)?$", re.IGNORECASE
)
_LEFT_OPEN = re.compile(
    r"\b(?:since|between|before|until|prior to)\s+(?:the\s+)?(?:year\s+)?[0-9][0-9/.-]*|\bfrom\s+[0-9]{4}\b"
    r"|\bfrom\s+(?:the\s+)?(?:year\s+)[0-9]|\b(?:in|for|year|years|during)\s+[0-9]{2}\s?/\s?[0-9]{2}\b|\bFY\s?[0-9]{2,4}\b"
    r"|\b(?:last|past|previous|preceding)\s+(?:[0-9]+|few|couple\s+of|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"\s+(?:\w+\s+)?(?:years?|months?|quarters?|weeks?|days?)\b"
    r"|\bsince\s+(?:the|its|it|that|then|when)\b|\b(?:last|this|current|previous|past)\s+year(?:'s|’s)?\b(?!\s+to\b)|\byear\s+to\s+date\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a question asks about, and by what they are parted by the way it names them."""

    first_on: date
    last_on: date
    unit: Unit | None = None


@dataclass(frozen=True)
class Spans:
    """The spans of a text in the order in which they stand; or why they cannot be told."""

    spans: tuple[Span, ...] = ()
    why_not: str = ""


class _TwoWays(ValueError):
    """A time that can be understood in two ways; says which."""


def spans(text: str, *, received_on: date) -> Spans:
    """Every span a text asks about. What stands in brackets says more closely what stands before them, and holds alone."""
    try:
        inside = [_spans(gloss, received_on=received_on) for gloss in _GLOSS.findall(text)]
        close = tuple(span for one in inside for span in one)
        return Spans(close or tuple(_spans(_GLOSS.sub(" ", text), received_on=received_on)))
    except _TwoWays as refusal:
        return Spans(why_not=str(refusal))


def _spans(text: str, *, received_on: date) -> list[Span]:
    """Relative ones are read first and blotted out, so that no word is read twice."""
    found: list[Span] = []
    for relative in relative_spans(text, received_on=received_on):
        found.append(Span(relative.first_on, relative.last_on, relative.unit))
        text = text[: relative.start] + " " * (relative.end - relative.start) + text[relative.end :]
    times = written(text)
    if times and found:
        raise _TwoWays(_("To be searched: the question names a time by its days and another without."))
    left = list(text)
    for start, end, span in _absolute(text, times=times, received_on=received_on):
        found.append(span)
        left[start:end] = " " * (end - start)
    if open_one := _LEFT_OPEN.search("".join(left)):
        raise _TwoWays(_open(open_one.group()))
    return found


def _open(words: str) -> str:
    return _(
        "To be searched: “{words}” does not say on which days the time begins and ends. Ask, or search by hand."
    ).format(words=words.strip())


def _absolute(text: str, *, times: list[Written], received_on: date) -> Iterator[tuple[int, int, Span]]:
    """Each span with the part of the text that it was read from."""
    waiting = list(times)
    while waiting:
        first = waiting.pop(0)
        _must_be_readable(first)
        before = _BEFORE.search(text, max(0, first.start - NEAR), first.start)
        word = before["word"].casefold() if before else ""
        joined = _AND if word == "between" else _TO
        end = first.end
        if waiting and joined.fullmatch(text, first.end, waiting[0].start):
            last = waiting.pop(0)
            _must_be_readable(last)
            span, end = _from_to(first, last), last.end
        elif now := _UNTIL_NOW.match(text, first.end):
            span, end = Span(first.first_on, max(received_on, first.first_on)), now.end()
        else:
            span = _alone(first, word=word, text=text, received_on=received_on)
        yield (before.start() if before else first.start), end, span


def _must_be_readable(time: Written) -> None:
    if time.why_not:
        raise _TwoWays(_("To be searched: {why} Ask, or search by hand.").format(why=time.why_not))
    if time.last_on < time.first_on:
        raise _TwoWays(_backwards(time.first_on, time.last_on))


def _from_to(first: Written, last: Written) -> Span:
    if last.last_on < first.first_on:
        raise _TwoWays(_backwards(first.first_on, last.first_on))
    if first.is_financial != last.is_financial and (first.is_year or last.is_year):
        raise _TwoWays(
            _("To be searched: the question names a financial year and a year that may be either.")
        )
    return Span(first.first_on, last.last_on)


def _backwards(first: date, last: date) -> str:
    return _("To be searched: the time asked about ends ({last}) before it begins ({first}).").format(
        first=first.isoformat(), last=last.isoformat()
    )


def _alone(time: Written, *, word: str, text: str, received_on: date) -> Span:
    """A time with no second one: what stands before it says whether it begins, ends or is the span."""
    if word == "since":
        return Span(time.first_on, max(received_on, time.first_on))
    if word == "after":
        begins = time.last_on + A_DAY
        return Span(begins, max(received_on, begins))
    before = text[max(0, time.start - NEAR) : time.start]
    if time.is_span and word in {"from", "between"}:
        return Span(time.first_on, time.last_on)
    if year_to := _YEAR_TO.search(before):
        return _year_to(time, is_financial=bool(year_to["sort"]))
    if word:
        raise _TwoWays(_open(f"{word} {text[time.start : time.end]}"))
    if time.is_year and _FINANCIAL.search(before):
        raise _TwoWays(_open(text[max(0, time.start - 15) : time.end]))
    return Span(time.first_on, time.last_on, Unit.FINANCIAL_YEAR if time.is_financial else None)


def _year_to(time: Written, *, is_financial: bool) -> Span:
    """The twelve months that end with a day or a month; of a financial year only if one ends then."""
    first_on = months_after(time.last_on + A_DAY, months=-MONTHS_OF_A_YEAR)
    year = financial_year_of(time.last_on)
    if is_financial and year[1] != time.last_on:
        raise _TwoWays(
            _("To be searched: no financial year ends on {day}.").format(day=time.last_on.isoformat())
        )
    return Span(*year, Unit.FINANCIAL_YEAR) if is_financial else Span(first_on, time.last_on)
