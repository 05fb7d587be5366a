"""From the times that a question writes to the spans it asks about: since, between, until now, the last three years.

FOIA 2000 s.1(1): the description in the request decides. What it leaves open is said, never filled in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import A_DAY, MONTHS_OF_A_YEAR, FinancialYears, months_later
from watchbook.reading.times.relative import relative_spans
from watchbook.reading.times.unclear import TimeFault, UnclearReason, UnclearTime
from watchbook.reading.times.written import Unit, WrittenTime, written
from watchbook.reading.times.written_out import written_out

NEAR = 60  # how far before a time the words stand that say what it is
_TODAY = (
    r"(?:date|now|today|(?:the\s+)?present(?:\s+(?:day|time))?|(?:the\s+)?current(?:\s+(?:day|date))?"
    r"|(?:the\s+)?(?:day|date)\s+of\s+(?:this|the|my)\s+(?:request|letter|email))"
)
_NOW = (
    rf"(?:\s*[,–—-]?\s*(?:and\s+)?(?:up\s+)?(?:to|until|till)\s+(?:and\s+including\s+)?{_TODAY}|\s*[-–—]\s*(?:present|now|date)"
    rf"|\s+and\s+{_TODAY}(?=\s*(?:[?.,;:)]|$|(?:how|please|inclusive|by|in|for)\b))"
    r"|\s+onwards?|\s+on\b(?!\s+\w+ing)|\s+(?:so far|to date))\b"
)
_UNTIL_NOW = bounded(_NOW, re.IGNORECASE)
_THE_END = (
    r"(?:the\s+)?(?:(?:beginning|start|end|year|month|period|financial year|fiscal year)\s+(?:of\s+)?)?"
)
_ITS_SORT = r"(?:\s+(?:calendar|financial|fiscal)\s+years?)?"
_TO = bounded(
    rf"{_ITS_SORT}\s*(?:[-–—]|,?\s*(?:and\s+)?(?:up\s+)?\b(?:to|until|till|through(?:\s+to)?)\b)(?:\s+and\s+including\b)?\s*{_THE_END}",
    re.IGNORECASE,
)
_AND = bounded(rf"\s*\b(?:and|to)\b\s*{_THE_END}|\s*[-–—]\s*", re.IGNORECASE)
_BEFORE = bounded(
    r"\b(?P<word>since|after|from|between|before|until|till|up to|prior to|post|pre)\s+"
    r"(?:(?:about|around|early|late|mid|the|and|including|years?|months?|period|date|beginning|start|end|of|in|financial|fiscal|calendar)[\s-]+)*$",
    re.IGNORECASE,
)
_BY = bounded(r"\b(?<!broken down )(?<!split )by\s+(?:the\s+)?$", re.IGNORECASE)
_YEAR_TO = bounded(
    r"\b(?P<sort>financial\s+|fiscal\s+)?year\s+(?:up\s+)?(?:to|end|ending|ended)\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FINANCIAL = bounded(
    r"\b(?:(?:financial|fiscal)\s+years?|FY)\s*(?:of\s+|from\s+|in\s+|between\s+|:\s*)?$", re.IGNORECASE
)
# Words in which a length of time is told that is not one whole time: `the past two or three years`.
_SOME = (
    r"(?:full|whole|completed?|consecutive|calendar|financial|fiscal|academic|school|municipal|tax|council|few|several|couple|of|or|to|and"
    r"|[0-9]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
)
_LEFT_OPEN = bounded(
    r"\b(?:since|between|before|until|prior to)\s+(?:the\s+)?(?:year\s+)?[0-9][0-9/.-]*|\bfrom\s+[0-9]{4}\b"
    r"|\bfrom\s+(?:the\s+)?(?:year\s+)[0-9]|\b(?:in|for|year|years|during)\s+[0-9]{2}\s?/\s?[0-9]{2}\b|\bFY\s?[0-9]{2,4}\b"
    r"|\b(?:last|past|previous|preceding)\s+(?:[0-9]+|few|couple\s+of|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"\s+(?:\w+\s+)?(?:years?|months?|quarters?|weeks?|days?)\b"
    rf"|\b(?:last|past|previous|preceding|latest|most\s+recent)\s+(?:{_SOME}\s+){{1,5}}(?:years?|yrs?|months?|quarters?|weeks?)\b(?!\s+old)"
    rf"|\b{_SOME}\s+(?:last|past|previous|preceding|most\s+recent)\s+(?:{_SOME}\s+)?(?:years?|months?)\b|\brecent\s+years\b|\byears\s+ago\b"
    rf"|\b(?:over|in|during|within)\s+an?\s+{_SOME}[\s-]+(?:year|month)s?\b|\b(?:last|past|previous)\s+[0-9]{{1,2}}\s?yrs?\b"
    r"|\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\s+(?:in|of)\s+(?:each|every)\b"
    r"|\bfrom\s+the\s+(?:day|date|time|moment)\s+(?!of\b|[0-9])"
    r"|\bsince\s+(?:the|its|it|that|then|when|my|our|your|this|you|we|they)\b|\b(?:pre|post)[-–]?(?:19|20)[0-9]{2}\b|\b(?:last|this|current|previous|past)\s+year(?:'s|’s)?\b(?!\s+to\b)|\byear\s+to\s+date\b",
    re.IGNORECASE,
)
# Words that make a part of the time behind them, of which the days are not told: `the autumn of 2025`, `Christmas 2025`.
_PART = bounded(
    r"\b(?:(?:early|late|mid|later|earlier|spring|summer|autumn|winter|christmas|easter|new\s+year(?:['’]s)?|(?:boxing|may)\s+day|day|eve|weekends?|weekdays?"
    r"|term(?:s|time)?|holidays?|half-term|half|halves|part|parts|middle|remainder|rest|lockdown|elections?|weeks?|weekend|fortnight|days|months|quarters)"
    r"(?:[\s-]+(?:of|in|during|the|a|and|calendar|financial|fiscal|year|months?|commencing|beginning|starting|ending|on|up\s+to|before|after|following)\b)*"
    r"|(?:academic|school|municipal|council|tax|term)\s+years?(?:\s+(?:of|in|from))?|(?:at|by)\s+the\s+(?:end|start|close|beginning)\s+of)[\s,-]*$",
    re.IGNORECASE,
)
_SO_LONG_AFTER = bounded(
    r"\b(?:days|weeks?|fortnight|months?|years?|quarters?|half)\s+(?:\w+\s+){0,3}?$", re.IGNORECASE
)
_OTHER_YEAR = bounded(r"\s*(?:academic|school|municipal|council|tax)\s+years?\b", re.IGNORECASE)
_FINANCIAL_AFTER = bounded(r"\s*(?:financial|fiscal)\s+years?\b", re.IGNORECASE)
_UNTIL_UNREAD = bounded(r"\s*,?\s*(?:up\s+to|until|till)\s+\w+", re.IGNORECASE)
_SINCE_THEN = bounded(r"\bsince\s+(?:[\w'’]+\s+){1,9}?on\s+(?:the\s+)?$", re.IGNORECASE)
_GLOSS = bounded(r"\(([^()]*)\)")
_SINCE_GLOSS = bounded(r"\b(?P<word>since|after)\s+(?:[^\W0-9]+\s+){1,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Days that a question asks about, and by what they are parted by the way it names them."""

    first_on: date
    last_on: date
    unit: Unit | None = None


@dataclass(frozen=True)
class TimeSpans:
    """The spans of a text in the order in which they stand; or why they cannot be told."""

    spans: tuple[TimeSpan, ...] = ()
    unclear: UnclearReason | None = None


def spans(text: str, *, received_on: date, years: FinancialYears) -> TimeSpans:
    """Every span a text asks about. What stands in brackets says more closely what stands before them, and holds alone."""
    text = written_out(text, received_on=received_on, years=years)
    try:
        inside = [_spans(gloss, received_on=received_on, years=years) for gloss in _glosses(text)]
        close = tuple(span for one in inside for span in one)
        return TimeSpans(close or tuple(_spans(_GLOSS.sub(" ", text), received_on=received_on, years=years)))
    except UnclearTime as refusal:
        return TimeSpans(unclear=refusal.unclear)


def _glosses(text: str) -> Iterator[str]:
    """Yield what stands in brackets, with the `since` that leads to it: `since the merger (1 April 2023)`."""
    for found in _GLOSS.finditer(text):
        led = _SINCE_GLOSS.search(text, max(0, found.start() - NEAR), found.start())
        yield f"{led['word']} {found[1]}" if led else found[1]


def _spans(text: str, *, received_on: date, years: FinancialYears) -> list[TimeSpan]:
    """Relative ones are read first and blotted out, so that no word is read twice."""
    found: list[TimeSpan] = []
    for relative in relative_spans(text, received_on=received_on, years=years):
        found.append(TimeSpan(relative.first_on, relative.last_on, relative.unit))
        text = text[: relative.start] + " " * (relative.end - relative.start) + text[relative.end :]
    times = written(text, years=years)
    if times and found:
        raise UnclearTime(TimeFault.WITH_AND_WITHOUT_DAYS)
    left = list(text)
    for start, end, span in _absolute(text, times=times, received_on=received_on, years=years):
        found.append(span)
        left[start:end] = " " * (end - start)
    if open_one := _LEFT_OPEN.search("".join(left)):
        raise _open(open_one.group())
    return found


def _open(words: str) -> UnclearTime:
    return UnclearTime(TimeFault.NO_BOUNDS, words=words.strip())


def _absolute(
    text: str, *, times: list[WrittenTime], received_on: date, years: FinancialYears
) -> Iterator[tuple[int, int, TimeSpan]]:
    """Each span with the part of the text that it was read from."""
    waiting = list(times)
    while waiting:
        first = waiting.pop(0)
        _must_be_readable(first)
        before = _BEFORE.search(text, max(0, first.start - NEAR), first.start)
        word = before["word"].casefold() if before else ""
        if not word and (since := _SINCE_THEN.search(text, max(0, first.start - NEAR), first.start)):
            before, word = since, "since"
        joined = _AND if word == "between" else _TO
        end = first.end
        if waiting and joined.fullmatch(text, first.end, waiting[0].start):
            last = waiting.pop(0)
            _must_be_readable(last)
            span, end = _from_to(first, last, text=text, years=years), last.end
        elif now := _UNTIL_NOW.match(text, first.end):
            span, end = TimeSpan(first.first_on, max(received_on, first.first_on)), now.end()
        else:
            span = _alone(first, word=word, text=text, received_on=received_on, years=years)
        _must_be_whole(text, start=before.start() if before else first.start, end=end, word=word)
        yield (before.start() if before else first.start), end, span


def _must_be_whole(text: str, *, start: int, end: int, word: str) -> None:
    """Read no part of a time as all of it: `the autumn of 2025`, `2025 up to Easter`, `six months after 1 May 2025`."""
    parts = _SO_LONG_AFTER if word == "after" else _PART
    part = parts.search(text, max(0, start - NEAR), start) if word in {"", "after"} else None
    after = _OTHER_YEAR.match(text, end) or _UNTIL_UNREAD.match(text, end)
    if part or after:
        raise _open(text[part.start() if part else start : after.end() if after else end])


def _must_be_readable(time: WrittenTime) -> None:
    if time.unclear:
        raise UnclearTime(time.unclear.fault, **time.unclear.values)
    if time.last_on < time.first_on:
        raise _backwards(time.first_on, time.last_on)


def _from_to(first: WrittenTime, last: WrittenTime, *, text: str, years: FinancialYears) -> TimeSpan:
    if last.last_on < first.first_on:
        raise _backwards(first.first_on, last.first_on)
    if first.is_financial != last.is_financial and (first.is_year or last.is_year):
        raise UnclearTime(TimeFault.FINANCIAL_AND_OTHER_YEAR)
    is_financial = _FINANCIAL_AFTER.match(text, last.end) or _FINANCIAL.search(
        text[max(0, first.start - NEAR) : first.start]
    )
    if first.is_year and last.is_year and is_financial:
        if last.first_on.year != first.first_on.year + 1:
            raise _open(text[first.start : last.end])
        return TimeSpan(*years.beginning_in(first.first_on.year), Unit.FINANCIAL_YEAR)
    return TimeSpan(first.first_on, last.last_on)


def _backwards(first: date, last: date) -> UnclearTime:
    return UnclearTime(TimeFault.ENDS_BEFORE_IT_BEGINS, first=first, last=last)


def _alone(time: WrittenTime, *, word: str, text: str, received_on: date, years: FinancialYears) -> TimeSpan:
    """A time with no second one: what stands before it says whether it begins, ends or is the span."""
    if word == "since":
        return TimeSpan(time.first_on, max(received_on, time.first_on))
    if word == "after":
        begins = time.last_on + A_DAY
        return TimeSpan(begins, max(received_on, begins))
    before = text[max(0, time.start - NEAR) : time.start]
    if time.is_span and word in {"from", "between"}:
        return TimeSpan(time.first_on, time.last_on)
    if year_to := _YEAR_TO.search(before):
        return _year_to(time, is_financial=bool(year_to["sort"]), years=years)
    if not word and time.first_on == time.last_on and _BY.search(before):
        word = "by"
    if word:
        raise _open(f"{word} {text[time.start : time.end]}")
    if time.is_year and _FINANCIAL.search(before):
        raise _open(text[max(0, time.start - 15) : time.end])
    return TimeSpan(time.first_on, time.last_on, Unit.FINANCIAL_YEAR if time.is_financial else None)


def _year_to(time: WrittenTime, *, is_financial: bool, years: FinancialYears) -> TimeSpan:
    """The twelve months that end with a day or a month; of a financial year only if one ends then."""
    first_on = months_later(time.last_on + A_DAY, months=-MONTHS_OF_A_YEAR)
    year = years.around(time.last_on)
    if is_financial and year[1] != time.last_on:
        raise UnclearTime(TimeFault.NO_FINANCIAL_YEAR_ENDS, day=time.last_on)
    return TimeSpan(*year, Unit.FINANCIAL_YEAR) if is_financial else TimeSpan(first_on, time.last_on)
