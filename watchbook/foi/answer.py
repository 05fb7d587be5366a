"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from watchbook.foi.checks import Check, checks
from watchbook.foi.findings import Asked, Finding, Status, no_query, status_words
from watchbook.foi.queries import QUERIES
from watchbook.foi.questions import Question
from watchbook.foi.topics import match

LEAD_IN_ENDS = (":", ":-", "–", "-", "…", "...")


@dataclass(frozen=True)
class DraftAnswer:
    """One question, the topic it was taken for (None: abstained), and the finding."""

    question: Question
    topic: str | None
    score: float
    finding: Finding


@dataclass(frozen=True)
class Draft:
    """All answers in the order of the questions, and what the checks say to them."""

    answers: tuple[DraftAnswer, ...]
    checks: tuple[Check, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether a check keeps the letter from being sent."""
        return any(check.blocks for check in self.checks)


def draft(questions: Sequence[Question], *, received_on: date, as_at: datetime | None) -> Draft:
    """The draft as the registers stood at a moment (None: now). Writes nothing."""
    tree = _tree(questions)
    answers = tuple(
        _answer(question, tree=tree, received_on=received_on, as_at=as_at) for question in questions
    )
    return Draft(answers=answers, checks=checks([(a.question.number, a.finding) for a in answers]))


class _Tree(NamedTuple):
    """Which question stands above which: the words by number, and of each stem the numbers of its parts."""

    words: dict[str, str]
    parts: dict[str, list[str]]


def _tree(questions: Sequence[Question]) -> _Tree:
    words = {question.number: question.text for question in questions}
    parts: dict[str, list[str]] = {}
    for question in questions:
        for above in _above(question.number):
            parts.setdefault(above, []).append(question.number)
    return _Tree(words=words, parts=parts)


def _above(number: str) -> list[str]:
    """The numbers that a number lies under: 1 and 1.a of 1.a.ii."""
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def _answer(question: Question, *, tree: _Tree, received_on: date, as_at: datetime | None) -> DraftAnswer:
    context = " ".join(tree.words[above] for above in _above(question.number) if above in tree.words)
    matched = match(question.text, context=context)
    parts = tree.parts.get(question.number, [])
    if matched.abstained:
        finding = _stem(parts) if is_lead_in(question.text, parts=parts) else no_query()
        return DraftAnswer(question=question, topic=None, score=0.0, finding=finding)
    best = matched.topics[0]
    query = QUERIES.get(best.id)
    asked = Asked(
        number=question.number, text=question.text, received_on=received_on, as_at=as_at, context=context
    )
    return DraftAnswer(
        question=question,
        topic=best.id,
        score=best.score,
        finding=query(asked) if query else no_query(),
    )


def tally(drafted: Draft) -> str:
    """How far the draft is, in words: 29: 1 held, supplied; 1 not held; 25 to be searched."""
    counts = Counter(answer.finding.status for answer in drafted.answers)
    parts = "; ".join(f"{counts[status]} {status_words(status)}" for status in Status if counts[status])
    return f"{len(drafted.answers)}: {parts}" if parts else "0"


def is_lead_in(text: str, *, parts: Sequence[str]) -> bool:
    """Whether a question only leads to its parts, so that their answers are its answer."""
    return bool(parts) and text.rstrip().endswith(LEAD_IN_ENDS)


def _stem(parts: Sequence[str]) -> Finding:
    return Finding(
        status=Status.EXPLANATION, answer=_("Answered part by part below."), value={"follows": list(parts)}
    )
