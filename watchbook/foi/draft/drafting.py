"""The draft of a stored request: what the registers say, what was searched by hand, and the officers' own words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.findings import Finding
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import Check, shortened
from watchbook.foi.checks.left_out import left_out
from watchbook.foi.draft.answer import Confirmed, Draft, DraftAnswer, OfficerDecision, Place, checked, draft
from watchbook.foi.draft.clarified import governing_words, otherwise_than_said
from watchbook.foi.draft.decisions import decisions, replies
from watchbook.foi.draft.statements_disagree import statements_disagree
from watchbook.foi.frozen_answers import FrozenAnswer, digest
from watchbook.foi.models import Request
from watchbook.foi.queries import due, published_before
from watchbook.foi.refusal.notice import without_section
from watchbook.foi.request.request_reading import first_cut
from watchbook.foi.request.spans import asked
from watchbook.organisation.letterhead import says_where_to_write
from watchbook.organisation.queries import today
from watchbook.reading.split.questions import Question


def draft_of(request: Request, *, as_at: datetime | None = None, only: str = "") -> Draft:
    """The draft as it stood at a moment (None: now), with every check; of one question alone where `only` names it.

    Of now it is kept until an event comes, and takes one query until then; else those of the questions, what was
    decided, and the topics'.
    """
    if as_at:
        return _drafted(request, as_at=as_at, only=only)
    with asking_once():
        key = (request.pk, only, today(), get_language())
        return unchanged("drafts", key, lambda: _drafted(_anew(request), as_at=None, only=only))


def _anew(request: Request) -> Request:
    """The request as it is now: the row at hand may be older than the event that the draft is kept under."""
    return Request.objects.select_related("sent").prefetch_related("steps").get(pk=request.pk)


def _drafted(request: Request, *, as_at: datetime | None, only: str) -> Draft:
    decided, is_sent = decisions(request, as_at=as_at), hasattr(request, "sent")
    if is_sent:  # the answer that went is kept as it was: nobody confirms it again
        decided = {place: replace(one, confirmed=Confirmed()) for place, one in decided.items()}
    drafted = _answers(request, decided=decided, as_at=as_at, only=only)
    cut = first_cut(request.text).cut  # however officers cut it since
    lost = [] if only or is_sent else left_out(asked(request), cut=cut, text=request.text)
    return replace(drafted, checks=(*lost, *_checks(request, drafted=drafted, as_at=as_at)))


def _answers(
    request: Request, *, decided: Mapping[Place, OfficerDecision], as_at: datetime | None, only: str
) -> Draft:
    first = first_cut(request.text)
    return draft(
        asked(request),
        received_on=request.received_on,
        as_at=as_at,
        text="\n\n".join([request.text, *map(governing_words, replies(request, as_at=as_at))]),
        decided=decided,
        on_theme=first.is_on_theme,
        takes_likely=first.is_in_scope,
        only=only,
    )


def finding_with(request: Request, question: Question, *, half: int, topic: str) -> Finding:
    """The finding of a question as it is once this topic is chosen for one of its halves. Writes nothing."""
    decided, place = decisions(request), (question.start, question.end)
    before = decided.get(place, OfficerDecision())
    decided[place] = replace(before, topics={**before.topics, half: topic})
    (answer,) = _answers(request, decided=decided, as_at=None, only=question.number).answers
    return answer.finding


def _checks(request: Request, *, drafted: Draft, as_at: datetime | None) -> tuple[Check, ...]:
    """What is to be mended before the letter goes; what was sent is not late any more."""
    said = [checked(one) for one in drafted.answers]
    on = london_day(as_at) if as_at else today()
    found = checks_of(
        said,
        due_on=due(request).on,
        today=None if hasattr(request, "sent") else on,
        earlier=published_before(request, asked=[(one.topic, one.finding.period) for one in drafted.answers]),
    )
    refused = [(one.question.number, one.answer, one.finding) for one in drafted.answers]
    return (
        *found,
        *unconfirmed(drafted.answers),
        *_changed_since_confirmed(request, drafted.answers),
        *worded_over_another_finding(drafted.answers),
        *otherwise_than_said(said, replies=replies(request, as_at=as_at)),
        *without_section(refused),
        *without_address(drafted.answers),
        *statements_disagree(drafted.answers, on=request.received_on),
    )


def unconfirmed(answers: Sequence[DraftAnswer]) -> list[Check]:
    """No letter leaves on a topic that only the words of a question suggested."""
    left = tuple(one.question.number for one in answers if one.is_unconfirmed and not one.is_changed)
    if not left:
        return []
    message = ngettext(
        "{count} answer is not confirmed. Confirm the answer, or choose another topic for its question.",
        "{count} answers are not confirmed. Confirm each answer, or choose another topic for its question.",
        len(left),
    ).format(count=len(left))
    return [Check(rule="topic_unconfirmed", questions=left, message=message, blocks=True)]


def _changed_since_confirmed(request: Request, answers: Sequence[DraftAnswer]) -> list[Check]:
    """No answer leaves that the registers changed after an officer confirmed it; the two stand beside each other."""
    message = _(
        "{number}: the answer changed since you confirmed it. You confirmed “{before}”; the registers now say “{now}”. Read the answer, then confirm it again."
    )
    return [
        Check(
            rule="changed_since_confirmed",
            questions=(one.question.number,),
            message=message.format(
                number=one.question.number,
                before=shortened(_as_confirmed(request, one).answer),
                now=shortened(one.answer),
            ),
            blocks=True,
        )
        for one in answers
        if one.is_changed
    ]


def _as_confirmed(request: Request, answer: DraftAnswer) -> DraftAnswer:
    """The answer as the registers stood when it was confirmed."""
    at = answer.confirmed.at
    decided = decisions(request, as_at=at)
    (before,) = _answers(request, decided=decided, as_at=at, only=answer.question.number).answers
    return before


def worded_over_another_finding(answers: Sequence[DraftAnswer]) -> list[Check]:
    """An officer's sentence does not go out over a finding that it was not written over."""
    stale = tuple(one.question.number for one in answers if one.is_worded_over_another_finding)
    if not stale:
        return []
    message = ngettext(
        "An officer wrote {count} sentence that may be out of date: since then, the registers or the topic have changed, or the requester has explained the "
        "request. Read the sentence again, then save it or write another.",
        "Officers wrote {count} sentences that may be out of date: since then, the registers or the topic have changed, or the requester has explained the "
        "request. Read the sentences again, then save each sentence or write another.",
        len(stale),
    ).format(count=len(stale))
    return [Check(rule="worded_over_another_finding", questions=stale, message=message, blocks=True)]


def without_address(answers: Sequence[DraftAnswer]) -> list[Check]:
    """No refusal leaves that cannot say where a review of it is asked for (FOIA s.17(7)(a); FOISA s.19; EIR reg 14(5))."""
    refused = tuple(one.question.number for one in answers if _is_refused(one.finding))
    if not refused or says_where_to_write():
        return []
    message = _(
        "A refusal must say where to ask for a review, but no address for reviews has been entered. Ask an administrator to enter the address in Settings."
    )
    return [Check(rule="without_address", questions=refused, message=message, blocks=True)]


def _is_refused(finding: Finding) -> bool:
    return isinstance(finding.value, dict) and "refused" in finding.value


def frozen(answers: Sequence[DraftAnswer]) -> tuple[FrozenAnswer, ...]:
    """The answers of a draft as a letter keeps them."""
    return tuple(map(_frozen, answers))


def _frozen(answer: DraftAnswer) -> FrozenAnswer:
    finding = answer.finding
    period = finding.period
    evidence = [[one.register, one.reference, one.what, one.sha256] for one in finding.evidence]
    return FrozenAnswer(
        number=answer.question.number,
        marker=answer.question.marker,
        question=answer.question.text,
        topic=answer.topic,
        status=str(finding.status),
        answer=answer.answer,
        value=finding.value,
        period={"from": period.first_on.isoformat(), "to": period.last_on.isoformat()} if period else None,
        searched=tuple(map(asdict, finding.searched)),
        certificate=answer.certificate,
        evidence_sha256=digest(evidence),
    )
