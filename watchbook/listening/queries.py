"""Reading listening projects: which are in force on a day, and which the public reads of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.law.parameters import number
from watchbook.listening.models import LabelSheet, ListeningSource, Project, Ward, WeekCount
from watchbook.listening.platforms import public_of
from watchbook.listening.rules import AREA, why_ward_is_not_there
from watchbook.listening.search_query import plain, why_not_place
from watchbook.listening.states import ProjectState
from watchbook.listening.stopped import is_stopped
from watchbook.organisation.models import Person, Service


def proposers_of(project: Project) -> set[UUID]:
    """Return whoever proposed a version of a project. One query."""
    rows = Project.objects.filter(reference=project.reference, state=ProjectState.PROPOSED)
    return set(rows.values_list("recorded_by_id", flat=True))


def is_in_force(project: Project, *, on: date) -> bool:
    """Whether a project is in force on a day: approved, within its days, and not stopped by what it lost since."""
    begun = project.state == ProjectState.APPROVED and project.from_on <= on <= project.until_on
    return begun and not project.is_struck and not is_stopped(project, on=on)


@asked_once
def approved_projects(*, as_at: datetime | None = None) -> list[Project]:
    """Return the projects approved, also once they have ended, as recorded by a moment (None: now). One query.

    The public reads of these.
    """
    rows = Project.objects.as_at(as_at).filter(
        state__in=[ProjectState.APPROVED, ProjectState.ENDED], is_struck=False
    )
    return list(rows.select_related("service"))


def approved_until(project: Project) -> date:
    """Return the last day for which a project was approved: ended early, the version before has it. One query of such."""
    if project.state != ProjectState.ENDED:
        return project.until_on
    return Project.objects.get(corrected_by=project).until_on


class ToDecide(NamedTuple):
    """The lists that wait for whoever decides: projects by their first dates, approved ones without a source, sources and wards."""

    projects: QuerySet[Project]
    idle: QuerySet[Project]
    sources: QuerySet[ListeningSource]
    wards: QuerySet[Ward]


def waiting_for_decision(person: Person, *, on: date) -> ToDecide:
    """Return the projects, sources and wards that somebody else recorded and nobody decided on, and each project that counts nothing."""
    recorded = ListeningSource.objects.as_at(None).filter(
        is_struck=False, project_reference=OuterRef("reference")
    )
    idle = Project.objects.as_at(None).filter(state=ProjectState.APPROVED, until_on__gte=on)
    projects = Project.objects.as_at(None).filter(state=ProjectState.PROPOSED, is_struck=False)
    sources = ListeningSource.objects.as_at(None).filter(agreed_on=None, is_struck=False)
    wards = Ward.objects.as_at(None).filter(agreed_on=None, is_struck=False)
    return ToDecide(
        projects.exclude(recorded_by=person).order_by("from_on", "reference"),
        idle.filter(~Exists(recorded)).order_by("from_on", "reference"),
        sources.exclude(recorded_by=person).order_by("reference"),
        # As they were recorded: every ward that was agreed to leaves a row that was not, and two indexes of ids tell them apart soonest.
        wards.exclude(recorded_by=person).order_by("pk"),
    )


def standing_project(reference: str) -> Project | None:
    """Return a project that is proposed or approved, in its newest version. One query."""
    row = Project.objects.newest(reference=reference)
    standing = {ProjectState.PROPOSED, ProjectState.APPROVED}
    return row if row and row.state in standing and not row.is_struck else None


def projects_in_force(on: date) -> list[Project]:
    """Return the projects that are in force on a day."""
    rows = Project.objects.as_at(None).filter(state=ProjectState.APPROVED, from_on__lte=on, until_on__gte=on)
    return [row for row in rows if is_in_force(row, on=on)]


def wards() -> list[Ward]:
    """Return the wards on the register with who agreed to each, those that have ended too. One query."""
    return list(Ward.objects.as_at(None).filter(is_struck=False).select_related("agreed_by"))


def registered_places(from_on: date, until_on: date) -> set[str]:
    """Return the places about which a project may listen from a day to another: agreed wards on each of these days, and open services. Two queries."""
    whole = [
        one.called
        for one in wards()
        if one.agreed_on and one.from_on <= from_on and (one.until_on is None or until_on <= one.until_on)
    ]
    services = Service.objects.filter(closed_on=None).values_list("name", flat=True)
    return {plain(name) for name in (*whole, *services)}


def why_not_places(places: Sequence[str], from_on: date, until_on: date) -> str | None:
    """Return why a project cannot be about the first of some places that it cannot be about, or None; of a ward, what it lacks. Two queries."""
    registered = registered_places(from_on, until_on) if places else set()
    for place in places:
        if (why := why_not_place(place, registered)) is None:
            continue
        ward = next((one for one in wards() if plain(one.called) == plain(place)), None)
        if ward is None:
            return why
        days = (ward.from_on, ward.until_on)
        return why_ward_is_not_there(ward.called, days, is_agreed=ward.agreed_on is not None)
    return None


def sources_of(reference: str) -> list[ListeningSource]:
    """Return the sources of a project. One query."""
    return list(ListeningSource.objects.as_at(None).filter(project_reference=reference, is_struck=False))


def agreed_sources(reference: str) -> list[ListeningSource]:
    """Return the sources of a project to which a second officer agreed: those alone are read and published. One query."""
    return [one for one in sources_of(reference) if one.agreed_on]


def published_sources(reference: str) -> list[ListeningSource]:
    """Return each source of a project as a second officer last agreed to it: its posts stay counted. One query.

    One that was taken back, or whose correction waits for an agreement, is among them.
    """
    agreed = ListeningSource.objects.filter(project_reference=reference).exclude(agreed_on=None)
    return list({one.reference: one for one in agreed.order_by("recorded_at")}.values())


def waiting_corrections(reference: str) -> dict[str, tuple[date, str]]:
    """Return the sources of a project that were agreed to and corrected since, with the day and the project they are of now. One query."""
    ours = ListeningSource.objects.filter(project_reference=reference).exclude(agreed_on=None)
    versions = ListeningSource.objects.filter(reference__in=ours.values("reference"))
    found: dict[str, tuple[date, str]] = {}
    agreed = set[str]()
    for one in versions.order_by("recorded_at"):
        if one.agreed_on and one.project_reference == reference:
            agreed.add(one.reference)
            found.pop(one.reference, None)
        elif one.reference in agreed and not one.is_struck:
            since = found.get(one.reference, (london_day(one.recorded_at), ""))[0]
            found[one.reference] = since, one.project_reference
    return found


def authors_of(row: ListeningSource | Ward) -> set[UUID]:
    """Return whoever recorded a version of a source or a ward that nobody had agreed to. One query."""
    rows = type(row).objects.filter(reference=row.reference, agreed_on=None)
    return set(rows.values_list("recorded_by_id", flat=True))


def all_sources() -> QuerySet[ListeningSource]:
    """Return the sources of every project. One query."""
    return ListeningSource.objects.as_at(None).filter(is_struck=False)


def running_weeks(reference: str | None = None) -> list[WeekCount]:
    """Return the weeks that are being counted, of one project or of all. One query."""
    rows = WeekCount.objects.filter(closed_at=None)
    return list(rows.filter(project_reference=reference) if reference else rows)


def overlapping_weeks(reference: str, week_on: date) -> list[WeekCount]:
    """Return the counted weeks of other projects that began on a day and read some of the same posts. Two queries.

    Every version of a source counts, also one that was taken back: its posts may be in the week.
    """
    rows = ListeningSource.objects.exclude(agreed_on=None)
    seen = defaultdict(set)
    for project, kind, address in rows.values_list("project_reference", "kind", "address"):
        seen[project].add(public_of(kind, address))
    weeks = WeekCount.objects.filter(week_on=week_on).exclude(closed_at=None)
    others = weeks.exclude(project_reference=reference)
    return [one for one in others if seen[one.project_reference] & seen[reference]]


@asked_once
def weeks_begun(*, as_at: datetime | None = None) -> list[WeekCount]:
    """Return the weeks of every project as recorded by a moment (None: now), the oldest first. One query."""
    rows = WeekCount.objects.filter(recorded_at__lte=as_at) if as_at else WeekCount.objects
    return list(rows.order_by("week_on"))


@asked_once
def sources_agreed(*, as_at: datetime | None = None) -> list[ListeningSource]:
    """Return each version of a source to which a second officer had agreed by a moment (None: now). One query."""
    rows = ListeningSource.objects.exclude(agreed_on=None)
    return list(rows.filter(recorded_at__lte=as_at) if as_at else rows)


def counted_weeks(reference: str) -> list[WeekCount]:
    """Return the weeks of a project that are over and counted, newest first. One query."""
    return list(WeekCount.objects.filter(project_reference=reference).exclude(closed_at=None))


def open_sheets(reference: str | None = None, *, on: date | None = None) -> list[LabelSheet]:
    """Return the sheets that hold texts, of one project or of all; with a day, those whose texts may be kept then. One query."""
    rows = LabelSheet.objects.filter(closed_at=None)
    if on is not None:
        rows = rows.filter(day_on__gt=on - timedelta(days=number(f"{AREA}texts_kept_days", on=on)))
    return list(rows.filter(project_reference=reference) if reference else rows)


def counted_sheets(reference: str) -> list[LabelSheet]:
    """Return the sheets of a project whose texts are gone and whose labels are counted. One query."""
    return list(LabelSheet.objects.filter(project_reference=reference).exclude(closed_at=None))
