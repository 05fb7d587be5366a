"""An officer confirms or changes the answers of a request on one page, with one press (FOIA s.1(1))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.figures.findings import Finding
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.draft.answer import DraftAnswer, Place
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.frozen_answers import digest, digest_of_finding
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_choose_topic
from watchbook.foi.request.open_request import must_be_asked, must_be_open
from watchbook.organisation.models import Person


@dataclass(frozen=True)
class QuestionConfirmation:
    """A decision on one question, over the answer that the page showed (`shown`).

    `topics` are those of its halves, "" for none of the catalogue; a half left out is left for later. `answer` is the
    officer's own sentence: "" for the drafted one again, None for what stands.
    """

    place: Place
    topics: Mapping[int, str]
    answer: str | None
    shown: str


@transaction.atomic
def confirm(
    request: Request, confirmations: Sequence[QuestionConfirmation], *, by: Person, at: datetime
) -> Request:
    """Record each topic and each sentence that is new, all of them or none; every one is an event of its own.

    Raises WrongState where an answer is not any more what the page showed, and where nothing would change.
    """
    may_choose_topic(by)
    locked = must_be_open(request)
    drafted = {(one.question.start, one.question.end): one for one in draft_of(locked).answers}
    for one in confirmations:
        must_be_asked(locked, start=one.place[0], end=one.place[1])
    changed = [(one, drafted[one.place]) for one in confirmations if _says_more(one, drafted[one.place])]
    _check_as_shown(changed)
    for one, drafted_answer in changed:
        start, end = one.place
        if one.answer is not None:
            worded_answer.word(locked, start=start, end=end, answer=one.answer, by=by, at=at)
        for half, topic in _new_topics(one, drafted_answer).items():
            topic_choice.choose(
                locked,
                start=start,
                end=end,
                half=half,
                topic=topic,
                by=by,
                at=at,
                shown=_shown(one, drafted_answer),
            )
    return locked


def as_drafted(answers: Iterable[DraftAnswer]) -> list[QuestionConfirmation]:
    """Return what is confirmed where nothing is changed: each topic that the registers answered."""
    return [
        QuestionConfirmation(
            place=(one.question.start, one.question.end),
            topics={nth: half.topic for nth, half in enumerate(one.topics) if half.topic},
            answer=None,
            shown=state_digest(one),
        )
        for one in answers
        if one.is_unconfirmed
    ]


def state_digest(answer: DraftAnswer) -> str:
    """A digest of an answer as a page shows it: topics, who chose them, the finding, the sentence."""
    topics = [[one.topic, one.is_confirmed] for one in answer.topics]
    return digest([topics, digest_of_finding(answer.finding), answer.wording])


def _shown(one: QuestionConfirmation, answer: DraftAnswer) -> Finding | None:
    """The finding that the officer read; none where they chose another topic with the same press."""
    is_read = all((answer.topics[half].topic or "") == topic for half, topic in one.topics.items())
    return answer.finding if is_read else None


def _new_topics(one: QuestionConfirmation, answer: DraftAnswer) -> dict[int, str]:
    """The topics that nobody chose before; all of them, where the registers changed since."""
    if answer.is_changed:
        return dict(one.topics)
    stands = {nth: half.topic or "" for nth, half in enumerate(answer.topics) if half.is_confirmed}
    return {half: topic for half, topic in one.topics.items() if stands.get(half) != topic}


def _says_more(one: QuestionConfirmation, answer: DraftAnswer) -> bool:
    return bool(_new_topics(one, answer)) or (one.answer is not None and one.answer != answer.wording)


def _check_as_shown(changed: Sequence[tuple[QuestionConfirmation, DraftAnswer]]) -> None:
    if not changed:
        why = _(
            "You ticked no answer that is still to be confirmed, and changed nothing. Tick an answer, choose another topic or edit an answer."
        )
        raise WrongState(cannot(_("You cannot confirm these answers"), why))
    other = [answer.question.number for one, answer in changed if one.shown != state_digest(answer)]
    if other:
        why = _(
            "Since you opened this page, somebody else recorded a decision, or the registers changed. Questions affected: {questions}. Read the answers below, "
            "then confirm again. We have kept what you typed."
        )
        raise WrongState(
            cannot(_("You cannot confirm these answers yet"), why.format(questions=", ".join(other)))
        )
