"""Departures from assessments that somebody signed, so that a look may be less strict: the senior responsible officer reads them all."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import did_since
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.queries.looks import RE_TRIAGE_READ, re_triages_used
from watchbook.looks.rules.assessed import HIDDEN
from watchbook.looks.rules.drift import Level
from watchbook.organisation.models import Person
from watchbook.triage.graph import is_less_strict
from watchbook.triage.models import Assessment, Departure, Direction
from watchbook.triage.queries import AssessmentStanding, standing_now, standings, titles_of

READ = "departures.read"


class SignedDeparture(NamedTuple):
    """A signed departure: what the assessment said, what was signed instead, who and when; by a re-triage for one look."""

    assessment: Assessment
    before: str
    after: str
    signed_by: Person
    at: datetime
    re_triage: ReTriage | None = None


def signed_departures() -> list[SignedDeparture]:
    """Every one, the newest first: those on an assessment, and re-triages that are less strict than one. Five queries."""
    found = [*_on_assessments(), *less_strict(re_triages_used())]
    return sorted(found, key=lambda one: one.at, reverse=True)


def unread_departures(person: Person) -> QuerySet[Departure]:
    """The departures on assessments that were signed since this person last read the list."""
    return Departure.objects.filter(~_read(person), direction=Direction.LOWERED)


def unread_re_triages(person: Person) -> QuerySet[ReTriage]:
    """The re-triages that were signed since then: of these `less_strict` are departures."""
    return re_triages_used().filter(~_read(person), departs_from__isnull=False)


def kept_beyond(person: Person) -> QuerySet[ReTriage]:
    """The re-triages that this person signed and from whose look something was kept without an authorisation, until they read that."""
    rows = ReTriage.objects.filter(decided_by=person, used_by__level=Level.AMBER)
    rows = rows.filter(used_by__kept_at__isnull=False).select_related("subject__investigation", "used_by")
    return rows.exclude(did_since(person.id, RE_TRIAGE_READ, since="used_by__kept_at"))


def _read(person: Person) -> Exists:
    """Whether this person read the list since a row of the outer query was decided."""
    return Exists(Event.objects.filter(name=READ, subject_id=person.id, at__gte=OuterRef("decided_at")))


def departed_from(re_triage: ReTriage) -> AssessmentStanding | None:
    """The assessment that was the newest of its subject when a re-triage was asked for, as it stood at the decision."""
    if re_triage.departs_from is None:
        return None
    standing = standings([re_triage.departs_from]).get(re_triage.departs_from)
    return _as_decided(re_triage, standing)


def _as_decided(re_triage: ReTriage, standing: AssessmentStanding | None) -> AssessmentStanding | None:
    if standing is None:  # it was disposed of
        return None
    by = re_triage.decided_at
    made = [one for one in standing.departures if by is None or one.decided_at <= by]
    return AssessmentStanding(standing.assessment, tuple(made))


def answered_before(re_triage: ReTriage) -> AssessmentStanding | None:
    """The newest assessment of the subject from before a re-triage was asked for, else the one that it departs from."""
    before = re_triage.subject.assessments.filter(assessed_at__lt=re_triage.asked_at).first()
    return standing_now(before) if before else departed_from(re_triage)


def looked_before(re_triage: ReTriage) -> Look | None:
    """The newest look of the subject from before a re-triage was asked for that triage was asked about, and that was not hidden."""
    rows = re_triage.subject.looks.filter(opened_at__lt=re_triage.asked_at)
    return rows.exclude(outcomes=[]).exclude(basis__in=HIDDEN).select_related("investigation").first()


def _on_assessments() -> Iterator[SignedDeparture]:
    lowered = Departure.objects.filter(direction=Direction.LOWERED).values_list("assessment", flat=True)
    for standing in standings(lowered).values():
        said = titles_of(standing.at_first)
        for one in standing.departures:
            after = titles_of(one.outcomes)
            if one.direction == Direction.LOWERED:
                yield SignedDeparture(standing.assessment, said, after, one.decided_by, one.decided_at)
            said = after


def less_strict(used: Iterable[ReTriage]) -> Iterator[SignedDeparture]:
    """Return those of these re-triages that are less strict than the assessment from which they depart. Two queries, none for none."""
    rows = [row for row in used if row.departs_from is not None]
    if not rows:
        return
    stand = standings(row.departs_from for row in rows if row.departs_from)
    for row in rows:
        standing = _as_decided(row, stand.get(row.departs_from)) if row.departs_from else None
        if standing is None or row.decided_by is None or row.decided_at is None:
            continue
        if is_less_strict(tuple(row.outcomes), than=standing.outcomes):
            said, after = standing.titles, titles_of(row.outcomes)
            yield SignedDeparture(standing.assessment, said, after, row.decided_by, row.decided_at, row)
