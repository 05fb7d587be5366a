"""Say what whoever approves a project or agrees to a source must see: who stands for its wards, and other projects on the same posts."""

from collections.abc import Set
from datetime import date

from django.utils.translation import gettext as _

from watchbook.listening.models import ListeningSource, Project
from watchbook.listening.platforms import SHOW_ALL_ALIKE, public_of
from watchbook.listening.queries import projects_in_force, sources_of, wards
from watchbook.listening.rules import lines_of
from watchbook.listening.search_query import plain
from watchbook.listening.taxonomy import TITLES
from watchbook.web.wording import day

# Kinds of source, each with its host; where all servers show the same posts, the kind alone.
type Public = Set[tuple[str, str]]


def beside_project(project: Project, *, on: date) -> list[str]:
    """Say what other projects in force share with a project: its hosts, or the servers that show all alike, and its queries."""
    alike = {(kind, "") for kind in SHOW_ALL_ALIKE.intersection(project.sources)}
    return _beside(project.reference, alike | _public(project.reference), _queries(project), on=on)


def behind_wards(project: Project) -> list[str]:
    """Say of each ward of a project on which source it rests, and who agreed to it. One query."""
    places = {plain(place) for place in lines_of(project.places)}
    told = _(
        "“{ward}” is on the register of wards as {reference}, with this source: {source}. {person} agreed to the ward on {day}."
    )
    return [
        told.format(
            ward=one.called,
            reference=one.reference,
            source=one.source,
            person=one.agreed_by,
            day=day(one.agreed_on),
        )
        for one in (wards() if places else [])
        if one.agreed_on and plain(one.called) in places
    ]


def behind_source(source: ListeningSource) -> list[str]:
    """Say what the project of a source is about, what it looks for, and what else it reads. Two queries."""
    project = Project.objects.newest(reference=source.project_reference)
    if project is None:
        return []
    told = {"reference": project.reference, "title": project.title}
    topics = ", ".join(str(TITLES[topic]) for topic in project.topics)
    queries = "; ".join(lines_of(project.search_words))
    others = [
        f"{one.reference} ({one.address})"
        for one in sources_of(project.reference)
        if one.reference != source.reference
    ]
    return [
        _(
            "This source belongs to project {reference}: {title}. Topics: {topics}. Queries: {queries}."
        ).format(topics=topics, queries=queries, **told),
        _("Other sources of this project: {sources}.").format(sources=", ".join(others) or _("none")),
    ]


def beside_source(source: ListeningSource, *, on: date) -> list[str]:
    """Say which other projects in force read the host of a source, or servers that show the same posts."""
    return _beside(source.project_reference, {public_of(source.kind, source.address)}, set(), on=on)


def _beside(reference: str, public: Public, queries: Set[str], *, on: date) -> list[str]:
    """Say what each other project in force shares. Six queries a project."""
    said = []
    for other in projects_in_force(on):
        if other.reference == reference:
            continue
        told = {"reference": other.reference, "title": other.title}
        for kind, host in sorted(public & _public(other.reference)):
            words = _("Project {reference}, “{title}”, is in force and reads the same public posts ({what}).")
            said.append(words.format(what=host or kind.capitalize(), **told))
        for query in sorted(queries & _queries(other)):
            words = _("Project {reference}, “{title}”, is in force and has the same query ({what}).")
            said.append(words.format(what=query, **told))
    return said


def _public(reference: str) -> Public:
    return {public_of(one.kind, one.address) for one in sources_of(reference)}


def _queries(project: Project) -> Set[str]:
    """Return the queries of a project, each in one spelling and without the signs of hashtags."""
    return {plain(query).replace("#", "") for query in lines_of(project.search_words)}
