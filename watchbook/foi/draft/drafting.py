"""The draft of a stored request: what the registers say, what was searched by hand, and the officers' own words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.findings import Finding, RegisterSearch, Status
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import Check
from watchbook.foi.checks.left_out import left_out
from watchbook.foi.draft.answer import Draft, DraftAnswer, OfficerDecision, Place, checked, draft
from watchbook.foi.draft.clarified import governing_words, otherwise_than_said
from watchbook.foi.frozen import FrozenAnswer, digest
from watchbook.foi.models import AboutQuestion, Request, RequestStep, Search, TopicChoice, Wording
from watchbook.foi.queries import due, published_before
from watchbook.foi.refusal.notice import finding_of as finding_of_refusal
from watchbook.foi.refusal.notice import pointing, without_section
from watchbook.foi.refusal.refusal import standing, whole
from watchbook.foi.request.request_reading import first_cut
from watchbook.foi.request.spans import asked
from watchbook.foi.states import StepKind
from watchbook.organisation.letterhead import says_where_to_write
from watchbook.organisation.queries import today


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
    first = first_cut(request.text)  # however officers cut it since
    questions = asked(request)
    drafted = draft(
        questions,
        received_on=request.received_on,
        as_at=as_at,
        text="\n\n".join([request.text, *map(governing_words, replies(request, as_at=as_at))]),
        decided=decisions(request, as_at=as_at),
        on_theme=first.is_on_theme,
        takes_likely=first.is_in_scope,
        only=only,
    )
    lost = [] if only or hasattr(request, "sent") else left_out(questions, cut=first.cut, text=request.text)
    return replace(drafted, checks=(*lost, *_checks(request, drafted=drafted, as_at=as_at)))


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
        *worded_over_another_finding(drafted.answers),
        *otherwise_than_said(said, replies=replies(request, as_at=as_at)),
        *without_section(refused),
        *without_address(drafted.answers),
    )


def unconfirmed(answers: Sequence[DraftAnswer]) -> list[Check]:
    """No letter leaves on a topic that only the words of a question suggested."""
    left = tuple(one.question.number for one in answers if one.is_unconfirmed)
    if not left:
        return []
    message = ngettext(
        "{count} answer is not confirmed. Confirm the answer, or choose another topic for its question.",
        "{count} answers are not confirmed. Confirm each answer, or choose another topic for its question.",
        len(left),
    ).format(count=len(left))
    return [Check(rule="topic_unconfirmed", questions=left, message=message, blocks=True)]


def worded_over_another_finding(answers: Sequence[DraftAnswer]) -> list[Check]:
    """An officer's sentence does not go out over a finding that it was not written over."""
    stale = tuple(one.question.number for one in answers if one.is_worded_over_another_finding)
    if not stale:
        return []
    message = ngettext(
        "An officer wrote {count} sentence before the registers or the topic changed, or the requester explained the request. Read the sentence "
        "again, then save it or write another sentence.",
        "Officers wrote {count} sentences before the registers or the topic changed, or the requester explained the request. Read the sentences "
        "again, then save each sentence or write another.",
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


def replies(request: Request, *, as_at: datetime | None = None) -> list[RequestStep]:
    """Replies in which the requester said what is meant, oldest first; they read as the end of the request."""
    return [
        one
        for one in request.steps.all()
        if one.kind == StepKind.CLARIFIED and (as_at is None or one.recorded_at <= as_at)
    ]


def decisions(request: Request, *, as_at: datetime | None = None) -> dict[Place, OfficerDecision]:
    """What officers decided of each place of the text, the newest word of each sort. Four queries, and one for the steps.

    What they decided before the requester said what is meant is not of what is asked now: a topic is confirmed again,
    a search made again, and a sentence read again.
    """
    said = [one.recorded_at for one in replies(request, as_at=as_at)]
    after = {"recorded_at__gt": said[-1]} if said else {}
    topics = _topics(request, as_at=as_at, **after)
    searches = _newest(
        Search.objects.filter(request=request, **after).select_related("searched_by"), as_at=as_at
    )
    wordings = _newest(Wording.objects.filter(request=request), as_at=as_at)
    for place, one in wordings.items():
        if said and one.recorded_at <= said[-1]:
            wordings[place] = Wording(answer=one.answer, over_sha256="")
    decided = {
        place: _decided(topics.get(place, {}), search=searches.get(place), wording=wordings.get(place))
        for place in {*topics, *searches, *wordings}
    }
    return decided | _refused(request, decided, as_at=as_at)


def _refused(
    request: Request, decided: Mapping[Place, OfficerDecision], *, as_at: datetime | None
) -> dict[Place, OfficerDecision]:
    """A refusal takes the place of what was found; one of the whole request is that of each question. One query."""
    refused = standing(request, as_at=as_at)
    if not refused:
        return {}
    of_all = refused.pop(whole(request), [])
    found = {
        place: finding_of_refusal(of_place, received_on=request.received_on)
        for place, of_place in refused.items()
    }
    if of_all:
        found = {(one.start, one.end): pointing(of_all) for one in asked(request)}
    return {
        place: replace(decided.get(place, OfficerDecision()), found=finding, certificate="")
        for place, finding in found.items()
    }


def _topics(
    request: Request, *, as_at: datetime | None, **after: datetime
) -> dict[Place, dict[int, TopicChoice]]:
    """The topics that officers chose for each question, by its halves; the newest holds. One query."""
    rows = TopicChoice.objects.filter(request=request, **after)
    found = dict[Place, dict[int, TopicChoice]]()
    for row in (rows if as_at is None else rows.filter(recorded_at__lte=as_at)).order_by("recorded_at"):
        found.setdefault((row.start, row.end), {})[row.half] = row
    return found


def _newest[Row: AboutQuestion](rows: QuerySet[Row], *, as_at: datetime | None) -> dict[Place, Row]:
    found = rows if as_at is None else rows.filter(recorded_at__lte=as_at)
    return {(row.start, row.end): row for row in found.order_by("recorded_at")}


def _decided(
    chosen: Mapping[int, TopicChoice], *, search: Search | None, wording: Wording | None
) -> OfficerDecision:
    return OfficerDecision(
        topics={half: one.topic for half, one in chosen.items()},
        found=finding_of(search) if search else None,
        certificate=search.reference if search else "",
        reason=search.result if search else "",
        wording=wording.answer if wording else "",
        over_sha256=wording.over_sha256 if wording else "",
        is_worded_for_another_topic=_is_chosen_since(chosen, wording),
    )


def _is_chosen_since(chosen: Mapping[int, TopicChoice], wording: Wording | None) -> bool:
    """Whether a topic was chosen after a sentence was written; of a sentence that is read again nothing is known."""
    written = wording.recorded_at if wording and wording.over_sha256 else None
    return written is not None and any(one.recorded_at > written for one in chosen.values())


def finding_of(search: Search) -> Finding:
    """What a search by hand says, with where and for what was looked."""
    return Finding(
        status=Status(search.outcome),
        answer=search.answer,
        searched=(
            RegisterSearch(
                register=search.where,
                query=search.reference,
                terms=search.terms,
                found=int(search.outcome not in (Status.NOT_HELD, Status.NOT_APPLICABLE)),
            ),
        ),
    )


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
