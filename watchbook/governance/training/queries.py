"""Reading the register of training: courses, who completed what, how that stands for a duty, and the matrix of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.rules import CourseTaken, Stand, Standing, stand
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.queries import duties_of, in_force_on
from watchbook.organisation.rules import DutyKind

ALWAYS = frozenset({DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR})


def courses(*, on_social_media: bool | None = None, as_at: datetime | None = None) -> QuerySet[Course]:
    """Courses as recorded by a moment (None: now); only those that cover social media, or do not. One query."""
    rows = Course.objects.as_at(as_at).filter(is_struck=False).select_related("recorded_by")
    if on_social_media is not None:
        rows = rows.filter(covers_social_media=on_social_media)
    return rows.order_by("title", "reference")


def course_by_reference(reference: str) -> Course | None:
    """The newest version of one course."""
    rows = Course.objects.as_at(None).filter(is_struck=False, reference=reference)
    return rows.select_related("recorded_by").first()


def sessions(*, course: str = "", as_at: datetime | None = None) -> list[TrainingSession]:
    """Sessions as recorded by a moment, the newest first; of one course, by its reference, or of all. One query."""
    rows = TrainingSession.objects.as_at(as_at).filter(is_struck=False).select_related("recorded_by")
    if course:
        rows = rows.filter(course_reference=course)
    return list(rows.order_by("-held_on", "reference"))


def sessions_held(courses: Iterable[Course]) -> dict[str, tuple[int, date]]:
    """Count the sessions of each of these courses, with the day of the last. One query."""
    rows = TrainingSession.objects.as_at(None).filter(is_struck=False)
    rows = rows.filter(course_reference__in=[one.reference for one in courses]).order_by()
    counted = rows.values("course_reference").annotate(count=Count("pk"), last=Max("held_on"))
    return {row["course_reference"]: (row["count"], row["last"]) for row in counted}


def attended(*references: str) -> dict[str, list[Attendance]]:
    """Who took part in each of these sessions, by name. One query."""
    found: dict[str, list[Attendance]] = {reference: [] for reference in references}
    rows = attendances().filter(session_reference__in=references).select_related("person")
    for row in rows.order_by("person__name", "id"):
        found[row.session_reference].append(row)
    return found


def every_attendance_row(reference: str) -> list[UUID]:
    """The ids of all rows of a session's attendance, corrected and taken back ones too: what the log tells of them."""
    return list(Attendance.objects.filter(session_reference=reference).values_list("id", flat=True))


def training_of(
    people: Iterable[Person], *, on: date, as_at: datetime | None = None
) -> dict[UUID, list[Attendance]]:
    """What each of these people completed by a day, newest first, counting still or no more. One query.

    Each attendance has `course_title` and `for_duties` of its course, as recorded by the same moment.
    """
    found: dict[UUID, list[Attendance]] = {person.id: [] for person in people}
    for row in completed(found, on=on, as_at=as_at):
        found[row.person_id].append(row)
    return found


def completed(people: Iterable[UUID], *, on: date, as_at: datetime | None = None) -> QuerySet[Attendance]:
    """Tell what these people completed by a day, the newest first."""
    rows = attendances(as_at=as_at).filter(person__in=people, completed_on__lte=on)
    return rows.order_by("-completed_on", "-recorded_at")


def attendances(*, as_at: datetime | None = None) -> QuerySet[Attendance]:
    """Who took part in what, as recorded by a moment, with the title and the duties of the course."""
    course = Course.objects.as_at(as_at).filter(reference=OuterRef("course_reference"))
    return (
        Attendance.objects.as_at(as_at)
        .filter(is_struck=False)
        .annotate(
            course_title=Subquery(course.values("title")[:1]),
            for_duties=Subquery(
                course.values("for_duties")[:1], output_field=ArrayField(CharField(max_length=30))
            ),
        )
    )


def taken(rows: Iterable[Attendance]) -> list[CourseTaken]:
    """Attendances as the rules take them."""
    return [
        CourseTaken(
            completed_on=row.completed_on,
            counts_until=row.counts_until,
            for_duties=frozenset(row.for_duties or ()),  # type: ignore[attr-defined]  # annotated by `attendances`
        )
        for row in rows
    ]


def stands_of(person: Person, rows: Iterable[Attendance], *, on: date) -> list[tuple[DutyKind, Stand]]:
    """How training stands for each duty a person holds on a day, from what they completed. One query at most."""
    mine, held = taken(rows), duties_of(person, on=on)
    return [(kind, stand(mine, duty=kind, on=on)) for kind in DutyKind if kind in held]


def ending_for(person: Person, rows: Iterable[Attendance], *, on: date) -> list[tuple[DutyKind, Stand]]:
    """The duties of a person for which training ends soon or has ended, from what they completed. The query of their duties."""
    told = {Standing.ENDS_SOON, Standing.ENDED}
    return [(kind, how) for kind, how in stands_of(person, rows, on=on) if how.standing in told]


def without_training(*kinds: DutyKind, on: date) -> QuerySet[Duty]:
    """Duties in force of these kinds whose holder has no training that counts, where a course is meant for it. One query."""
    courses, duty = Course.objects.as_at(None).filter(is_struck=False), OuterRef("kind")
    attended = Attendance.objects.as_at(None).filter(
        Q(counts_until=None) | Q(counts_until__gte=on),
        Exists(courses.filter(reference=OuterRef("course_reference"), for_duties__contains=[OuterRef(duty)])),
        person=OuterRef("person"),
        is_struck=False,
        completed_on__lte=on,
    )
    rows = Duty.objects.filter(
        in_force_on(on),
        Exists(courses.filter(for_duties__contains=[duty])),
        ~Exists(attended),
        kind__in=kinds,
        person__is_active=True,
    )
    return rows.select_related("person").order_by("kind", "person__name")


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a duty, and how their training for it stands."""

    person: Person
    stand: Stand


@dataclass(frozen=True)
class ServiceCell:
    """Those of one service who hold one duty."""

    duty: DutyKind
    holders: tuple[Holder, ...]

    @property
    def of(self) -> int:
        """How many hold the duty."""
        return len(self.holders)

    @property
    def trained(self) -> int:
        """For how many of them training counts."""
        return sum(holder.stand.counts for holder in self.holders)

    @property
    def lacking(self) -> tuple[Holder, ...]:
        """Those for whom none counts."""
        return tuple(holder for holder in self.holders if not holder.stand.counts)


@dataclass(frozen=True)
class MatrixRow:
    """One service, or those of none, with a cell for each duty of the matrix."""

    service: Service | None
    cells: tuple[ServiceCell, ...]


@dataclass(frozen=True)
class Matrix:
    """The matrix on a day: its duties in the order of their columns, and a row for each service."""

    on: date
    duties: tuple[DutyKind, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def ending(self) -> tuple[Holder, ...]:
        """Authorising officers whose training ends soon, the next first."""
        found = {
            holder.person.id: holder
            for row in self.rows
            for cell in row.cells
            if cell.duty is DutyKind.AUTHORISING_OFFICER
            for holder in cell.holders
            if holder.stand.standing is Standing.ENDS_SOON
        }
        return tuple(sorted(found.values(), key=lambda one: (one.stand.until or date.max, one.person.name)))


def matrix(on: date, *, of: Service | None = None) -> Matrix:
    """The matrix on a day, of open accounts, as the register stands now; or those of one service in it. Four queries.

    Its rows are the open services and those of whom somebody holds a duty. Its columns are the duties that a course is
    meant for, and always authorising officers and investigators.
    """
    meant = set(ALWAYS)
    for kinds in Course.objects.as_at(None).filter(is_struck=False).values_list("for_duties", flat=True):
        meant |= {DutyKind(kind) for kind in kinds}
    duties = tuple(kind for kind in DutyKind if kind in meant)
    held = Duty.objects.filter(in_force_on(on), kind__in=duties, person__is_active=True)
    if of is not None:
        held = held.filter(Q(service=of) | Q(service=None, person__service=of))
    rows = list(held.select_related("person__service", "service").order_by("person__name", "person_id"))
    standing = training_of({row.person for row in rows}, on=on)
    groups: dict[tuple[Service | None, DutyKind], dict[Person, Stand]] = {}
    for row in rows:
        kind = DutyKind(row.kind)
        how = stand(taken(standing[row.person_id]), duty=kind, on=on)
        groups.setdefault((row.service or row.person.service, kind), {})[row.person] = how
    open_ones: set[Service | None] = set(Service.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)))
    services = sorted(
        open_ones | {service for service, _ in groups}, key=lambda one: (one is None, one.name if one else "")
    )
    return Matrix(
        on=on,
        duties=duties,
        rows=tuple(
            MatrixRow(service, tuple(_cell(groups.get((service, kind), {}), duty=kind) for kind in duties))
            for service in services
        ),
    )


def _cell(holders: dict[Person, Stand], *, duty: DutyKind) -> ServiceCell:
    return ServiceCell(duty, tuple(Holder(person, how) for person, how in holders.items()))
