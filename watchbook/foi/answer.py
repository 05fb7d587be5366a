"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from watchbook.foi.checks import Check, checks
from watchbook.foi.findings import Asked, Enclosure, Finding, Status, no_query, status_words
from watchbook.foi.queries.named import QUERIES
from watchbook.foi.questions import Question
from watchbook.foi.topics import match, speaks_of_social_media
from watchbook.foi.wording import asks_before_it_leads_in

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
    def enclosures(self) -> list[Enclosure]:
        """Every file that goes with the letter, once each, in the order of the questions."""
        return list(dict.fromkeys(one for answer in self.answers for one in answer.finding.enclosures))

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
    """Which question stands above which: the words by number, of each stem the numbers of its parts; and the theme."""

    words: dict[str, str]
    parts: dict[str, list[str]]
    on_theme: bool


def _tree(questions: Sequence[Question]) -> _Tree:
    words = {question.number: question.text for question in questions}
    parts: dict[str, list[str]] = {}
    for question in questions:
        for above in _above(question.number):
            parts.setdefault(above, []).append(question.number)
    return _Tree(words=words, parts=parts, on_theme=is_on_theme(questions))


def is_on_theme(questions: Sequence[Question]) -> bool:
    """Whether most of a request's questions, their parts apart, speak of social media."""
    whole = [question.text for question in questions if not _above(question.number)]
    return 2 * sum(map(speaks_of_social_media, whole)) > len(whole)


def _above(number: str) -> list[str]:
    """The numbers that a number lies under: 1 and 1.a of 1.a.ii."""
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def _answer(question: Question, *, tree: _Tree, received_on: date, as_at: datetime | None) -> DraftAnswer:
    context = " ".join(tree.words[above] for above in _above(question.number) if above in tree.words)
    parts = tree.parts.get(question.number, [])
    if is_lead_in(question.text, parts=parts):
        return DraftAnswer(question=question, topic=None, score=0.0, finding=_stem(parts))
    matched = match(question.text, context=context, on_theme=tree.on_theme)
    if matched.abstained:
        return DraftAnswer(question=question, topic=None, score=0.0, finding=no_query())
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
    """Whether a question only leads to its parts, so that their answers are its answer.

    `Please provide a copy of:` does. `Do you have a policy? If yes:` asks something itself.
    """
    leads = bool(parts) and text.rstrip().endswith(LEAD_IN_ENDS)
    return leads and not asks_before_it_leads_in(text)


def _stem(parts: Sequence[str]) -> Finding:
    return Finding(
        status=Status.EXPLANATION, answer=_("Answered part by part below."), value={"follows": list(parts)}
    )
