"""Stops of approved projects: each rests on two assessments and its wards, and once it lost one it stays stopped until it is approved again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from watchbook.acting.london_day import LONDON
from watchbook.governance.documents.models import DocumentKind
from watchbook.governance.documents.queries import changers_of, documents_in_force, withdrawn_between
from watchbook.listening.models import Project, Ward
from watchbook.listening.rules import lines_of
from watchbook.listening.search_query import plain
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today

ASSESSMENTS = {
    "dpia_reference": DocumentKind.DPIA,
    "equality_reference": DocumentKind.EQUALITY_ASSESSMENT,
}


def assessments_in_force(on: date, *, as_at: datetime | None = None) -> dict[str, dict[str, str]]:
    """Return the assessments in force on a day, reference and title, by the column of a project that names one. Three queries."""
    held = [one.document for one in documents_in_force(*ASSESSMENTS.values(), on=on, as_at=as_at)]
    return {
        column: {row.reference: f"{row.reference}: {row.title}" for row in held if row.kind == kind}
        for column, kind in ASSESSMENTS.items()
    }


def missing_assessments(project: Project, *, on: date) -> list[str]:
    """Return the references of the assessments that the project names and that are not in force on a day, as recorded now or by its end."""
    missing = _not_among(project, assessments_in_force(on))
    if missing and on < today():
        return _not_among(project, assessments_in_force(on, as_at=end_of(on)))
    return missing


def _not_among(project: Project, held: dict[str, dict[str, str]]) -> list[str]:
    return [getattr(project, one) for one in ASSESSMENTS if getattr(project, one) not in held[one]]


def lost_assessments(project: Project, *, on: date) -> list[str]:
    """Return the references of the assessments of which an edition was withdrawn after the project was approved. One query.

    A newer edition does not start the project again: that takes a second officer's approval.
    """
    since, named = project.recorded_at, [getattr(project, one) for one in ASSESSMENTS]
    withdrawn = withdrawn_between(named, since=since, until=end_of(on), on=on)
    return [one for one in named if one in withdrawn]


def missing_places(project: Project, *, on: date) -> list[str]:
    """Return the places of a project that have not stayed on a register since its approval, as recorded now or by the end of a day. Two queries at most.

    A ward that was taken back or renamed since is lost, whatever became of it; one whose days alone were corrected waits for an
    agreement. A ward that has ended since the project began stays one: nothing approved is rewritten.
    """
    if not (places := lines_of(project.places)):
        return []
    versions = defaultdict(list)
    for one in Ward.objects.order_by("recorded_at"):
        versions[one.reference].append(one)
    kept = {plain(one.name) for one in Service.objects.all()}
    for until in (datetime.max.replace(tzinfo=LONDON), end_of(on)):
        kept |= {
            plain(told[-1].called)
            for rows in versions.values()
            if _has_stayed(told := [one for one in rows if one.recorded_at < until], project)
        }
    return [place for place in places if plain(place) not in kept]


def _has_stayed(versions: Sequence[Ward], project: Project) -> bool:
    """Whether a ward is agreed to, was so when the project was approved, and was neither taken back nor renamed since."""
    before = [one for one in versions if one.recorded_at <= project.recorded_at]
    since = [one for one in versions if one.recorded_at > project.recorded_at]
    if not before or before[-1].agreed_on is None:
        return False
    newest = versions[-1]
    named = {plain(one.called) for one in (before[-1], *since)}
    is_one = newest.agreed_on is not None and len(named) == 1 and _is_one_on(newest, project.from_on)
    return is_one and not any(one.is_struck for one in (before[-1], *since))


def is_stopped(project: Project, *, on: date) -> bool:
    """Whether an approved project counts nothing on a day because it lost an assessment or a ward, also where that is back."""
    return bool(
        missing_assessments(project, on=on)
        or lost_assessments(project, on=on)
        or missing_places(project, on=on)
    )


def changers_since(project: Project) -> set[UUID]:
    """Return whoever changed an assessment or a ward of a project since it was approved. Four queries."""
    named = [getattr(project, one) for one in ASSESSMENTS]
    places = {plain(place) for place in lines_of(project.places)}
    rows = Ward.objects.filter(recorded_at__gt=project.recorded_at)
    references = {one.reference for one in Ward.objects.all() if plain(one.called) in places}
    of_wards = rows.filter(reference__in=references).values_list("recorded_by_id", flat=True)
    return {*of_wards, *changers_of(named, since=project.recorded_at)}


def end_of(day: date) -> datetime:
    """Return the moment at which a day of London ends."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def _is_one_on(ward: Ward, day: date) -> bool:
    return ward.from_on <= day and (ward.until_on is None or day <= ward.until_on)
