"""A draft answer: every question of a request with what the registers say to it, none left out (FOIA s.1(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.financial_year import financial_years
from watchbook.figures.findings import Enclosure, Finding, Status, no_query
from watchbook.figures.named import QUERIES, figure
from watchbook.foi.checks.all import asked_and_said, checks
from watchbook.foi.checks.answers import Check, CheckedAnswer, said_by_us
from watchbook.foi.draft.halves import Half, told_together
from watchbook.foi.draft.stated_time import NOUGHT, day_asked, nought_with_its_time, with_its_time
from watchbook.foi.frozen_answers import digest_of_figure, digest_of_finding
from watchbook.foi.request.question_topic import QuestionTopic, topics_of, with_likely
from watchbook.foi.request.request_reading import read_questions
from watchbook.organisation.queries import today
from watchbook.reading.facets.facets import Facets
from watchbook.reading.read_once import ReadQuestions
from watchbook.reading.split.questions import Question, is_lead_in, tree_of
from watchbook.reading.topics.matching import Match
from watchbook.reading.topics.request import is_on_theme

# Where a question stands in the request's text: first and last code point.
type Place = tuple[int, int]
# No figure asks of requests: the parts below this one cannot.
OUR_TABLES = "foi_"


@dataclass(frozen=True)
class Confirmed:
    """The digest of the finding that an officer confirmed last, and when; "" where none was kept."""

    sha256: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class OfficerDecision:
    """The decisions of officers on one question; `topics` by its halves, of which "" means none of the catalogue.

    `reason` is what they wrote of the search that `found` is of.
    """

    topics: Mapping[int, str] = field(default_factory=dict)
    confirmed: Confirmed = Confirmed()
    found: Finding | None = None
    certificate: str = ""
    wording: str = ""
    over_sha256: str = ""
    reason: str = ""
    is_worded_for_another_topic: bool = False


UNDECIDED = OfficerDecision()


@dataclass(frozen=True)
class DraftAnswer:
    """One question, the topic it was taken for (None: none fits), and the finding.

    `topics` are those of its halves; `certificate` is the reference of the search by hand that the finding is of, and
    `is_by_hand` says that a search or a refusal takes the registers' place; `wording` is an officer's own sentence.
    `register` is what the registers hold beside a search by hand, and `reason` what its officer wrote of that.
    """

    question: Question
    topic: str | None
    score: float
    finding: Finding
    topics: tuple[QuestionTopic, ...] = ()
    is_by_hand: bool = False
    certificate: str = ""
    wording: str = ""
    is_worded_over_another_finding: bool = False
    is_worded_for_another_topic: bool = False  # chosen since, which is why the finding is another
    facets: Facets | None = None
    register: Finding | None = None
    reason: str = ""
    confirmed: Confirmed = Confirmed()
    is_read: bool = True  # False: too long, or one of too many to be read before an officer turns to it

    @property
    def answer(self) -> str:
        """The sentence for the requester."""
        return self.wording or self.finding.answer

    @property
    def is_confirmed(self) -> bool:
        """Whether an officer said what it is about, of each half, and the registers still say what was confirmed."""
        return bool(self.topics) and all(one.is_confirmed for one in self.topics) and not self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the registers say otherwise than was confirmed; a sentence of an officer's own is bound to its finding."""
        is_bound = bool(self.confirmed.sha256) and not self.wording and not self.is_by_hand
        return is_bound and self.confirmed.sha256 != digest_of_figure(self.finding)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the registers answered a topic that nobody confirmed."""
        answers = self.finding.status is not Status.TO_BE_SEARCHED and any(one.topic for one in self.topics)
        return answers and not self.is_by_hand and not self.is_confirmed


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
    takes_likely: bool = False,
    only: str = "",
) -> Draft:
    """The draft as the registers stood at a moment (None: now), with what officers decided. Writes nothing.

    `text` is the whole request: its opening may say of which time all is asked. `on_theme` says whether it is about
    social media (None: as these questions do), `takes_likely` whether a question that no topic fits well enough is
    drafted for its likeliest, and `only` is the number of the one question to answer, "" for all.
    """
    decisions = decided or {}
    is_ours = is_on_theme(questions) if on_theme is None else on_theme
    read = read_questions(
        text,
        questions=questions,
        received_on=received_on,
        years=financial_years(received_on),
        on_theme=is_ours,
        turned_to=_turned_to(questions, only=only, decided=decisions),
    )
    asking = _Asking(
        parts=tree_of(questions).parts, read=read, on_theme=is_ours, takes_likely=takes_likely,
        received_on=received_on, as_at=as_at,
    )  # fmt: skip
    with asking_once():
        answers = tuple(
            _answer(one, asking=asking, decided=_of(one, decisions))
            for one in questions
            if only in {"", one.number}
        )
    return Draft(answers=answers, checks=_checks(answers, on=received_on))


def _checks(answers: Sequence[DraftAnswer], *, on: date) -> tuple[Check, ...]:
    keeps = checks([(one.question.number, one.finding) for one in answers])
    return (*keeps, *asked_and_said([checked(one) for one in answers], on=on))


def _turned_to(
    questions: Sequence[Question], *, only: str, decided: Mapping[Place, OfficerDecision]
) -> list[str]:
    """The numbers of the questions that an officer opened or decided on."""
    return [one.number for one in questions if one.number == only or (one.start, one.end) in decided]


def _of(question: Question, decided: Mapping[Place, OfficerDecision]) -> OfficerDecision:
    return decided.get((question.start, question.end), UNDECIDED)


def checked(one: DraftAnswer) -> CheckedAnswer:
    """An answer of the draft as the checks read it."""
    return said_by_us(
        one.question.number,
        question=one.question.text,
        finding=one.finding,
        topic=one.topic,
        wording=one.wording,
        facets=one.facets,
        register=one.register,
        reason=one.reason,
    )


@dataclass(frozen=True)
class _Asking:
    """Facts that are the same for every question of a draft."""

    parts: Mapping[str, Sequence[str]]
    read: ReadQuestions
    on_theme: bool
    takes_likely: bool
    received_on: date
    as_at: datetime | None


def _answer(question: Question, *, asking: _Asking, decided: OfficerDecision) -> DraftAnswer:
    facets = asking.read.facets[question.number]
    whole, context = asking.read.understood[question.number]
    if facets.above not in context:  # a question that follows on is of the things of the one above it
        context = f"{context} {facets.above}".strip()
    parts = asking.parts.get(question.number, [])
    topics = topics_of(
        facets.halves, whole=whole, context=context, on_theme=asking.on_theme, chosen=decided.topics
    )
    is_taken = any(decided.topics.values()) if decided.topics else not whole.abstained
    likely = with_likely(topics, context=context) if asking.takes_likely else topics
    if decided.found:
        finding = nought_with_its_time(decided.found, asked=facets.time.named, on=asking.received_on)
    elif not is_taken and is_lead_in(question.text, parts=parts):
        topics = topics if decided.topics else (QuestionTopic(question.text, None, 0.0, whole.topics),)
        finding = _leading_in(parts)
    else:
        topics = likely
        finding = _found(question.text, topics, context=context, asking=asking, facets=facets)
    held_against = likely if finding.status in NOUGHT else topics  # a guess is no ground to doubt a figure
    main = _main(topics, whole=whole)
    return DraftAnswer(
        question=question,
        topic=main.topic,
        score=main.score,
        finding=finding,
        topics=topics,
        is_by_hand=decided.found is not None,
        facets=facets,
        register=_found(question.text, held_against, context=context, asking=asking, facets=facets)
        if decided.certificate
        else None,
        reason=decided.reason,
        is_read=question.number in asking.read.read,
        certificate=decided.certificate,
        confirmed=decided.confirmed,
        wording=decided.wording,
        is_worded_over_another_finding=_is_stale(decided, finding),
        is_worded_for_another_topic=decided.is_worded_for_another_topic,
    )


def _leading_in(parts: Sequence[str]) -> Finding:
    said = _("We answer each part below.")
    return Finding(status=Status.EXPLANATION, answer=said, value={"follows": list(parts)})


def _is_stale(decided: OfficerDecision, finding: Finding) -> bool:
    """Whether an officer's sentence was written over another finding."""
    return bool(decided.wording) and decided.over_sha256 != digest_of_finding(finding)


def _main(topics: Sequence[QuestionTopic], *, whole: Match) -> QuestionTopic:
    """The half by whose topic the question is known: that of the whole, else the first that has one."""
    best = None if whole.abstained else whole.topics[0].id
    held = [one for one in topics if one.topic]
    return next((one for one in held if one.topic == best), next(iter(held), topics[0]))


def _found(
    text: str, topics: Sequence[QuestionTopic], *, context: str, asking: _Asking, facets: Facets
) -> Finding:
    """Ask the registers a question, or each half of one that joins two requests."""
    if len({one.topic for one in topics}) == 1:
        return _figure(text, topics[0].topic, context=context, asking=asking, facets=facets)
    around = f"{context} {text}"
    return told_together(
        [
            Half(one.text, _figure(one.text, one.topic, context=around, asking=asking, facets=facets))
            for one in topics
        ]
    )


def _figure(text: str, topic: str | None, *, context: str, asking: _Asking, facets: Facets) -> Finding:
    if topic is None or topic not in QUERIES:
        return no_query()

    def ask(on: date) -> Finding:
        def found() -> Finding:
            return figure(topic, on=on, as_at=asking.as_at, text=text, context=context, time=facets.time)

        key = (topic, on, text, context, repr(facets.time), today(), get_language())
        return found() if asking.as_at else unchanged("figures", key, found, besides=OUR_TABLES)

    finding = ask(asking.received_on)
    day = day_asked(finding, asked=facets.time.named, on=asking.received_on)
    return with_its_time(ask(day) if day else finding, asked=facets.time.named, on=asking.received_on)
