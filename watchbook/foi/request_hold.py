"""Holds of open requests: nothing that a request could reach is deleted to defeat it (FOIA 2000 s.77 and s.1(4)).

A request holds itself. In the registers that the topics of its questions count, it holds the records that were there when it
came, for the days that a question asks about. Its topics are those that an officer confirmed, and the likely ones, and those of
before, until two people confirmed the same of each half: one person alone ends no hold. A request about something else holds
only itself. One that may be about looks holds all looks and authorisations while that is in doubt. It holds until the time for
a review and for a complaint has run, also where one person ended it without an answer.

While it has no answer it holds all that it reaches. Once it is answered, records that should have gone before it came are
released: they would have been deleted regardless of the request; one that ended without an answer releases none of them.
The reach itself is asked of the database (migration 0003), whose guards
ask the same view. Saying that somebody else holds the information is an answer too.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from watchbook.acting.holding import LetGo
from watchbook.audit_log.asked_once import asked_once
from watchbook.figures.named import QUERIES
from watchbook.foi.challenge import (
    answered_on,
    answered_since,
    challenged_until,
    ended,
    ended_on,
    is_challengeable,
)
from watchbook.foi.clock import state_of
from watchbook.foi.held_days import CLOSED_DAYS, GATHERED, HOLDING, HeldDays, held_days, still_challenged
from watchbook.foi.held_rows import COUNTABLE, condition, held_by
from watchbook.foi.models import Request
from watchbook.foi.released_records import said, said_of_ends
from watchbook.foi.request.question_reach import IN_DOUBT
from watchbook.foi.states import RequestState, StepKind
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, SqlQuestion, Wants, answer, together, with_related
from watchbook.retention.legal_hold.lock import answers_to
from watchbook.web import wording

STATEMENTS = ("governance.statement", "governance.statementitem")
LOOKS = ("looks.look",)
AUTHORISATIONS = (
    "authorisations.authorisation",
    "authorisations.hearing",
    "authorisations.renewal",
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
    "conduct": (
        *DOCUMENTS,
        *LOOKS,
        "listening.project",
        *SCHEDULE,
        "governance.rulesetadoption",
        "retention.rightsrequest",
    ),
    "data_requests": ("retention.rightsrequest", "retention.complaint"),
    "documents": (*DOCUMENTS, *TRAINING, *STATEMENTS),
    "inspections": ("oversight.inspection", *RECOMMENDATIONS),
    "letters": ("governance.letterreceived", "governance.letteranswer"),
    "look_facts": (*LOOKS, *STATEMENTS, "looks.evaluation", "oversight.errorreport"),
    "looks": (*LOOKS, "listening.project", *STATEMENTS),
    "officers": (),
    "oversight": ("oversight.internalaudit", "oversight.inspection", *STATEMENTS),
    "research": (*LOOKS, "listening.project", *STATEMENTS),
    "retention": (*SCHEDULE, "listening.project", "looks.look", "retention.rightsrequest"),
    "software": ("governance.tool", "governance.noneheld", "listening.project", *STATEMENTS),
    "third_parties": ("governance.thirdparty",),
    "training": TRAINING,
}

# Topics that no figure counts: the tables in which a person would search.
SEARCHED_BY_HAND: dict[str, tuple[str, ...]] = {
    "data_shared": ("evidence.exhibit",),
    "employee_monitoring": LOOKS,
    "investigation_software": ("governance.tool",),
    "lawful_basis": ("governance.document",),
    "next_inspection": ("oversight.inspection",),
    "people_under_surveillance": ("authorisations.authorisation",),
    "personal_accounts": ("governance.document",),
    "records_held": (*LOOKS, "evidence.capture", "evidence.exhibit"),
    "recruitment_vetting": LOOKS,
    "reports_to_members": ("governance.document",),
    "safeguards": ("governance.document",),
    "subjects_age": ("authorisations.authorisation",),
    "subjects_ethnicity_gender": ("authorisations.authorisation",),
    "visit_audits": LOOKS,
}
TOPICS = sorted({*QUERIES, *SEARCHED_BY_HAND, IN_DOUBT})


def tables_of(topic: str) -> tuple[str, ...]:
    """The tables on which the figure of a topic rests, or in which a person searches; none where there is no register of it."""
    if topic == IN_DOUBT:
        return (*SEARCHED_BY_HAND["records_held"], "looks.evaluation", *AUTHORISATIONS)
    query = QUERIES.get(topic)
    if query is None:
        return SEARCHED_BY_HAND.get(topic, ())
    return RESTS_ON[query.__module__.rpartition(".")[2]]


ALL_TABLES = tuple(dict.fromkeys(table for topic in TOPICS for table in tables_of(topic)))
# The columns with the first and the last day of a row, where figures count by days; a row without a last one goes on. Of
# the other tables a question of a period may be about any row: a letter is dated by memory, a policy applies for years.
DAYS: dict[str, tuple[str, str]] = {
    "authorisations.authorisation": ("submitted_at", "cancelled_at"),
    "authorisations.covertprofile": ("created_on", "retired_on"),
    "authorisations.hearing": ("at", "ordered_at"),
    "authorisations.renewal": ("at", "at"),
    "authorisations.review": ("reviewed_on", "at"),
    "evidence.capture": ("asked_at", "asked_at"),
    "evidence.exhibit": ("produced_at", "produced_at"),
    "governance.attendance": ("completed_on", "counts_until"),
    "governance.thirdparty": ("from_on", "until_on"),
    "governance.tool": ("from_on", "until_on"),
    "governance.trainingsession": ("held_on", "held_on"),
    "investigations.investigation": ("opened_on", "closed_on"),
    "listening.project": ("from_on", "until_on"),
    "looks.look": ("opened_at", "opened_at"),
    "oversight.errorreport": ("discovered_on", "established_on"),
    "oversight.inspection": ("first_on", "report_received_on"),
    "oversight.internalaudit": ("began_on", "reported_on"),
    "retention.complaint": ("received_on", "closed_on"),
    "retention.rightsrequest": ("received_on", "closed_on"),
}
# What is counted with another row, and on that row's day: its table and the column that leads there.
COUNTED_WITH = {"looks.evaluation": ("looks.look", "look_id")}
TABLES = "SELECT DISTINCT of_table FROM foi_reach WHERE request_id = %s"
REACHED = (
    "SELECT id, of_table, request_id FROM foi_reached WHERE id = ANY (%s::uuid[]) AND request_id = ANY (%s)"
)
# Of an open request with what its questions were likely about, or were ever said to be about, the things that it does not hold.
LET_GO = """
    SELECT may_be.request_id, count(DISTINCT countable.id) FROM foi_countable AS countable JOIN (
        SELECT question.request_id, question.asks_from, coalesce(question.asks_until, request.received_on) AS until_on,
            unnest(question.likely::text[] || ARRAY(
                SELECT choice.topic::text FROM foi_topicchoice AS choice WHERE choice.request_id = question.request_id
                AND choice.start = question.start AND choice."end" = question."end"
            )) AS topic
        FROM foi_requestquestion AS question JOIN foi_request AS request ON request.id = question.request_id
        JOIN foi_open_request AS open ON open.id = request.id WHERE question.kind = 'question'
    ) AS may_be ON (may_be.topic, countable.of_table) IN (VALUES {rests_on})
    WHERE countable.id = ANY (%s::uuid[])
        AND (countable.first_on IS NULL OR countable.first_on <= may_be.until_on)
        AND (countable.last_on IS NULL OR may_be.asks_from IS NULL OR countable.last_on >= may_be.asks_from)
        AND NOT EXISTS (
            SELECT FROM foi_reached AS held WHERE held.request_id = may_be.request_id AND held.id = countable.id
        )
    GROUP BY may_be.request_id
"""
REQUEST = "foi.request"


def why_held(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things is held by an open request, where one holds it. A few queries, however many there are."""
    return answer(shown(items))


def shown(items: Collection[UUID]) -> Reader[dict[UUID, str]]:
    """Read the same together with others: what a request for information holds is hidden from nobody."""
    on = today()
    gathered, countable = SqlQuestion(GATHERED, answered_since(on)), SqlQuestion(COUNTABLE, list(items))
    mine = _may_hold(on).filter(pk__among=items)
    yield Wants(gathered, countable, mine)
    held: dict[UUID, HeldDays] = {}
    for one in held_by(held_days(gathered.answers, on=on), countable.answers):
        if isinstance(one, Wants):
            yield one
        else:
            held = one
    rows = Request.objects.select_related("sent").filter(pk__in={one.request for one in held.values()})
    yield from together([with_related(rows, "steps"), with_related(mine, "steps")])
    why = {row.pk: _why(row) for row in rows}
    itself = _(
        "We must keep request {reference} itself until the time for a challenge is over (Freedom of Information Act 2000 s.77)."
    )
    yield {item: why[one.request] for item, one in held.items()} | {
        row.pk: itself.format(reference=row.reference) for row in mine if _holds(row, on)
    }


def let_go(items: Collection[UUID]) -> list[LetGo]:
    """Say which requests hold some of these things no more: by what people said of their questions, or since one ended it. Some queries."""
    rests_on = ", ".join(
        f"('{topic}', '{table.replace('.', '_')}')" for topic in TOPICS for table in tables_of(topic)
    )
    return said(items, asked=LET_GO.format(rests_on=rests_on)) + said_of_ends(items, asked=REACHED)


def freed_by(person: Person, items: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these things that a request reached which somebody ended alone: others propose and approve their end."""
    mine = [row.pk for row, end in ended() if end.recorded_by_id == person.id]
    return frozenset(item for item, *_of in answers_to(REACHED, list(items), mine)) if mine else frozenset()


def held_rows(table: str) -> Q:
    """The condition that a row of a table is held; a request holds itself."""
    found = condition(spans) if (spans := _held_days().get(table.replace(".", "_"))) else Q(pk__in=[])
    if table != REQUEST:
        return found
    since = answered_since(today())
    days = still_challenged(answers_to(CLOSED_DAYS, since), on=today())
    closed = [[day for day, _regime in days], [regime for _day, regime in days]]
    return found | Q(pk__in=RawSQL(HOLDING, [since, *closed]))  # noqa: S611  # our words; values are bound


@asked_once
def _held_days() -> dict[str, list[HeldDays]]:
    return held_days(answers_to(GATHERED, answered_since(today())), on=today())


def tables_held(request: Request) -> frozenset[str]:
    """The tables that a request reaches. One query."""
    return frozenset(_label(table) for (table,) in answers_to(TABLES, request.pk))


def _label(table: str) -> str:
    """The label of a table in the database: each part is one word."""
    return table.replace("_", ".", 1)


def _why(request: Request) -> str:
    """Say why a request holds: it is open, or was answered and may be challenged until a day."""
    words = {"reference": request.reference}
    answered = answered_on(request)
    if answered is None and (ended := ended_on(request)):
        until = challenged_until(ended, regime=request.regime)
        said = _(
            "Request {reference} may be about this record. The request ended without an answer on {ended}. We hold the record "
            "until {day}, the last date on which the requester can challenge the outcome (Freedom of Information Act 2000 s.77)."
        )
        return said.format(**words, ended=wording.day(ended), day=wording.day(until))
    if answered is None:
        said = _(
            "Request {reference} may be about this record and is still open (Freedom of Information Act 2000 s.77). The "
            "information officers answer the request. If its questions are about other records, two officers must confirm the topic of each question."
        )
        return said.format(**words)
    until = challenged_until(answered, regime=request.regime)
    if until == date.max or state_of(request) == RequestState.REVIEWED:
        said = _(
            "Request {reference} may be about this record. The request has been answered. We hold the record until the review of the "
            "answer and the time for a complaint are over (Freedom of Information Act 2000 s.77)."
        )
        return said.format(**words)
    said = _(
        "Request {reference} may be about this record. The request has been answered. We hold the record until {day}, the last "
        "date for a review and then a complaint (Freedom of Information Act 2000 s.77)."
    )
    return said.format(**words, day=wording.day(until))


def open_requests(*, on: date) -> Iterator[Request]:
    """The requests that hold on a day: those that are open, and those that were answered or ended not long ago."""
    return (row for row in _may_hold(on).prefetch_related("steps") if _holds(row, on))


def _may_hold(on: date) -> QuerySet[Request]:
    """The requests that can hold on a day, by their answers alone."""
    recent = Q(sent=None) | Q(sent__sent_on__gte=answered_since(on)) | Q(steps__kind=StepKind.REVIEW_ASKED)
    return Request.objects.select_related("sent").filter(recent).distinct()


def _holds(row: Request, on: date) -> bool:
    """Whether a request holds on a day, by its steps."""
    closed_on = answered_on(row) or ended_on(row)
    return closed_on is None or is_challengeable(row, closed_on, on=on)
