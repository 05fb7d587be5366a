"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asking_once
from watchbook.figures.findings import Enclosure, Finding, Status, no_query, status_words
from watchbook.figures.named import QUERIES, figure
from watchbook.figures.sentences import in_words
from watchbook.figures.times import financial_years
from watchbook.foi.checks.all import asked_and_said, checks
from watchbook.foi.checks.answers import Check, CheckedAnswer, said_by_us
from watchbook.foi.draft.halves import Half, told_together
from watchbook.foi.frozen import digest
from watchbook.reading.facets.facets import Facets, read_facets
from watchbook.reading.facets.halves import depends
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
    facets: Facets | None = None

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
    text: str = "",
    decided: Mapping[Place, OfficerDecision] | None = None,
    on_theme: bool | None = None,
) -> Draft:
    """The draft as the registers stood at a moment (None: now), with what officers decided. Writes nothing.

    `text` is the whole request: its opening may say of which time all is asked. `on_theme` says whether it is about
    social media; None takes that from these questions.
    """
    facets = read_facets(
        text, questions=questions, received_on=received_on, years=financial_years(received_on)
    )
    asking = _Asking(
        tree=tree_of(questions),
        on_theme=is_on_theme(questions) if on_theme is None else on_theme,
        received_on=received_on,
        as_at=as_at,
    )
    known = decided or {}
    with asking_once():
        answers = tuple(
            _answer(
                question,
                asking=asking,
                facets=facets[question.number],
                decided=known.get((question.start, question.end), UNDECIDED),
            )
            for question in questions
        )
    keeps = checks([(one.question.number, one.finding) for one in answers])
    return Draft(answers=answers, checks=(*keeps, *asked_and_said([checked(one) for one in answers])))


def checked(one: DraftAnswer) -> CheckedAnswer:
    """An answer of the draft as the checks read it."""
    return said_by_us(
        one.question.number,
        question=one.question.text,
        finding=one.finding,
        topic=one.topic,
        wording=one.wording,
        facets=one.facets,
    )


@dataclass(frozen=True)
class _Asking:
    """Facts that are the same for every question of a draft."""

    tree: QuestionTree
    on_theme: bool
    received_on: date
    as_at: datetime | None


def _answer(question: Question, *, asking: _Asking, facets: Facets, decided: OfficerDecision) -> DraftAnswer:
    context = asking.tree.context(question.number)
    parts = asking.tree.parts.get(question.number, [])
    matched = match_question(question.text, parts=parts, context=context, on_theme=asking.on_theme)
    topic, score = _topic(matched, decided=decided)
    if decided.found:
        finding = decided.found
    elif topic is None and is_lead_in(question.text, parts=parts):
        said = _("Answered part by part below.")
        finding = Finding(status=Status.EXPLANATION, answer=said, value={"follows": list(parts)})
    else:
        finding = _found(question.text, topic, context=context, asking=asking, facets=facets)
    return DraftAnswer(
        question=question,
        topic=topic,
        score=score,
        finding=finding,
        facets=facets,
        suggestions=matched.topics,
        is_confirmed=decided.topic is not None,
        certificate=decided.certificate,
        wording=decided.wording,
        is_worded_over_another_finding=bool(decided.wording)
        and decided.over_sha256 != digest_of_finding(finding),
    )


def _found(text: str, topic: str | None, *, context: str, asking: _Asking, facets: Facets) -> Finding:
    """Ask the registers a question, or each half of one that joins two requests."""
    topics = _topics_of_halves(topic, context=context, asking=asking, facets=facets)
    if len(set(topics)) == 1:
        return _figure(text, topic, context=context, asking=asking, facets=facets)
    return told_together(
        [
            Half(half, _figure(half, its, context=f"{context} {text}", asking=asking, facets=facets))
            for half, its in zip(facets.halves, topics, strict=True)
        ]
    )


def _topics_of_halves(
    topic: str | None, *, context: str, asking: _Asking, facets: Facets
) -> list[str | None]:
    """The topic of each half; the one of the whole question stands for the half that it fits best."""
    if len(facets.halves) == 1:
        return [topic]
    found = [
        match_question(
            half,
            parts=(),
            context=f"{context} {facets.halves[0]}" if nth else context,
            on_theme=asking.on_theme,
        )
        for nth, half in enumerate(facets.halves)
    ]
    topics = [_best(one) for one in found]
    for nth, half in enumerate(facets.halves):
        if nth and topics[nth] is None and depends(half):
            topics[nth] = topics[nth - 1]
    if topic is not None and topic not in topics:
        fits = [{one.id: one.score for one in half.topics}.get(topic, 0.0) for half in found]
        topics[fits.index(max(fits))] = topic
    return topics


def _best(matched: Match) -> str | None:
    return None if matched.abstained else matched.topics[0].id


def _figure(text: str, topic: str | None, *, context: str, asking: _Asking, facets: Facets) -> Finding:
    if topic is None or topic not in QUERIES:
        return no_query()
    finding = figure(
        topic, on=asking.received_on, as_at=asking.as_at, text=text, context=context, time=facets.time
    )
    return _with_its_day(finding, facets=facets, on=asking.received_on)


def _with_its_day(finding: Finding, *, facets: Facets, on: date) -> Finding:
    """Say of what has no time, as a document, that it is told as of the day of receipt, where a time was asked about."""
    named = facets.time.named
    if named is None or finding.period is not None or finding.status is Status.TO_BE_SEARCHED:
        return finding
    said = _("You ask about {first} to {last}; this is told as it stood on {day}, when your request came.")
    told = said.format(first=in_words(named.first_on), last=in_words(named.last_on), day=in_words(on))
    return replace(finding, answer=f"{finding.answer} {told}")


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
