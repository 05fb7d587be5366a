"""Holds of open requests: no thing that a request may be about is deleted to defeat it (FOIA 2000 s.77).

A request holds from its receipt until the time for a review and for a complaint has run. It holds the tables on which the
topics of its questions rest; while a question has no topic yet, every table on which some topic rests.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Max
from django.utils.translation import gettext as _

from watchbook.figures.named import QUERIES
from watchbook.foi.clock import state_of
from watchbook.foi.models import Request, RequestQuestion, TopicChoice
from watchbook.foi.states import RequestState
from watchbook.law.clocks import commissioner_complaint_by, internal_review_request_by
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today

LOOKS = ("looks.look", "evidence.capture", "evidence.exhibit", "investigations.investigation")
AUTHORISATIONS = ("authorisations.authorisation", "authorisations.covertprofile")
DOCUMENTS = ("governance.document", "governance.noneheld")
TRAINING = ("governance.trainingsession", "governance.course")
# The tables on which the figures of a module of `figures` rest.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "authorisation_facts": AUTHORISATIONS,
    "authorisations": AUTHORISATIONS,
    "conduct": (*DOCUMENTS, *LOOKS, "governance.rulesetadoption"),
    "documents": (*DOCUMENTS, *TRAINING),
    "inspections": ("oversight.inspection",),
    "letters": ("governance.letterreceived",),
    "look_facts": (*LOOKS, "oversight.errorreport"),
    "looks": LOOKS,
    "officers": (),
    "oversight": ("oversight.internalaudit", "oversight.inspection"),
    "retention": ("governance.retentionschedule",),
    "software": ("governance.tool",),
    "third_parties": ("governance.thirdparty",),
    "training": TRAINING,
}


def tables_of(topic: str) -> tuple[str, ...]:
    """The tables on which the figure of a topic rests; none for one that no register answers."""
    query = QUERIES.get(topic)
    return RESTS_ON[query.__module__.rpartition(".")[2]] if query else ()


ALL_TABLES = tuple(dict.fromkeys(table for topic in QUERIES for table in tables_of(topic)))


def why_held(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things is held by an open request, where one holds it."""
    found: dict[UUID, str] = {}
    for request in open_requests(on=today()):
        words = _(
            "Request {reference} is about it, and its time is not over (Freedom of Information Act 2000 s.77). "
            "If it is not about this, confirm the topics of its questions."
        ).format(reference=request.reference)
        for table in tables_held(request):
            rows = apps.get_model(table)._default_manager.filter(pk__in=items)
            found |= dict.fromkeys(rows.values_list("pk", flat=True), words)
    return found


def open_requests(*, on: date) -> Iterator[Request]:
    """The requests that hold on a day: those without an answer that did not end, and those answered not long ago."""
    rows = Request.objects.select_related("sent").prefetch_related("steps")
    for row in rows.filter(sent=None):
        if state_of(row) != RequestState.ENDED:
            yield row
    for regime in Regime:
        for row in rows.filter(sent__isnull=False, regime=regime).order_by("-sent__sent_on"):
            if not _may_be_challenged(row, on=on):
                break
            yield row


def tables_held(request: Request) -> tuple[str, ...]:
    """The tables on which the topics of its questions rest, or all while a question has none."""
    newest = RequestQuestion.objects.filter(request=request).aggregate(cut=Max("cut"))["cut"]
    asked = RequestQuestion.objects.filter(
        request=request, cut=newest, kind=RequestQuestion.Kind.QUESTION
    ).values_list("start", "end")
    chosen = {
        (start, end): topic
        for start, end, topic in TopicChoice.objects.filter(request=request)
        .order_by("recorded_at")
        .values_list("start", "end", "topic")
    }
    if any(place not in chosen for place in asked):
        return ALL_TABLES
    return tuple(dict.fromkeys(table for place in asked for table in tables_of(chosen[place])))


def _may_be_challenged(request: Request, *, on: date) -> bool:
    """Whether the time for a review, and for a complaint after it, still runs; where the law gives no days, it does."""
    if state_of(request) == RequestState.REVIEWED:
        return True
    try:
        review = internal_review_request_by(request.sent.sent_on, regime=request.regime).on
        return commissioner_complaint_by(review, regime=request.regime).on >= on
    except Refusal:
        return True
