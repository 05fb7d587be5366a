"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asking_once
from watchbook.figures.findings import Asked, Enclosure, Finding, Status, no_query, status_words
from watchbook.figures.named import QUERIES
from watchbook.foi.checks import Check, checks
from watchbook.foi.frozen import digest
from watchbook.reading.questions import Question
from watchbook.reading.topics import Match, Scored, match, speaks_of_social_media
from watchbook.reading.wording import asks_before_it_leads_in

# Where a question stands in the request's text: first and last code point.
type Place = tuple[int, int]


@dataclass(frozen=True)
class Decided:
    """What officers decided of one question; the topic "" means none of them, None that nobody chose."""

    topic: str | None = None
    found: Finding | None = None
    certificate: str = ""
    wording: str = ""
    over_sha256: str = ""


UNDECIDED = Decided()
LEAD_IN_ENDS = (":", ":-", "–", "-", "…", "...")
# For each drone, please state: what stands before the comma says of what, and is not asked for.
_OF_WHAT = re.compile(
    r"\s*(?:for|if|where|regarding|concerning|about|as to|in relation to|in respect of|with regard to)\b[^,:]*,\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DraftAnswer:
    """One question, the topic it was taken for (None: none fits), and the finding.

    `suggestions` are the topics that fit best; `is_confirmed` says that an officer chose; `certificate` is the reference
    of the search by hand that the finding is of; `wording` is the sentence that an officer wrote over the drafted one.
    """

    question: Question
    topic: str | None
    score: float
    finding: Finding
    suggestions: tuple[Scored, ...] = ()
    is_confirmed: bool = False
    certificate: str = ""
    wording: str = ""
    is_worded_over_another_finding: bool = False

    @property
    def answer(self) -> str:
        """The sentence for the requester."""
        return self.wording or self.finding.answer


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


def draft(
    questions: Sequence[Question],
    *,
    received_on: date,
    as_at: datetime | None,
    decided: Mapping[Place, Decided] | None = None,
    on_theme: bool | None = None,
) -> Draft:
    """The draft as the registers stood at a moment (None: now), with what officers decided. Writes nothing.

    `on_theme` says whether the request as a whole is about social media; None takes it from these questions.
    """
    tree = _tree(questions, on_theme=is_on_theme(questions) if on_theme is None else on_theme)
    known = decided or {}
    with asking_once():
        answers = tuple(
            _answer(
                question,
                tree=tree,
                received_on=received_on,
                as_at=as_at,
                decided=known.get((question.start, question.end), UNDECIDED),
            )
            for question in questions
        )
    return Draft(answers=answers, checks=checks([(a.question.number, a.finding) for a in answers]))


class _Tree(NamedTuple):
    """Which question stands above which: the words by number, of each stem the numbers of its parts; and the theme."""

    words: dict[str, str]
    parts: dict[str, list[str]]
    on_theme: bool


def _tree(questions: Sequence[Question], *, on_theme: bool) -> _Tree:
    words = {question.number: question.text for question in questions}
    parts: dict[str, list[str]] = {}
    for question in questions:
        for stem in above(question.number):
            parts.setdefault(stem, []).append(question.number)
    return _Tree(words=words, parts=parts, on_theme=on_theme)


def is_on_theme(questions: Sequence[Question]) -> bool:
    """Whether most of a request's questions, their parts apart, speak of social media."""
    whole = [question.text for question in questions if not above(question.number)]
    return 2 * sum(map(speaks_of_social_media, whole)) > len(whole)


def above(number: str) -> list[str]:
    """The numbers that a number lies under: 1 and 1.a of 1.a.ii."""
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def _answer(
    question: Question, *, tree: _Tree, received_on: date, as_at: datetime | None, decided: Decided
) -> DraftAnswer:
    context = " ".join(tree.words[stem] for stem in above(question.number) if stem in tree.words)
    parts = tree.parts.get(question.number, [])
    matched = match_asked(question.text, parts=parts, context=context, on_theme=tree.on_theme)
    topic, score = _topic(matched, decided=decided)
    asked = Asked(
        number=question.number, text=question.text, received_on=received_on, as_at=as_at, context=context
    )
    if decided.found:
        finding = decided.found
    elif topic is None and is_lead_in(question.text, parts=parts):
        finding = _stem(parts)
    else:
        finding = _from_registers(topic, asked=asked)
    return DraftAnswer(
        question=question,
        topic=topic,
        score=score,
        finding=finding,
        suggestions=matched.topics,
        is_confirmed=decided.topic is not None,
        certificate=decided.certificate,
        wording=decided.wording,
        is_worded_over_another_finding=bool(decided.wording)
        and decided.over_sha256 != digest_of_finding(finding),
    )


def match_asked(text: str, *, parts: Sequence[str], context: str, on_theme: bool) -> Match:
    """The topics of a question; one that leads to its parts is taken only for what it asks for besides them."""
    matched = _matched(text, context, on_theme)
    of_what = _OF_WHAT.match(text) if is_lead_in(text, parts=parts) else None
    if not of_what:
        return matched
    besides = _matched(text[of_what.end() :], f"{context} {of_what[0]}", on_theme)
    return Match(matched.topics, abstained=True) if besides.abstained else besides


@lru_cache(maxsize=1024)
def _matched(text: str, context: str, on_theme: bool) -> Match:
    """Reckoned once: every page of a request's questions asks for those of all of them."""
    return match(text, context=context, on_theme=on_theme)


def _topic(matched: Match, *, decided: Decided) -> tuple[str | None, float]:
    """The topic that the officer chose, else the best that fits well enough, with its score."""
    if decided.topic is not None:
        chosen = {scored.id: scored.score for scored in matched.topics}
        return decided.topic or None, chosen.get(decided.topic, 0.0)
    if matched.abstained:
        return None, 0.0
    return matched.topics[0].id, matched.topics[0].score


def _from_registers(topic: str | None, *, asked: Asked) -> Finding:
    query = QUERIES.get(topic) if topic else None
    return query(asked) if query else no_query()


def digest_of_finding(finding: Finding) -> str:
    """A digest of what a finding says, to tell whether it still says it; SHA-256 in hexadecimal."""
    return digest({"status": str(finding.status), "answer": finding.answer, "value": finding.value})


def tally(drafted: Draft) -> str:
    """How far the draft is, in words: 29: 1 held, supplied; 1 not held; 25 to be searched."""
    counts = Counter(answer.finding.status for answer in drafted.answers)
    parts = "; ".join(f"{counts[status]} {status_words(status)}" for status in Status if counts[status])
    return f"{len(drafted.answers)}: {parts}" if parts else "0"


def is_lead_in(text: str, *, parts: Sequence[str]) -> bool:
    """Whether a question's wording only leads to its parts; if it has no topic, their answers are its answer.

    `Please provide a copy of:` does. `Do you have a policy? If yes:` asks something itself.
    """
    leads = bool(parts) and text.rstrip().endswith(LEAD_IN_ENDS)
    return leads and not asks_before_it_leads_in(text)


def _stem(parts: Sequence[str]) -> Finding:
    return Finding(
        status=Status.EXPLANATION, answer=_("Answered part by part below."), value={"follows": list(parts)}
    )
