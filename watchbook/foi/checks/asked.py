"""Is the answer of the time asked about, and split as asked? (FOIA s.1(1); docs/explanation/answering.md#facets)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.financial_year import financial_years
from watchbook.figures.findings import Status, Value
from watchbook.figures.sentences import in_words
from watchbook.foi.checks.answers import Check, CheckedAnswer, is_said, shortened
from watchbook.foi.checks.asked_limits import unkept
from watchbook.foi.checks.figures import counts
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.wording import denies, figures, sentences
from watchbook.reading.facets.breakdowns import BY_TIME, asks_to_split
from watchbook.reading.facets.facets import Facets
from watchbook.reading.facets.said_times import is_of_another_time
from watchbook.reading.facets.subjects import speaks_of_any_counted
from watchbook.reading.facets.things import things_asked
from watchbook.reading.times.loose import no_days, some_days
from watchbook.reading.times.period import Period
from watchbook.web.wording import joined

_NAMED = {"total", "looks", "count", "people"}  # keys of figures that are not split by what they name
COUNTED = {"count", "cost", "rate"}
GIVES = (AnswerOutcome.DISCLOSED, AnswerOutcome.PARTLY)
TELLS = (*GIVES, AnswerOutcome.NIL, AnswerOutcome.UNCLEAR)


def period_differs(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Answers about another time than the question's, or than the one that governs the whole request."""
    message = _(
        "{number}: the question asks about {first} to {last}, but “{answer}” is about another period. Answer for the period that the question asks about, or say "
        "why you cannot."
    )
    checks = list[Check]()
    for one in said:
        asked = one.facets.time.named if one.facets else None
        if asked and one.facets and _tells(one) and _is_of_another_time(one, asked, facets=one.facets):
            told = message.format(
                number=one.number,
                first=in_words(asked.first_on),
                last=in_words(asked.last_on),
                answer=shortened(one.answer),
            )
            checks.append(Check("period_differs", (one.number,), told, blocks=True))
    return [*checks, *_times_left_out(said), *_times_unread(said)]


def _times_left_out(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Figures of a time that the question leaves out: `in any year other than 2025`."""
    message = _(
        "{number}: the question says “{left}”, but “{answer}” does not say that it leaves this period out. Leave the period out and say so, or say why you cannot."
    )
    return [
        Check(
            "period_differs",
            (one.number,),
            message.format(number=one.number, left=joined(left), answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if one.facets
        and COUNTED & set(one.facets.kinds)
        and _tells(one)
        and (left := unkept(one, of_a_time=True))
    ]


def _times_unread(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Figures of the register to a question that names a time by no day, at weekends or in January, and do not speak of it."""
    message = _(
        "{number}: the question says “{words}”, but “{answer}” is not about that time. Ask which dates the requester means, or write your own answer for those dates."
    )
    return [
        Check(
            "period_differs",
            (one.number,),
            message.format(number=one.number, words=words, answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (words := _time_unread(one))
    ]


def _time_unread(one: CheckedAnswer) -> str:
    asks = one.facets and (COUNTED & set(one.facets.kinds) or things_asked(one.question))
    found = one.finding
    if not one.facets or not asks or not _tells(one) or not found or one.answer != found.answer:
        return ""
    is_own = one.facets.said == one.question  # its own words name days
    words = some_days(one.question) or ("" if is_own or not found.evidence else no_days(one.question))
    return "" if words.casefold() in one.answer.casefold() else words


def _tells(one: CheckedAnswer) -> bool:
    return is_said(one) and not one.missing and one.outcome in TELLS and one.status is not Status.EXPLANATION


def _is_of_another_time(one: CheckedAnswer, asked: Period, *, facets: Facets) -> bool:
    """The register's own sentence by the days that it was counted over; anybody else's by its words."""
    found = one.finding
    if found and one.answer == found.answer and found.evidence and not found.period:
        return False  # it says itself as at which day it is told
    if found and found.period and one.answer == found.answer:
        ends_early = one.outcome is AnswerOutcome.NIL and found.period.last_on < asked.last_on
        return found.period != asked and not (ends_early and found.period.first_on == asked.first_on)
    return is_of_another_time(
        one.answer,
        asked=asked,
        received_on=facets.received_on,
        years=financial_years(facets.received_on),
        is_counted=bool(COUNTED & set(facets.kinds)),
    )


def breakdown_missing(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Figures that were asked for by quarter or by service, and are told as a total or in part."""
    message = _(
        "{number}: the question asks for the figure by {columns}, but “{answer}” does not give the figure that way. Give each figure, or say why you cannot."
    )
    return [
        Check(
            "breakdown_missing",
            (one.number,),
            message.format(number=one.number, columns=joined(missing), answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if one.facets and (missing := _not_split(one, facets=one.facets))
    ]


def _not_split(one: CheckedAnswer, *, facets: Facets) -> list[str]:
    """The columns that are asked for and not told, of a figure that is given."""
    asks_for_one = COUNTED & set(facets.kinds) or _wants_it_split(one)
    if not asks_for_one or one.outcome not in GIVES or not is_said(one):
        return []
    if one.status is Status.EXPLANATION and not COUNTED & set(facets.kinds):
        return []
    return [column for column in facets.breakdowns if not _is_split(one, column, facets=facets)]


def _wants_it_split(one: CheckedAnswer) -> bool:
    """Whether a figure is given to a question that names no count: `break that number down by team`, `which services`."""
    return bool(figures(one.answer)) and (asks_to_split(one.question) or speaks_of_any_counted(one.answer))


def _is_split(one: CheckedAnswer, column: str, *, facets: Facets) -> bool:
    words = one.answer.casefold()
    if f"by {column}" in words and ("cannot" in words or "not recorded" in words or "not held" in words):
        return True
    counted = len(figures(one.answer))
    if is_nought(one.answer):  # none at all is none in each
        return True
    if (
        one.finding and one.finding.evidence and one.answer == one.finding.answer
    ):  # what a person counted is read
        return splits(one.finding.value, column, parts=len(facets.time.periods))
    if column in BY_TIME:
        parts = len(facets.time.periods)
        return counted >= max(parts, 1) or (parts > 1 and "each" in words and counted > 0)
    return (
        counted > 1
        or column in words
        or any(word in words.split() for word in ("all", "only", "solely", "both"))
    )


def is_nought(answer: str) -> bool:
    """Whether all that an answer counts is nought: `0 in any service`, `None in any month`."""
    told = counts(answer)
    return told == {0} or (not told and any(map(denies, sentences(answer))))


def splits(value: Value, column: str, *, parts: int) -> bool:
    """Whether the value of a finding of ours is split by a column; of two halves, that of either."""
    if isinstance(value, dict):
        told = value.get("halves")
        if isinstance(told, list):
            return any(splits(half["value"], column, parts=parts) for half in told if isinstance(half, dict))
        periods = value.get("by_period")
        if column in BY_TIME and isinstance(periods, list) and len(periods) >= max(parts, 2):
            return True
        return f"by_{column}" in value or (
            column not in BY_TIME and bool(value) and not _NAMED & value.keys()
        )
    rows = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    if column in BY_TIME:
        return len([one for one in rows if "period" in one]) >= max(parts, 2)
    return any(column in one for one in rows)
