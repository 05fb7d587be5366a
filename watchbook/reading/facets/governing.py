"""The time that is stated once and governs many questions: in the opening, a lead-in, a heading or the closing (FOIA s.1(1))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from operator import attrgetter

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.breakdowns import breakdowns
from watchbook.reading.split.questions import Question

# A sentence ends before a white space; a line ends a sentence.
SENTENCE = re.compile(r"[^\n.?!]+(?:[.?!](?!\s|$)[^\n.?!]*)*[.?!]?")
_RUN_ON = bounded(r"(?<=[0-9])(?=[A-Z][a-z]+ )")  # `Responded 11 March 2026Relying on the Act, I wish …`
_TIME = bounded(
    r"(?<![0-9/])(?:19|20)[0-9]{2}(?![0-9])|\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}\b"
    r"|\b(?:last|past|previous|preceding|this|current|most recent) (?:[\w()]+ ){0,4}?(?:years?|quarters?|months?|weeks?)\b|\byear to date\b"
    r"|\b(?:each|every) (?:[\w]+ ){0,2}(?:year|quarter|month)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\s?[-–'’]\s?[0-9]{2}\b"
    r"|\b(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four) (?:years|months|weeks|days) "
    r"(?:before|up to|preceding|prior to|to) (?:the |this|my|today|you)",
    re.IGNORECASE,
)
_ASKS = bounded(
    r"\b(?:please|kindly|would|could|can|i (?:\w+ )?(?:like|wish|want|ask|seek|need|request)|we (?:\w+ )?(?:like|wish|want|ask|seek|need|request)"
    r"|asking|questions?|answers?|figures?|relates?|"
    r"following|below|above|period|time ?frame|dates? range|range|covers?|limited|requests?|information)\b|:\W*$",
    re.IGNORECASE,
)
_LEADS = bounded(
    r"\b(?:for|between|since|during|over|in|from|within|covering|cover|covers|period|to|of|taking|each|every|range|frame|dates?|year|years|after|until)\b",
    re.IGNORECASE,
)
# Of a letter's head, of an earlier letter, of what somebody did: no time asked about.
_TELLS = bounded(
    r"^\W*(?:>\s*)?(?:sent|received|published|requested|responded|date|dated|from|to|subject|our ref|your ref|ref(?:erence)?|request date"
    r"|date of (?:request|response|receipt)|"
    r"response date|closed|last updated|due)\b(?:\s*(?:on|of))?\s*:?\s*\W?(?:\w{3,9},? )?(?:the )?[0-9]"
    r"|^\W*(?:sent|subject|date|received)\s*:"
    r"|\b(?:your|my|our) (?:\w+ )?(?:letter|e-?mail|request|reply|response|answer|report|article)\b[^.?]{0,40}\b(?:of|dated|on|from)\s+(?:the\s+)?[0-9]"
    r"|\b(?:i|we) (?:have |had )?(?:just |recently )?(?:read|saw|seen|noticed|noted|understand|thank)\b|\baccording to\b|^\W*thank|^\W*as (?:the|your|of)\b"
    r"|\bthere (?:has|have|had) been\b|\b(?:sent|gave) (?:me|us|requests|a)\b|\bcame in\b|\b(?:says?|answered|noted?) (?:that|the)\b"
    r"|\b(?:wrote|paid|spent|asked|replied|received your|published|reported|announced|came into force|took effect|said)\b"
    r"|\b(?:request(?:ed)?|letter|e-?mail) (?:dated|of|received|on|reached)\b|\breached us\b|\bis (?:about|in reply to) your request\b",
    re.IGNORECASE,
)
_EVERYTHING = bounded(
    r"\b(?:all|each|every|both|any) (?:of )?(?:the |my |these |your |of )*(?:(?:above|following) )?(?:questions?|figures?|answers?|information"
    r"|parts?|items?|points?|data|requests?|of (?:the )?above|numbers?|counts?|statistics)\b"
    r"|\b(?:the|these|those|my|above|following) (?:\w+ )?(?:questions?|answers?|figures?|requests?)\b[^.?]{0,60}\b(?:relate|cover|refer|concern"
    r"|concerns|are for|for the|should|be for|be limited|in respect)\b"
    r"|\bquestions [0-9a-z]+ ?(?:-|–|to|and) ?[0-9a-z]+\b"
    r"|\b(?:for|in) (?:all of )?(?:the )?(?:above|everything|each of the above)\b|\b(?:time ?frame|date range|(?:time )?period) (?:of|for|is"
    r"|covered|in question|asked)\b|^\W*(?:time ?frame|date range|(?:time )?period)\s*[:–-]"
    r"|\bfor each(?: one)?,? (?:please|also)\b"
    r"|\bplease (?:answer|respond|limit|restrict)\b|\bmy request (?:covers|is for|concerns|relates to)\b",
    re.IGNORECASE,
)
_NUMBERED = bounded(
    r"\bquestions? (?P<first>[0-9]{1,2})(?: ?(?:-|–|to|and) ?(?P<last>[0-9]{1,2}))?\b", re.IGNORECASE
)
_SAME_TIME = bounded(
    r"\b(?:in|over|during|for|within|of) (?:each of )?(?:that|this|the same|the above|the said|those|these) (?:\w+ )?(?:periods?|times?"
    r"|time ?frame|years?|months?|quarters?|spans?|dates)\b",
    re.IGNORECASE,
)
_SAME_THINGS = bounded(
    r"\b(?:of|among|from) (?:these|those|them)\b|\b(?:have|give|get|show|see|split|break|divide|provide|arrange) (?:me |us )?(?:that|this|these|those)\b"
    r"|\b(?:these|those) (?:\w+ )?(?:looks|authorisations|applications|requests|cases|figures)\b"
    r"|\bthis (?:figure|number|total)\b|\bhow many times (?:was|were|has|is) (?:it|this|that|they)\b",
    re.IGNORECASE,
)

# A line of its own above the questions that ends with the time of all: `Social media and surveillance, calendar year 2025`.
_HEADING = bounded(
    r"^[^.?!;\n]{0,90}\b(?:(?:calendar|financial|tax|fiscal)\s+years?|in|for|during|over|between|from|covering)\s+(?:the\s+)?(?:years?\s+)?"
    r"20[0-9]{2}(?:\s*(?:/|-|–|to|and)\s*(?:20)?[0-9]{2})?\s*\)?:?$",
    re.IGNORECASE,
)
_OF_AN_ACT = bounded(
    r"\b(?:sent|received|dated|written|wrote|issued|published|made|asked|answered|letters?|e-?mails?|requests? (?:of|from|in)|replies|reply|reports?|audits?"
    r"|inspections?)\b",
    re.IGNORECASE,
)


# What such a heading may be called: `Reporting window: 2024-25 financial year`.
_CALLED = bounded(
    r"^\W*(?:\w+ ){0,2}(?:periods?|windows?|ranges?|scope|spans?|coverage|time ?scales?|time ?frames?)\s*[:–-]\s*",
    re.IGNORECASE,
)
NEAR = 80  # characters above and below a line in which an empty one is looked for
BULLETS = "•·▪*-– "
MOST_OVER = 20  # statements that may govern one question


@dataclass(frozen=True, slots=True)
class TimeStatement:
    """Words that state a time or a split for the questions behind a place of the text; 0 for every one."""

    words: str
    first: int
    is_numbered: bool = False  # it speaks of some questions by their numbers


def statements(text: str, *, questions: Sequence[Question]) -> list[TimeStatement]:
    """Every such sentence of a request, in its order; the nearest before a question governs it, then what governs all."""
    asked = [one for one in questions if not _only_opens(one, questions=questions)]
    found = _joined([*_between(text, questions=asked), *_within(text, questions=asked)])
    return [replace(one, is_numbered=bool(_NUMBERED.search(one.words))) for one in found]


def _only_opens(question: Question, *, questions: Sequence[Question]) -> bool:
    """Whether a sentence without a number, above those that have one, only says of what they are: `I would like to know how … in 2019.`"""
    first = next((one for one in questions if not one.number.startswith("p")), None)
    is_above = first is not None and question.number.startswith("p") and question.start < first.start
    return is_above and "?" not in question.text


def _joined(found: Sequence[TimeStatement]) -> list[TimeStatement]:
    """The statements, with bare times one below the other as one: `2019 / 2020 / 2021` is asked by year."""
    joined = list[TimeStatement]()
    for one in found:
        above = joined[-1] if joined else None
        if above and above.first == one.first and _is_bare(above.words) and _is_bare(one.words):
            joined[-1] = TimeStatement(f"{above.words} and {one.words.lstrip(BULLETS)}", one.first)
        else:
            joined.append(one)
    return joined


def governing(question: Question, *, stated: Sequence[TimeStatement]) -> list[str]:
    """The words that may govern a question, the nearest above it first, then those of the whole request in order.

    No more than a few, since a letter can be made that states thousands of times for each of its questions.
    """
    above = [one for one in stated if 0 < one.first <= question.start]
    above.sort(key=attrgetter("first"), reverse=True)
    named = [one for one in stated if not one.first and one.is_numbered]
    others = (one for one in stated if not one.first and not one.is_numbered)
    over = (
        one.words
        for one in chain(above, named, others)
        if not one.is_numbered or names_question(question.number, words=one.words)
    )
    return list(islice(over, MOST_OVER))


def names_question(number: str, *, words: str) -> bool:
    """Whether words that speak of some questions by their numbers speak of this one; those without numbers do."""
    named = _NUMBERED.search(words)
    first = re.match(r"[0-9]+", number)
    if not named or not first:
        return True
    return int(named["first"]) <= int(first.group()) <= int(named["last"] or named["first"])


def points_back(text: str) -> bool:
    """Whether a question takes up the time, or the things, of the one before it: `of those`, `in that period`."""
    return names_the_same_time(text) or bool(_SAME_THINGS.search(text))


def names_the_same_time(text: str) -> bool:
    """Whether a question names the time that was named last, wherever that stands above: `in the same year`."""
    return bool(_SAME_TIME.search(text))


def _between(text: str, *, questions: Sequence[Question]) -> Iterator[TimeStatement]:
    """Statements that stand before, between and behind the questions."""
    reached = 0
    for nth, question in enumerate([*questions, None]):
        until = question.start if question else len(text)
        for found in SENTENCE.finditer(text, reached, until):
            words = _RUN_ON.split(found.group().strip())[-1]
            is_alone = nth == 0 and _stands_alone(text, found.start(), found.end(), until=until)
            if not (_states_a_time(words) or (is_alone and _is_heading(words))):
                continue
            is_last = question is None
            if is_last and not (_EVERYTHING.search(words) or _NUMBERED.search(words) or _is_bare(words)):
                continue
            whole = is_last or bool(_EVERYTHING.search(words)) or nth == 0
            yield TimeStatement(words, 0 if whole else reached)
        reached = question.end if question else until


def _within(text: str, *, questions: Sequence[Question]) -> Iterator[TimeStatement]:
    """A sentence in a question's own paragraph that speaks of every question: `5. … All figures are for 2025.`"""
    for question in questions:
        for found in list(SENTENCE.finditer(question.text)):
            words = found.group().strip()
            if "?" not in words and _states_a_time(words) and _EVERYTHING.search(words):
                yield TimeStatement(words, 0)


def _states_a_time(words: str) -> bool:
    if "?" in words and not words.endswith(":"):
        return False
    if not (_TIME.search(words) or breakdowns(words)) or len(words) > 600:
        return False
    if _TELLS.search(words) and not _EVERYTHING.search(words):
        return False
    return _is_bare(words) or bool(_LEADS.search(words) and _ASKS.search(words))


def _stands_alone(text: str, start: int, end: int, *, until: int) -> bool:
    """Whether a line has an empty one above and below it, or the first question’s number: a line of a paragraph has not."""
    above = text[max(0, start - NEAR) : start].rstrip(" \t")
    below = text[end : min(until, end + NEAR)].lstrip(" \t")
    return (not above or above.endswith("\n\n")) and (len(below.split()) < 2 or below.startswith("\n\n"))


def _is_heading(words: str) -> bool:
    return bool(_HEADING.search(words)) and not _OF_AN_ACT.search(words) and not _TELLS.search(words)


def _is_bare(words: str) -> bool:
    """A heading that is a time and nothing else: `2024/25`, `Calendar year 2025:`, `1 April 2024 – 31 March 2025`."""
    rest = re.sub(
        r"[0-9/.,:•·▪*–—()-]+(?:st|nd|rd|th)?|\b(?:to|until|and|from|the|calendar|financial|year|years|period|in|for|jan\w*|feb\w*|mar\w*|apr\w*|may"
        r"|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|time ?frame|date range|between|inclusive|last|past|previous|months?|quarter|current|range"
        r"|dates?)\b",
        "",
        _CALLED.sub("", words),
        flags=re.IGNORECASE,
    )
    has_range = re.search(
        r"(?:19|20)[0-9]{2}\D+(?:19|20)[0-9]{2}|\b(?:year|years|period|between|last|past|months|frame|range|from)\b|(?:19|20)[0-9]{2}[/–-][0-9]{2}"
        r"|^[•·▪*-]\s*(?:19|20)[0-9]{2}\b",
        words,
        re.IGNORECASE,
    )
    return not rest.strip() and bool(has_range)
