"""Reading the registers of documents: what is in force on a day, what is due, what is to be reviewed and read.

Two times: `on` is the day that is asked about, `as_at` the moment by which it was recorded (None: now).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.documents.models import (
    ENDS,
    Clause,
    Document,
    DocumentKind,
    DocumentQuerySet,
    DocumentStep,
    Reading,
    Step,
)
from watchbook.governance.documents.rules import clause_order, comes_into_force_on
from watchbook.governance.documents.states import ADOPTED, DocumentState
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, in_force_on

BESIDE = ("owner", "service", "recorded_by")


@dataclass(frozen=True)
class HeldDocument:
    """An edition with what happened to it and its clauses in the order of their numbers."""

    document: Document
    approved: DocumentStep | None
    published: DocumentStep | None
    advised: DocumentStep | None
    ended: DocumentStep | None
    clauses: tuple[Clause, ...] = ()

    @property
    def state(self) -> DocumentState:
        """Where it stands by what is recorded, even if a step's day is still to come."""
        if self.ended:
            return DocumentState(self.ended.step)
        if self.published:
            return DocumentState.PUBLISHED
        return DocumentState.APPROVED if self.approved else DocumentState.DRAFT

    @property
    def is_adopted(self) -> bool:
        """Whether it is approved and neither superseded nor withdrawn."""
        return self.state in ADOPTED

    @property
    def is_file_fixed(self) -> bool:
        """Whether its file is the one that was approved, whatever became of the edition since."""
        return bool(self.approved and self.document.file_sha256)

    @property
    def in_force_from(self) -> date | None:
        """The day from which it is in force; None for what was never approved."""
        if self.approved is None:
            return None
        return comes_into_force_on(self.approved.on, in_use_from=self.document.in_use_from)

    def is_in_force(self, on: date) -> bool:
        """Whether it is in force on a day: approved, in use, and not superseded or withdrawn by then."""
        begun = self.in_force_from is not None and self.in_force_from <= on
        return begun and (self.ended is None or self.ended.on > on)


def documents_in_force(*kinds: DocumentKind, on: date, as_at: datetime | None = None) -> list[HeldDocument]:
    """The editions of these kinds in force on a day, with their clauses. Three queries, whichever kinds."""
    return [held for held in _in_force(on=on, as_at=as_at) if held.document.kind in kinds]


@asked_once
def _in_force(*, on: date, as_at: datetime | None) -> list[HeldDocument]:
    """The editions of every kind."""
    found = editions(as_at=as_at, on=on)
    return with_clauses([held for held in found if held.is_in_force(on)], as_at=as_at)


def withdrawn_between(references: Collection[str], *, since: datetime, until: datetime, on: date) -> set[str]:
    """Return which documents had an approved edition withdrawn by a day, as recorded after one moment and by another. One query."""
    approved = DocumentStep.objects.filter(
        document_reference=OuterRef("document_reference"), edition=OuterRef("edition"), step=Step.APPROVED
    )
    rows = DocumentStep.objects.filter(
        Exists(approved),
        document_reference__in=references,
        step=Step.WITHDRAWN,
        on__lte=on,
        recorded_at__gt=since,
        recorded_at__lt=until,
    )
    return set(rows.values_list("document_reference", flat=True))


def changers_of(references: Collection[str], *, since: datetime) -> set[UUID]:
    """Return whoever recorded anything of these documents after a moment. Two queries."""
    editions_of_them = Document.objects.filter(reference__in=references)
    steps = DocumentStep.objects.filter(document_reference__in=references)
    return {
        one
        for rows in (editions_of_them, steps)
        for one in rows.filter(recorded_at__gt=since).values_list("recorded_by_id", flat=True)
    }


def documents_due(
    *kinds: DocumentKind, after: date, until: date, as_at: datetime | None = None
) -> list[HeldDocument]:
    """Drafts and approved editions that come into use after one day and by another. Three queries."""
    coming = Q(kind__in=kinds, in_use_from__gt=after, in_use_from__lte=until)
    found = editions(coming, as_at=as_at)
    return with_clauses([held for held in found if not _ended_before_use(held)], as_at=as_at)


def drafts() -> QuerySet[Document]:
    """Editions that were neither approved nor withdrawn. One query."""
    decided = DocumentStep.objects.as_at(None).filter(
        document_reference=OuterRef("reference"),
        edition=OuterRef("edition"),
        step__in=[Step.APPROVED, *ENDS],
        is_struck=False,
    )
    rows = Document.objects.as_at(None).filter(~Exists(decided), is_struck=False)
    return rows.order_by("kind", "title", "reference", "edition")


def documents_overdue_for_review(on: date) -> list[HeldDocument]:
    """Editions in force whose day of review has passed, the longest overdue first. Two queries."""
    found = [held for held in editions(overdue_for_review(on), on=on) if held.is_in_force(on)]
    return sorted(found, key=lambda held: held.document.review_on or on)


def overdue_for_review(on: date) -> Q:
    """The condition of editions whose day of review has passed."""
    return Q(review_on__lt=on)


def documents_to_read(person: Person, on: date) -> list[HeldDocument]:
    """Editions in force that a person's duties say they must read and that they have not said they read. Two queries, and one for the duties."""
    unread = unread_of(person, on).in_force(on=on)
    return held_documents(unread, steps_of(unread), on=on)


def unread_of(person: Person, on: date) -> DocumentQuerySet:
    """Editions, in force or not, that a person's duties say they must read and that they have not said they read."""
    done = Reading.objects.as_at(None).filter(
        document_reference=OuterRef("reference"),
        edition=OuterRef("edition"),
        recorded_by=person,
        is_struck=False,
    )
    duties = sorted(duties_of(person, on=on))
    if not duties:
        return edition_rows().none()
    return edition_rows(Q(must_read__overlap=duties)).filter(~Exists(done))


def editions(
    condition: Q | None = None, *, as_at: datetime | None = None, on: date | None = None
) -> list[HeldDocument]:
    """Editions with what happened to them; publication and advice as on a day, if one is given. Two queries."""
    found = list(edition_rows(condition, as_at=as_at))
    return held_documents(found, steps_of(found, as_at=as_at), on=on)


def edition_rows(condition: Q | None = None, *, as_at: datetime | None = None) -> DocumentQuerySet:
    """The rows of the same."""
    rows = Document.objects.as_at(as_at).filter(condition or Q(), is_struck=False)
    return rows.select_related(*BESIDE).order_by("kind", "title", "reference", "edition")


def held_documents(
    found: Iterable[Document], steps: Iterable[DocumentStep], *, on: date | None = None
) -> list[HeldDocument]:
    """Editions with what happened to them, from their rows and their steps. No query."""
    by_edition: dict[tuple[str, int], list[DocumentStep]] = defaultdict(list)
    for step in steps:
        by_edition[step.document_reference, step.edition].append(step)
    return [held_document(row, by_edition[key_of(row)], on=on) for row in found]


def newest_first() -> QuerySet[Document]:
    """Every edition, kind by kind, of a document the newest before the older."""
    rows = Document.objects.as_at(None).filter(is_struck=False)
    return rows.select_related(*BESIDE).order_by("kind", "title", "reference", "-edition")


def held_document(row: Document, steps: Iterable[DocumentStep], *, on: date | None = None) -> HeldDocument:
    """An edition from its steps, oldest day first."""
    told = list(steps)
    known = [step for step in told if on is None or step.on <= on]
    return HeldDocument(
        document=row,
        approved=_last(told, Step.APPROVED),
        published=_last(known, Step.PUBLISHED),
        advised=_last(known, Step.ADVISED),
        ended=next((step for step in told if step.step in ENDS), None),
    )


def with_clauses(found: list[HeldDocument], *, as_at: datetime | None = None) -> list[HeldDocument]:
    """The same editions with their clauses in the order of their numbers. One query; none for none."""
    if not (references := {held.document.reference for held in found}):
        return found
    rows = Clause.objects.as_at(as_at).filter(document_reference__in=references, is_struck=False)
    clauses: dict[tuple[str, int], list[Clause]] = defaultdict(list)
    for row in rows:
        clauses[row.document_reference, row.edition].append(row)
    return [
        replace(
            held,
            clauses=tuple(sorted(clauses[key_of(held.document)], key=lambda row: clause_order(row.number))),
        )
        for held in found
    ]


def key_of(row: Document) -> tuple[str, int]:
    """What an edition's steps, clauses and readings name it by."""
    return row.reference, row.edition


def editions_of(reference: str) -> list[HeldDocument]:
    """Every edition of one document with its clauses, the oldest first. Three queries."""
    return with_clauses(editions(Q(reference=reference)))


def newest_by_title(kind: str, *, title: str) -> Document | None:
    """The newest edition of the document of a kind that bears this title, whatever its case."""
    rows = Document.objects.as_at(None).filter(kind=kind, title__iexact=title, is_struck=False)
    return rows.order_by("-edition", "-recorded_at").first()


def versions_of(row: Document) -> tuple[list[Document], list[DocumentStep], list[Clause]]:
    """Every row ever written of an edition, its steps and its clauses, oldest first. Three queries."""
    named = {"document_reference": row.reference, "edition": row.edition}
    versions = Document.objects.filter(reference=row.reference, edition=row.edition)
    return (
        list(versions.select_related("recorded_by").order_by("recorded_at", "id")),
        list(
            DocumentStep.objects.filter(**named).select_related("recorded_by").order_by("recorded_at", "id")
        ),
        list(Clause.objects.filter(**named).order_by("recorded_at", "id")),
    )


def clause_of(row: Document, clause_id: UUID) -> Clause | None:
    """One version of a clause of an edition, unless it says that the clause was taken back."""
    return Clause.objects.filter(
        document_reference=row.reference, edition=row.edition, pk=clause_id, is_struck=False
    ).first()


@dataclass(frozen=True)
class Reader:
    """Somebody who must read an edition, by which duty, and when they did."""

    person: Person
    duty: str
    read_on: date | None


def readers_of(row: Document, *, on: date) -> list[Reader]:
    """Who must read an edition on a day and who did; then whoever else read it. Two queries."""
    done = Reading.objects.as_at(None).filter(
        document_reference=row.reference, edition=row.edition, is_struck=False
    )
    read = {reading.recorded_by: reading.read_on for reading in done.select_related("recorded_by")}
    holders = Duty.objects.filter(in_force_on(on), kind__in=row.must_read, person__is_active=True)
    duties: dict[Person, list[str]] = defaultdict(list)
    for duty in holders.select_related("person").order_by("person__name", "kind"):
        duties[duty.person].append(duty.title)
    must = [Reader(person, ", ".join(titles), read.get(person)) for person, titles in duties.items()]
    return must + [Reader(person, "", on_day) for person, on_day in read.items() if person not in duties]


def steps_of(found: Iterable[Document], *, as_at: datetime | None = None) -> QuerySet[DocumentStep]:
    """Tell what happened to these editions, the oldest first. One query; none for none."""
    if not (references := {row.reference for row in found}):
        return DocumentStep.objects.none()
    rows = DocumentStep.objects.as_at(as_at).filter(document_reference__in=references, is_struck=False)
    return rows.select_related("recorded_by").order_by("on", "recorded_at", "id")


def _last(steps: list[DocumentStep], kind: Step) -> DocumentStep | None:
    return next((step for step in reversed(steps) if step.step == kind), None)


def _ended_before_use(held: HeldDocument) -> bool:
    in_use = held.document.in_use_from
    return bool(held.ended and in_use and held.ended.on <= in_use)
