"""Decisions of officers on the questions of a request: topics, searches by hand, sentences, refusals; the newest of each holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from watchbook.figures.findings import Finding, RegisterSearch, Status
from watchbook.foi.checks.figures import counts
from watchbook.foi.draft.answer import Confirmed, OfficerDecision, Place
from watchbook.foi.models import AboutQuestion, Request, RequestStep, Search, TopicChoice, Wording
from watchbook.foi.refusal.notice import finding_of as finding_of_refusal
from watchbook.foi.refusal.notice import pointing
from watchbook.foi.refusal.refusal import standing, whole
from watchbook.foi.request.spans import asked
from watchbook.foi.states import StepKind


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
    newest = max(chosen.values(), key=lambda one: one.recorded_at, default=None)
    return OfficerDecision(
        confirmed=Confirmed(newest.over_sha256, newest.recorded_at) if newest else Confirmed(),
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
        value=0 if counts(search.answer) == {0} else None,
        searched=(
            RegisterSearch(
                register=search.where,
                query=search.reference,
                terms=search.terms,
                found=int(search.outcome not in (Status.NOT_HELD, Status.NOT_APPLICABLE)),
            ),
        ),
    )
