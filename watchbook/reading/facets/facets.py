"""The facets of every question of a request: what each asks for, of which time, split by what (FOIA 2000 s.1(1))."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from watchbook.reading.facets.breakdowns import (
    BY_TIME,
    asks_to_split,
    breakdowns,
    looser_breakdowns,
    loosest_breakdowns,
    names_either,
)
from watchbook.reading.facets.governing import (
    TimeStatement,
    governing,
    names_the_same_time,
    points_back,
    statements,
)
from watchbook.reading.facets.halves import halves
from watchbook.reading.facets.kinds import asks_how_long, kinds, kinds_named, speaks_of_a_time
from watchbook.reading.facets.limits import Limit, limits, limits_around, limits_on
from watchbook.reading.facets.options import has_options
from watchbook.reading.split.questions import Question, above, tree_of
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion, time_of_question
from watchbook.reading.topics.follow_ons import follows_on, follows_on_from

BESIDES_TIME = ("outcome", "age", "gender", "ethnicity")
SHORTEST_YEAR = 365  # days


@dataclass(frozen=True)
class Facets:
    """Everything that one question asks.

    `time` is that of its own words, else of its stem, else of what governs it; `said` are the words that name it.
    `others` are what it may want split besides, too loosely worded to hold an answer to it; so is a time that is only
    spoken of (`is_loosely_timed`). `above` are the words of its stems and of the question that it follows on.
    `limits` are what it leaves out or alone wants counted. `halves` are its requests where it joins several, else its text alone.
    """

    kinds: tuple[str, ...]
    breakdowns: tuple[str, ...]
    halves: tuple[str, ...]
    time: TimeOfQuestion
    said: str
    lent: str
    is_how_long: bool
    is_loosely_timed: bool
    others: tuple[str, ...]
    limits: tuple[Limit, ...]
    received_on: date
    above: str = ""
    named: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """All of it as names: `count`, `period`, `by:quarter`, `compound`."""
        names_a_time = self.time.kind in {TimeKind.PERIODS, TimeKind.AMBIGUOUS, TimeKind.TO_COME}
        period = ("period",) if names_a_time or self.is_how_long or self.is_loosely_timed else ()
        compound = ("compound",) if len(self.halves) > 1 else ()
        named = (one for one in self.named if one not in self.kinds)
        return (
            *self.kinds,
            *named,
            *period,
            *(f"by:{one}" for one in (*self.breakdowns, *self.others)),
            *compound,
        )


def read_facets(
    text: str,
    *,
    questions: Sequence[Question],
    received_on: date,
    years: FinancialYears,
    among: Container[str] | None = None,
) -> dict[str, Facets]:
    """The facets of each question by its number, as the request's whole text gives them; `among` names those to read."""
    stated, tree = statements(text, questions=questions), tree_of(questions)
    around = limits_around(text, questions=questions)
    read: dict[str, Facets] = {}
    before: Facets | None = None
    timed = ""  # the words that told the last time
    first = ""  # the question that a chain of follow-ups is about
    for n, question in enumerate(questions):
        if among is not None and question.number not in among:
            read[question.number] = unread(question, received_on=received_on)
            before, timed, first = None, "", ""
            continue
        first = first if follows_on_from(question.text, above=first) else question.text
        stems = [tree.words[one] for one in reversed(above(question.number)) if one in tree.words]
        lenders = [*stems, *_lenders(question, stated=stated, before=before, timed=timed)]
        read[question.number] = before = _facets(
            question.text,
            lenders,
            around=(*limits_on(question, around=around), *(limits(first) if first != question.text else ())),
            received_on=received_on,
            years=years,
            above=" ".join([*stems, *([first] if first != question.text else [])]),
            has_options=has_options(n, text=text, questions=questions),
        )
        timed = before.said or timed
    return read


def unread(question: Question, *, received_on: date) -> Facets:
    """The facets of a question that nobody read: it asks for anything, of any time, and a person answers it."""
    return Facets(
        kinds=(), breakdowns=(), halves=(question.text,), time=TimeOfQuestion(TimeKind.NONE_NAMED), said="", lent="",
        is_how_long=False, is_loosely_timed=False, others=(), limits=(), received_on=received_on,
    )  # fmt: skip


def _lenders(
    question: Question, *, stated: Sequence[TimeStatement], before: Facets | None, timed: str
) -> list[str]:
    """Words whose time a question takes that names none: of the question it points back to, then of what governs it."""
    takes_up = points_back(question.text) or follows_on(question.text)
    said = before.said if before and takes_up else ""
    pointed = [words for words in (said or (timed if names_the_same_time(question.text) else ""),) if words]
    return [*pointed, *governing(question, stated=stated)]


def _facets(
    text: str,
    lenders: Sequence[str],
    *,
    around: Sequence[Limit],
    received_on: date,
    years: FinancialYears,
    above: str,
    has_options: bool,
) -> Facets:
    time, said, lent = _time(text, lenders, received_on=received_on, years=years)
    own = breakdowns(text)
    if not set(own) & set(BY_TIME):
        split = next((found for words in lenders if (found := breakdowns(words))), ())
        own = (*(one for one in split if one not in own), *own)
    if _names_years_apart(time) and "year" not in own:
        own = ("year", *own)
    return Facets(
        kinds=kinds(text),
        named=kinds_named(text),
        breakdowns=own,
        halves=halves(text),
        time=time,
        said=said,
        lent=lent,
        is_how_long=asks_how_long(text),
        is_loosely_timed=speaks_of_a_time(text),
        others=_others(text, besides=own, has_options=has_options),
        limits=(*limits(text), *around),
        received_on=received_on,
        above=above,
    )


def _names_years_apart(time: TimeOfQuestion) -> bool:
    """Whether a time is two years or more, each named by itself: `in the 2025 calendar year and in the 2024 calendar year`."""
    *whole, _last = [(one.last_on - one.first_on).days + 1 for one in time.periods] or [0]
    return bool(whole) and min(whole) >= SHORTEST_YEAR


def _others(text: str, *, besides: Sequence[str], has_options: bool) -> tuple[str, ...]:
    """The looser splits of a question that wants something listed or counted, where no plain one is worded.

    One whose wording shows no kind of answer may want it of each thing that it names.
    """
    found = set(kinds(text))
    is_split = asks_to_split(text) or names_either(text) or {"count", "cost", "list", "rate", "name"} & found
    if set(besides) - set(BY_TIME) or (found and not is_split):
        return ()
    looser = looser_breakdowns(text) if is_split else loosest_breakdowns(text)
    if besides:  # by year, and by how they ended: nothing that is read as loosely as `each of the past`
        return tuple(one for one in looser if one in BESIDES_TIME)
    return looser or (("type",) if has_options else ())


def _time(
    text: str, lenders: Sequence[str], *, received_on: date, years: FinancialYears
) -> tuple[TimeOfQuestion, str, str]:
    """The time, the words that name it, and those words where they are not the question's own."""
    own = time_of_question(text, received_on=received_on, years=years)
    if own.kind is not TimeKind.NONE_NAMED:
        return own, text if own.kind is not TimeKind.AT_PRESENT else "", ""
    for words in lenders:
        time = time_of_question(text, received_on=received_on, years=years, context=words)
        if time.kind is not TimeKind.NONE_NAMED:
            return time, words, words
    return own, "", ""
