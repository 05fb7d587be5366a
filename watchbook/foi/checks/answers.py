"""What an answer says to one question: somebody's letter or our own draft, in one shape for the checks (FOIA s.1(1))."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watchbook.figures.findings import Finding, Status, Value
from watchbook.reading.answer_letter.given_answer import AnswerOutcome, GivenAnswer
from watchbook.reading.answer_letter.wording import affirms
from watchbook.reading.facets.facets import Facets

SHOWN = 90  # characters of a sentence that a check quotes


@dataclass(frozen=True)
class CheckedAnswer(GivenAnswer):
    """One question and what is said to it; status, finding and topic are known of our own draft only.

    `register` is what the registers hold beside a search that found nothing, `reason` what the officer wrote of it.
    `facets` is what the question asks, as its whole request reads (None: its request is not at hand).
    """

    status: Status | None = None
    finding: Finding | None = None
    topic: str | None = None
    facets: Facets | None = None
    register: Finding | None = None
    reason: str = ""


@dataclass(frozen=True)
class PublishedAnswer:
    """An answer of ours that was published before: under which reference, to which topic, and its figure."""

    reference: str
    topic: str
    answer: str
    value: Value
    published_on: date


@dataclass(frozen=True)
class Check:
    """What a check found: its rule, the questions it concerns, what to do, and whether it blocks the letter."""

    rule: str
    questions: tuple[str, ...]
    message: str
    blocks: bool


# What a finding of each status does with its question.
OUTCOMES = {
    Status.HELD_SUPPLIED: AnswerOutcome.DISCLOSED,
    Status.HELD_LINK: AnswerOutcome.DISCLOSED,
    Status.HELD_EXEMPT: AnswerOutcome.REFUSED,
    Status.PARTLY: AnswerOutcome.PARTLY,
    Status.NOT_HELD: AnswerOutcome.NOT_HELD,
    Status.NIL: AnswerOutcome.NIL,
    Status.NOT_APPLICABLE: AnswerOutcome.NIL,
    Status.NEITHER: AnswerOutcome.NCND,
    Status.REFUSED: AnswerOutcome.REFUSED,
    Status.EXPLANATION: AnswerOutcome.DISCLOSED,
    Status.TO_BE_SEARCHED: AnswerOutcome.UNCLEAR,
}


def said_by_others(
    given: Sequence[GivenAnswer], *, facets: Mapping[str, Facets] | None = None
) -> list[CheckedAnswer]:
    """Put somebody's answer, question by question, into the shape in which answers are checked."""
    return [CheckedAnswer(**vars(one), facets=(facets or {}).get(one.number)) for one in given]


def said_by_us(
    number: str,
    *,
    question: str,
    finding: Finding,
    topic: str | None = None,
    wording: str = "",
    facets: Facets | None = None,
    register: Finding | None = None,
    reason: str = "",
) -> CheckedAnswer:
    """One answer of our own draft: the officer's wording, else the finding's own sentence."""
    return CheckedAnswer(
        number=number,
        question=question,
        answer=wording or finding.answer,
        status=finding.status,
        outcome=OUTCOMES[finding.status],
        finding=finding,
        topic=topic,
        facets=facets,
        register=register,
        reason=reason,
    )


def checks_of_each(
    rule: str,
    said: Sequence[CheckedAnswer],
    *,
    when: Callable[[CheckedAnswer], bool],
    message: str,
    blocks: bool = True,
    **facts: object,
) -> list[Check]:
    """A check of each answer of which it is so; the message names its number and shows its beginning."""
    return [
        Check(
            rule,
            (one.number,),
            message.format(number=one.number, answer=shortened(one.answer), **facts),
            blocks,
        )
        for one in said
        if when(one)
    ]


def is_said(one: CheckedAnswer) -> bool:
    """Whether anything is said to a question at all."""
    return bool(one.answer) and one.status is not Status.TO_BE_SEARCHED


def gives(one: CheckedAnswer) -> bool:
    """Whether an answer gives something: a refusal, a `not held` and a mere reference speak to the whole."""
    if not is_said(one) or one.missing or one.status is Status.EXPLANATION:
        return False
    return one.outcome in (AnswerOutcome.DISCLOSED, AnswerOutcome.PARTLY, AnswerOutcome.NIL) and not (
        one.outcome is AnswerOutcome.NIL and affirms(one.answer)
    )


def numbers_of_each_passage(said: Sequence[CheckedAnswer]) -> list[tuple[CheckedAnswer, tuple[str, ...]]]:
    """Every passage once, by the first question it answers, with the numbers of all that it answers."""
    passages: dict[object, list[CheckedAnswer]] = {}
    for one in said:
        if is_said(one):
            passages.setdefault(one.number if one.start is None else (one.start, one.end), []).append(one)
    return [(group[0], tuple(one.number for one in group)) for group in passages.values()]


def above(one: CheckedAnswer, *, said: Sequence[CheckedAnswer]) -> CheckedAnswer | None:
    """The question that this one is a part of, if the request asks it."""
    higher = [other for other in said if one.number.startswith(f"{other.number}.")]
    return max(higher, key=lambda other: len(other.number), default=None)


def shortened(text: str) -> str:
    """The beginning of a sentence, as a check shows it."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
