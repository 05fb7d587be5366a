"""Is the whole of a question answered: each half, each document, and of whom it asks? (FOIA s.1(1); docs/explanation/answering.md#facets)."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from watchbook.figures.findings import Status, Value, has_a_number
from watchbook.figures.register_names import LOOKS
from watchbook.foi.checks.answers import Check, CheckedAnswer, gives, shortened
from watchbook.foi.checks.asked import COUNTED
from watchbook.foi.checks.asked_kind import DATE, MONEY
from watchbook.foi.checks.asked_limits import counts_the_noun, is_the_registers, title_of, unkept
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import denies, figures, sentences
from watchbook.reading.facets.documents import documents, is_named
from watchbook.reading.facets.halves import depends
from watchbook.reading.facets.kinds import MONTH, kinds, wants_money
from watchbook.reading.facets.subjects import (
    asked_subjects,
    counted,
    counted_noun,
    is_of_people,
    speaks_of_any_counted,
    speaks_of_counted,
    subjects,
    tells_of_own_pages,
)
from watchbook.reading.topics.vocabulary import terms
from watchbook.web.wording import joined

_EVERYTHING = re.compile(r"\b(?:in total|in all|overall|altogether|all looks|any purpose)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(\w+) (?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"[:;]\s|\b(?:because|as|since|so that)\b", re.IGNORECASE)
_AUTHORISED = re.compile(
    r"\b(?:authoris|authoriz|approv|appli(?:ed|cation)|warrant|operation|surveillance|ripa|ripsa|chis)",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\b(?!{MONTH})[A-Z][\w’'&-]+ [A-Z][\w’'&-]+|(?<=[a-z,] )(?!{MONTH})[A-Z][\w’'&-]+")


def half_unanswered(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Questions that join two requests, where the answer speaks to one of them only."""
    message = _(
        "{number}: “{answer}” does not answer “{half}”. Answer each half of the question, or split the question by hand."
    )
    return [
        Check(
            "half_unanswered",
            (one.number,),
            message.format(number=one.number, half=shortened(left), answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (left := _left_half(one))
    ]


def _left_half(one: CheckedAnswer) -> str:
    """The first half to which nothing is said; "" where each is answered, or the whole is refused."""
    halves = one.facets.halves if one.facets else ()
    if len(halves) < 2 or not (gives(one) or one.status is Status.EXPLANATION):
        return ""
    if one.finding and one.answer == one.finding.answer and (told_apart := halves_told(one)):
        return next(
            (half for half, value in told_apart if _owes_a_figure(half, value, answer=one.answer)), ""
        )
    own = [terms(half) for half in halves]
    told, figured = terms(one.answer), len(figures(one.answer))
    for nth, half in enumerate(halves):
        others = frozenset[str]().union(*(words for n, words in enumerate(own) if n != nth))
        if nth and denies(one.answer) and depends(half):
            continue
        if (own[nth] - others) & told or _shows_its_kind(half, halves, answer=one.answer, counted=figured):
            continue
        return half
    return ""


def halves_told(one: CheckedAnswer) -> list[tuple[str, Value]]:
    """The halves of a finding of ours, each with its value, where each was asked of its own register."""
    value = one.finding.value if one.finding else None
    told = value.get("halves") if isinstance(value, dict) else None
    halves = [half for half in told if isinstance(half, dict)] if isinstance(told, list) else []
    return [(str(half["asked"]), half["value"]) for half in halves if "asked" in half]


def _owes_a_figure(half: str, value: Value, *, answer: str) -> bool:
    """Whether a half asks for money or a number, and what was found to it has none."""
    if wants_money(half):
        return not MONEY.search(answer) and value != 0
    return "count" in kinds(half) and not has_a_number(value)


def _shows_its_kind(half: str, halves: Sequence[str], *, answer: str, counted: int) -> bool:
    """Whether an answer has what only this half asks for: a sum, a day, a yes or no, enough figures."""
    asked = set(kinds(half))
    said = sentences(answer)
    if "cost" in asked:
        return bool(MONEY.search(answer))
    if "count" in asked:
        wanted = sum("count" in kinds(one) for one in halves)
        return counted >= wanted or (wanted == 1 and any(map(denies, said)))
    if "yes_no" in asked:
        own = [one for one in said if pattern("yes").match(one) or pattern("no").match(one)]
        return bool(own) and (len(said) > 1 or counted > 0)
    if "date" in asked:
        return _days_told(answer) >= sum("date" in kinds(one) for one in halves)
    if "name" in asked and _NAME.search(answer):
        return True
    return len(said) >= len(halves) or bool(_GOES_ON.search(answer))


def _days_told(answer: str) -> int:
    """Count the days or years that an answer names; `24 May 2023` is one."""
    ends = [0, *(found.end() for found in DATE.finditer(answer))]
    return sum(found.start() - ends[nth] > 1 or not nth for nth, found in enumerate(DATE.finditer(answer)))


def document_missing(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Documents that a question names and the answer does not speak of: drafts, comments, a second assessment."""
    message = _(
        "{number}: the answer does not mention {documents}, which the question asks for. Supply each document, refuse it with a "
        "refusal notice, or say that you do not hold it."
    )
    return [
        Check(
            "document_missing",
            (one.number,),
            message.format(number=one.number, documents=joined(left)),
            blocks=True,
        )
        for one in said
        if (left := _left_documents(one))
    ]


def _left_documents(one: CheckedAnswer) -> list[str]:
    if not one.facets or not gives(one):
        return []
    return [name for name in documents(one.question) if not is_named(name, answer=one.answer)]


def subject_differs(said: Sequence[CheckedAnswer]) -> list[Check]:
    """Figures of other people, services, platforms or purposes than the question's."""
    message = _(
        "{number}: the question asks about {asked}, but “{answer}” counts others or does not say whom it counts. Count only the "
        "people in the question, or say whom the figure counts."
    )
    return [
        Check(
            "subject_differs",
            (one.number,),
            message.format(number=one.number, asked=joined(left), answer=shortened(one.answer)),
            blocks=True,
        )
        for one in said
        if (left := _other_subjects(one))
    ]


def _other_subjects(one: CheckedAnswer) -> list[str]:
    """Name what a count is asked of and not told of: of our own draft whatever is not named, of a person's words what is contradicted."""
    if not one.facets or not COUNTED & set(one.facets.kinds) or not gives(one):
        return []
    if other := _other_things(one):
        return [other]
    if _counts_own_pages(one):
        return [_("people’s accounts, not the authority’s own pages")]
    if beyond := unkept(one, of_a_time=False):
        return beyond
    asked, told = (
        asked_subjects(one.question, above=one.facets.above),
        subjects(f"{one.answer} {title_of(one)}"),
    )
    is_ours = is_the_registers(one) and one.status is not Status.NIL  # none of all is none of some
    return [
        value
        for category, values in asked.items()
        if len(values) == 1 and _is_of(category, one)
        for value in values
        if value not in told.get(category, ())
        and (is_ours or bool(told.get(category)) or bool(_EVERYTHING.search(one.answer)))
    ]


def _is_of(category: str, one: CheckedAnswer) -> bool:
    """Whether a sort of limit can be one of what is asked: what lapsed is an authorisation only where authorisations are spoken of."""
    if category not in ("state", "way"):
        return True
    above = one.facets.above if one.facets else ""
    return bool(_AUTHORISED.search(f"{one.question} {above}"))


def _other_things(one: CheckedAnswer) -> str:
    """Name what a question wants counted, where the answer speaks of something else, or counts nothing; "" where it does not."""
    if (noun := counted_noun(one.question)) and is_the_registers(one) and not counts_the_noun(noun, one=one):
        return noun
    wanted = counted(one.question)
    if not wanted or speaks_of_counted(wanted, answer=one.answer):
        return ""
    if any(map(denies, sentences(one.answer))) and not (
        wanted != "looks" and is_the_registers(one) and speaks_of_any_counted(one.answer)
    ):
        return ""  # a bare `none` is none of what was asked; the register’s names what it is none of
    is_other = speaks_of_any_counted(one.answer) or not figures(one.answer) or _tells_lengths(one)
    return wanted if is_other else ""


def _counts_own_pages(one: CheckedAnswer) -> bool:
    """Whether a question asks of looks at people, and the register's figure does not say that it leaves out the authority's own pages."""
    above = one.facets.above if one.facets else ""
    is_asked = (
        is_of_people(one.question, above=above)
        and is_the_registers(one)
        and not tells_of_own_pages(one.answer)
    )
    is_one_sort = "purpose" in asked_subjects(one.question, above=above)
    return is_asked and not is_one_sort and one.status is not Status.NIL and _is_of_looks(one)


def _is_of_looks(one: CheckedAnswer) -> bool:
    return one.finding is not None and any(row.register == str(LOOKS) for row in one.finding.evidence)


def _tells_lengths(one: CheckedAnswer) -> bool:
    """Whether every figure of an answer is a length of time, which is no count of anything: `39 days`."""
    asks_for_one = one.facets is not None and one.facets.is_how_long
    return not asks_for_one and set(figures(one.answer)) <= set(_LENGTH.findall(one.answer))
