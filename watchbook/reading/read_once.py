"""The reading of a request, done once and kept in memory for a short time: its cut, and what each of its questions asks (FOIA s.1(1)).

Every page of a request asks for these, and a letter can be made of which they take seconds. So each is read once in a process,
whoever asks for it at the same time; a long letter is read in a child. There is an end to it: of a request with more
questions than anybody asks in good faith, the first are read, and those that an officer turned to. The others go to a person.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from watchbook.reading import short_memory
from watchbook.reading.apart import apart
from watchbook.reading.child import Unreadable
from watchbook.reading.facets.facets import Facets, read_facets
from watchbook.reading.split.questions import Question, Split, above, split, tree_of
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.topics.request import UnderstoodQuestion, is_on_theme, understand
from watchbook.reading.topics.scope import is_in_scope

KEPT = 32
MOST_QUESTIONS = 150  # of one request that are read unasked; the longest letter that we know of has 94
LONGEST_QUESTION = 5_000  # characters
LED_BY = 5  # questions above one that it may follow on from

_lock = Lock()
_kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()


@dataclass(frozen=True)
class FirstCut:
    """A request as its text alone cuts it, and whether it is about watching people, and about social media."""

    cut: Split
    is_in_scope: bool
    is_on_theme: bool


@dataclass(frozen=True)
class ReadQuestions:
    """The facets of each question, and what it is likely about, by its number; of those not `read` neither is known."""

    facets: Mapping[str, Facets]
    understood: Mapping[str, UnderstoodQuestion]
    read: frozenset[str]


def first_cut(text: str) -> FirstCut:
    """The cut of a request's text, before any officer cut it otherwise. Raises Unreadable."""
    return _once(text, lambda: apart(_first_cut, text, length=len(text)))


def read_questions(
    text: str,
    *,
    questions: Sequence[Question],
    received_on: date,
    years: FinancialYears,
    on_theme: bool,
    turned_to: Iterable[str] = (),
) -> ReadQuestions:
    """Read what the questions of a request ask; `turned_to` are the numbers of those that an officer decided on or opened. Raises Unreadable."""
    among = _worth_reading(questions, turned_to=frozenset(turned_to))
    asked = _ReadingTask(text, tuple(questions), received_on, years, on_theme, among)
    return _once(asked, lambda: apart(_read_questions, asked, length=len(text)))


def _first_cut(text: str) -> FirstCut:
    cut = split(text)
    scope = is_in_scope(text, questions=cut.questions)
    return FirstCut(cut, is_in_scope=scope, is_on_theme=is_on_theme(cut.questions))


class _ReadingTask(NamedTuple):
    text: str
    questions: tuple[Question, ...]
    received_on: date
    years: FinancialYears
    on_theme: bool
    among: frozenset[str]


def _read_questions(asked: _ReadingTask) -> ReadQuestions:
    facets = read_facets(
        asked.text,
        questions=asked.questions,
        received_on=asked.received_on,
        years=asked.years,
        among=asked.among,
    )
    understood = understand(tree_of(asked.questions), on_theme=asked.on_theme, among=asked.among)
    return ReadQuestions(facets, understood, asked.among)


def _worth_reading(questions: Sequence[Question], *, turned_to: frozenset[str]) -> frozenset[str]:
    """The numbers of the questions to read: the first, and those turned to with what they may follow on from."""
    found = {one.number for one in questions[:MOST_QUESTIONS] if len(one.text) <= LONGEST_QUESTION}
    for n, one in enumerate(questions):
        if one.number in turned_to - found:
            led_by = questions[max(0, n - LED_BY) : n]
            found |= {one.number, *above(one.number)}
            found |= {other.number for other in led_by if len(other.text) <= LONGEST_QUESTION}
    return frozenset(found)


def _once[Result](asked: Hashable, tell: Callable[[], Result]) -> Result:
    """Tell it, or wait until whoever asked for the same has been told."""
    with _lock:
        is_new = asked not in _kept
        kept: Future[Result] = _kept.setdefault(asked, Future())
        _kept.move_to_end(asked)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    if is_new:
        _tell(kept, asked, tell)
    try:
        return kept.result()
    except CancelledError:  # whoever was to read it did not get to the end
        return _once(asked, tell)


def _tell[Result](kept: Future[Result], asked: Hashable, tell: Callable[[], Result]) -> None:
    try:
        kept.set_result(tell())
        short_memory.noted()
    except Unreadable as failure:  # whoever waits for the same would wait as long again, and in vain
        _drop(asked)
        kept.set_exception(failure)
    finally:
        if not kept.done():
            _drop(asked)
            kept.cancel()


def _drop(asked: Hashable) -> None:
    with _lock:
        _kept.pop(asked, None)


def _forget() -> None:
    with _lock:
        _kept.clear()


short_memory.emptied_by(_forget)
