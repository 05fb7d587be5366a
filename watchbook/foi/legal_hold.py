"""Holds of open requests: no thing that a request may be about is deleted to defeat it (FOIA 2000 s.77).

A request holds itself, and the tables on which the topics of its questions rest, from its receipt until the time for a review
and for a complaint has run. While it is open and a question has no topic yet, it holds every table on which some topic rests.
Once it is answered no topic can be confirmed any more: of an unconfirmed one, as where it was refused, the likely topic counts.
To say that another holds the information is an answer too: its time for a review and a complaint runs from that day.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, Max, Q, Value
from django.utils.translation import gettext as _

from watchbook.acting.holding import HeldThings
from watchbook.figures.named import QUERIES
from watchbook.foi.clock import state_of
from watchbook.foi.models import Request, RequestQuestion, TopicChoice
from watchbook.foi.request.spans import asked
from watchbook.foi.states import LEADS_TO, RequestState, StepKind
from watchbook.law.clocks import internal_review_request_by
from watchbook.law.counting import time_allowed, time_if_any
from watchbook.law.parameters import whole_number
from watchbook.law.periods import months_after, weeks_after
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today
from watchbook.reading.facets.halves import halves
from watchbook.reading.split.questions import split, tree_of
from watchbook.reading.topics.request import is_on_theme, understand
from watchbook.web import wording

# The ends without a letter of answers that are answers all the same: the requester may ask for a review of them.
ANSWERING_ENDS = (StepKind.TRANSFERRED, StepKind.HELD_ELSEWHERE)
ONE_DAY = timedelta(days=1)
STATEMENTS = ("governance.statement", "governance.statementitem")
LOOKS = ("looks.look", "evidence.capture", "evidence.exhibit", "investigations.investigation")
AUTHORISATIONS = (
    "authorisations.authorisation",
    "authorisations.hearing",
    "authorisations.review",
    "authorisations.covertprofile",
    "investigations.investigation",
    *STATEMENTS,
)
DOCUMENTS = ("governance.document", "governance.noneheld")
SCHEDULE = ("governance.retentionschedule", "governance.retentionclass", "governance.retentionadoption")
RECOMMENDATIONS = ("oversight.recommendation", "oversight.recommendationstep")
TRAINING = ("governance.trainingsession", "governance.attendance", "governance.course", "governance.noneheld")
# The tables on which the figures of a module of `figures` rest; a test reads what each query really asks.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "authorisation_facts": AUTHORISATIONS,
    "authorisations": AUTHORISATIONS,
    "conduct": (*DOCUMENTS, *LOOKS, *SCHEDULE, "governance.rulesetadoption", "retention.rightsrequest"),
    "documents": (*DOCUMENTS, *TRAINING, *STATEMENTS),
    "inspections": ("oversight.inspection", *RECOMMENDATIONS),
    "letters": ("governance.letterreceived", "governance.letteranswer"),
    "look_facts": (*LOOKS, *STATEMENTS, "looks.evaluation", "oversight.errorreport"),
    "looks": (*LOOKS, *STATEMENTS),
    "officers": (),
    "oversight": ("oversight.internalaudit", "oversight.inspection", *STATEMENTS),
    "retention": (*SCHEDULE, "looks.look", "retention.rightsrequest"),
    "software": ("governance.tool", "governance.noneheld", *STATEMENTS),
    "third_parties": ("governance.thirdparty",),
    "training": TRAINING,
}


def tables_of(topic: str) -> tuple[str, ...]:
    """The tables on which the figure of a topic rests; none for one that no register answers."""
    query = QUERIES.get(topic)
    return RESTS_ON[query.__module__.rpartition(".")[2]] if query else ()


ALL_TABLES = tuple(dict.fromkeys(table for topic in QUERIES for table in tables_of(topic)))


def why_held(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things is held by an open request, where one holds it. A few queries, however many there are."""
    holding = list(open_requests(on=today()))
    told = {table: _why(request) for request in holding for table in tables_held(request)}
    held = {key: told[table] for key, table in _tables_among(items, tables=told)}
    itself = _("The time of request {reference} itself is not over (Freedom of Information Act 2000 s.77).")
    own = {row.pk: itself.format(reference=row.reference) for row in holding if row.pk in items}
    return held | own


def held_now() -> HeldThings:
    """All that open requests hold. A few queries for each request."""
    holding = list(open_requests(on=today()))
    tables = frozenset(table for request in holding for table in tables_held(request))
    return HeldThings(tables, frozenset(request.pk for request in holding))


def _why(request: Request) -> str:
    """Say why a request holds: it is open, or was answered and may be challenged until a day."""
    words = {"reference": request.reference}
    answered_on = _answered_on(request)
    if answered_on is None:
        said = _(
            "Request {reference} may be about this record, and its time is not over (Freedom of Information Act 2000 s.77). "
            "If it is not, confirm the topics of the request’s questions."
        )
        return said.format(**words)
    until = _challenged_until(answered_on, regime=request.regime)
    if until == date.max or state_of(request) == RequestState.REVIEWED:
        said = _(
            "Request {reference} may be about this record. The request is answered, and holds this until its review and the time for a "
            "complaint are over (Freedom of Information Act 2000 s.77)."
        )
        return said.format(**words)
    said = _(
        "Request {reference} may be about this record. The request is answered, and holds this until {day}, the last day for a review and "
        "then a complaint (Freedom of Information Act 2000 s.77)."
    )
    return said.format(**words, day=wording.day(until))


def _tables_among(items: Collection[UUID], *, tables: Collection[str]) -> Iterable[tuple[UUID, str]]:
    """Of these things those that are in one of the tables, each with its table. One query."""
    rows = [
        apps.get_model(table)
        ._default_manager.filter(pk__in=items)
        .order_by()
        .values_list("pk", Value(table, output_field=CharField()))
        for table in tables
    ]
    return rows[0].union(*rows[1:]).order_by() if rows else []


def open_requests(*, on: date) -> Iterator[Request]:
    """The requests that hold on a day: those without an answer that did not end, and those answered not long ago."""
    rows = Request.objects.select_related("sent").prefetch_related("steps")
    recent = Q(sent=None) | Q(sent__sent_on__gte=_answered_since(on)) | Q(steps__kind=StepKind.REVIEW_ASKED)
    for row in rows.filter(recent).distinct():
        answered_on = _answered_on(row)
        if answered_on is not None:
            if _may_be_challenged(row, answered_on, on=on):
                yield row
        elif state_of(row) != RequestState.ENDED:
            yield row


def tables_held(request: Request) -> tuple[str, ...]:
    """The tables on which its topics rest: confirmed, of an answered one also likely; all while an open question has none."""
    topics = _confirmed(request)
    if hasattr(request, "sent"):
        topics += [one["topic"] for one in request.sent.answers]
    elif _answered_on(request) is not None:
        topics += _likely(request) if None in topics else []
    elif None in topics:
        return ALL_TABLES
    return tuple(dict.fromkeys(table for topic in topics if topic for table in tables_of(topic)))


def _confirmed(request: Request) -> list[str | None]:
    """The topic of each half of its questions as an officer confirmed it; None where nobody did. Three queries."""
    newest = RequestQuestion.objects.filter(request=request).aggregate(cut=Max("cut"))["cut"]
    asked = RequestQuestion.objects.filter(
        request=request, cut=newest, kind=RequestQuestion.Kind.QUESTION
    ).values_list("start", "end")
    chosen = {
        (start, end, half): topic
        for start, end, half, topic in TopicChoice.objects.filter(request=request)
        .order_by("recorded_at")
        .values_list("start", "end", "half", "topic")
    }
    return [
        chosen.get((start, end, half))
        for start, end in asked
        for half, _words in enumerate(halves(request.text[start:end]))
    ]


def _likely(request: Request) -> list[str | None]:
    """The topic that each of its questions fits best; none where it fits none well enough. One query."""
    on_theme = is_on_theme(split(request.text).questions)
    understood = understand(tree_of(asked(request)), on_theme=on_theme)
    return [one.match.topics[0].id for one in understood.values() if not one.match.abstained]


def _answered_on(request: Request) -> date | None:
    """The day of its answer: of the letter, or of the step that said who else holds it; None while it has none."""
    if hasattr(request, "sent"):
        return request.sent.sent_on
    last = [step for step in request.steps.all() if step.kind in LEADS_TO][-1:]
    return last[0].on if last and last[0].kind in ANSWERING_ENDS else None


def _may_be_challenged(row: Request, answered_on: date, *, on: date) -> bool:
    """Whether it is under review, or the time for a review, and for a complaint after it, still runs."""
    if state_of(row) == RequestState.REVIEWED:
        return True
    return _challenged_until(answered_on, regime=row.regime) >= on


def _challenged_until(sent_on: date, *, regime: str) -> date:
    """The last day to go to the Commissioner after a review, in weeks or in months; date.max where the law gives none yet."""
    try:
        review = internal_review_request_by(sent_on, regime=regime).on
        if weeks := time_if_any(regime, "commissioner.complaint_weeks", on=review):
            return weeks_after(review, weeks=whole_number(weeks))
        months = time_allowed(regime, "commissioner.appeal_months", on=review)
        return months_after(review, months=whole_number(months))
    except Refusal:
        return date.max


@cache
def _answered_since(on: date) -> date:
    """The first day of an answer that can still be challenged on a day, under any regime."""
    first = on
    while any(_challenged_until(first - ONE_DAY, regime=regime) >= on for regime in Regime):
        first -= ONE_DAY
    return first
