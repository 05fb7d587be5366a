"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asking_once
from watchbook.figures.findings import Enclosure, Finding, Status, no_query, status_words
from watchbook.figures.named import QUERIES, figure
from watchbook.foi.checks.all import checks
from watchbook.foi.checks.answers import Check
from watchbook.foi.frozen import digest
from watchbook.reading.split.questions import Question, QuestionTree, is_lead_in, tree_of
from watchbook.reading.topics.matching import Match, TopicScore
from watchbook.reading.topics.request import is_on_theme, match_question

# Where a question stands in the request's text: first and last code point.
type Place = tuple[int, int]


@dataclass(frozen=True)
class OfficerDecision:
    """What officers decided of one question; the topic "" means none of them, None that nobody chose."""

    topic: str | None = None
    found: Finding | None = None
    certificate: str = ""
    wording: str = ""
    over_sha256: str = ""


UNDECIDED = OfficerDecision()


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
    suggestions: tuple[TopicScore, ...] = ()
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
    decided: Mapping[Place, OfficerDecision] | None = None,
    on_theme: bool | None = None,
) -> Draft:
    """The draft as the registers stood at a moment (None: now), with what officers decided. Writes nothing.

    `on_theme` says whether the request as a whole is about social media; None takes it from these questions.
    """
    tree, known = tree_of(questions), decided or {}
    on_theme = is_on_theme(questions) if on_theme is None else on_theme
    with asking_once():
        answers = tuple(
            _answer(
                question,
                tree=tree,
                on_theme=on_theme,
                received_on=received_on,
                as_at=as_at,
                decided=known.get((question.start, question.end), UNDECIDED),
            )
            for question in questions
        )
    return Draft(answers=answers, checks=checks([(a.question.number, a.finding) for a in answers]))


def _answer(
    question: Question,
    *,
    tree: QuestionTree,
    on_theme: bool,
    received_on: date,
    as_at: datetime | None,
    decided: OfficerDecision,
) -> DraftAnswer:
    context = tree.context(question.number)
    parts = tree.parts.get(question.number, [])
    matched = match_question(question.text, parts=parts, context=context, on_theme=on_theme)
    topic, score = _topic(matched, decided=decided)
    if decided.found:
        finding = decided.found
    elif topic is None and is_lead_in(question.text, parts=parts):
        said = _("Answered part by part below.")
        finding = Finding(status=Status.EXPLANATION, answer=said, value={"follows": list(parts)})
    elif topic is None or topic not in QUERIES:
        finding = no_query()
    else:
        finding = figure(topic, on=received_on, as_at=as_at, text=question.text, context=context)
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


def _topic(matched: Match, *, decided: OfficerDecision) -> tuple[str | None, float]:
    """The topic that the officer chose, else the best that fits well enough, with its score."""
    if decided.topic is not None:
        chosen = {scored.id: scored.score for scored in matched.topics}
        return decided.topic or None, chosen.get(decided.topic, 0.0)
    if matched.abstained:
        return None, 0.0
    return matched.topics[0].id, matched.topics[0].score


def digest_of_finding(finding: Finding) -> str:
    """A digest of what a finding says, to tell whether it still says it; SHA-256 in hexadecimal."""
    return digest({"status": str(finding.status), "answer": finding.answer, "value": finding.value})


def tally(drafted: Draft) -> str:
    """How far the draft is, in words: 29: 1 held, supplied; 1 not held; 25 to be searched."""
    counts = Counter(answer.finding.status for answer in drafted.answers)
    parts = "; ".join(f"{counts[status]} {status_words(status)}" for status in Status if counts[status])
    return f"{len(drafted.answers)}: {parts}" if parts else "0"
