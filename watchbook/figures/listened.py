"""Listening projects in figures: what those of the time asked about in fact counted, told beside what else a finding says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.evidence import of_project
from watchbook.figures.findings import Finding, Inquiry, SharedParagraph, Status, searched_in
from watchbook.figures.register_names import PROJECTS
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, runs_in
from watchbook.listening.models import Project, SourceKind, WeekCount
from watchbook.listening.queries import approved_projects, approved_until, sources_agreed, weeks_begun
from watchbook.listening.rules import lines_of
from watchbook.listening.search_query import places_looked_for, why_not_query
from watchbook.listening.standing import standing
from watchbook.listening.stopped import end_of, missing_places
from watchbook.listening.taxonomy import TITLES
from watchbook.organisation.queries import today
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

LAST_OF_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Listened:
    """A project and what it did in the time asked about: kinds of its agreed sources, weeks begun, and those that are published."""

    project: Project
    kinds: frozenset[str]
    begun: bool
    weeks: tuple[WeekCount, ...]

    @property
    def posts(self) -> int:
        """The sum of the counts that are shown."""
        return sum(number or 0 for week in self.weeks for number in week.posts)

    @property
    def measured(self) -> int:
        """The number of weeks with a published opinion."""
        return sum(any(net is not None for net in week.nets) for week in self.weeks)


def begins_on(project: Project) -> date:
    """Return the first day on which a project could listen: its approval moved it to no earlier day, a later approval to none."""
    return project.from_on


def projects_of(inquiry: Inquiry, *, time: TimeOfQuestion) -> list[Project]:
    """Every listening project approved before the request arrived, ended or not; of a time, what ran on a day of it. One query."""
    known = [one for one in approved_projects(as_at=inquiry.as_at) if begins_on(one) <= inquiry.on]
    return [one for one in known if runs_in(time, begins_on(one), one.until_on)]


def listened(projects: Sequence[Project], inquiry: Inquiry, *, time: TimeOfQuestion) -> list[Listened]:
    """Return what each project did in the time asked about. Two queries where there are projects."""
    if not projects:
        return []
    weeks = [
        one
        for one in weeks_begun(as_at=inquiry.as_at)
        if one.week_on <= inquiry.on and runs_in(time, one.week_on, one.week_on + LAST_OF_WEEK)
    ]
    sources = sources_agreed(as_at=inquiry.as_at)
    return [
        _did(
            project,
            [one.kind for one in sources if one.project_reference == project.reference],
            [one for one in weeks if one.project_reference == project.reference],
            inquiry,
        )
        for project in projects
    ]


def _did(project: Project, kinds: Sequence[str], weeks: Sequence[WeekCount], inquiry: Inquiry) -> Listened:
    """A project without an agreed source counted nothing, whatever weeks an earlier release began for it.

    A week that was published after the day asked about was not published on it.
    """
    closed = [one for one in weeks if one.closed_at and one.closed_at <= inquiry.until]
    return Listened(
        project,
        frozenset(kinds),
        begun=bool(kinds and weeks),
        weeks=tuple(one for one in closed if kinds and one.posts),
    )


def beside_projects(
    finding: Finding, projects: Sequence[Project], told: Sequence[str], *, query: str, time: TimeOfQuestion
) -> Finding:
    """Tell sentences on listening projects beside a finding; where a person must search, they must for both."""
    if finding.status is Status.TO_BE_SEARCHED:
        return finding
    supplied = projects and finding.status is Status.NIL
    return replace(
        finding,
        status=Status.HELD_SUPPLIED if supplied else finding.status,
        answer="\n".join(filter(None, [finding.answer, " ".join(told if projects else ())])),
        evidence=(*finding.evidence, *map(of_project, projects)),
        searched=finding.searched + searched_in(PROJECTS, query, in_days(time), len(projects)),
    )


def shared(told: Sequence[str]) -> tuple[SharedParagraph, ...]:
    """Return what the sentences on each project are in a letter: a paragraph that it says once."""
    reference = _("For our listening projects and their counts, see our answer to {question}.")
    return (SharedParagraph(" ".join(told), reference),) if told else ()


def named(projects: Sequence[Project]) -> str:
    """Name projects with their titles and days, in one list."""
    said = _("{reference} “{title}” (approved for {first} to {last})")
    return joined(
        [
            said.format(
                reference=one.reference,
                title=one.title,
                first=in_words(begins_on(one)),
                last=in_words(approved_until(one)),
            )
            for one in projects
        ]
    )


def sentences(found: Sequence[Listened], *, on: date) -> list[str]:
    """Say what each project counted, which are counting and published nothing of the time, which counted nothing, and how each stands on a day."""
    told = [_counted(one) for one in found if one.weeks]
    if waiting := [one.project for one in found if one.begun and not one.weeks]:
        told.append(
            ngettext(
                "Watchbook queries the sources of listening project {projects} each hour. We have published no counts from this project for the time asked about.",
                "Watchbook queries the sources of listening projects {projects} each hour. We have published no counts from these projects for the time asked about.",
                len(waiting),
            ).format(projects=named(waiting))
        )
    if idle := [one.project for one in found if not one.begun]:
        told.append(
            ngettext(
                "Listening project {projects} counted no posts or messages in that time.",
                "Listening projects {projects} counted no posts or messages in that time.",
                len(idle),
            ).format(projects=named(idle))
        )
    return [*told, *_standing([one.project for one in found], on=on)]


def _standing(projects: Sequence[Project], *, on: date) -> list[str]:
    """Say which projects were in force at the end of a day, and of each other when it ended, when it begins or why it was stopped. Seven queries a project."""
    if not projects:
        return []
    then = {one.reference: one for one in approved_projects(as_at=end_of(on))}
    told = sorted((then.get(one.reference, one) for one in projects), key=lambda one: one.reference)
    states = joined([f"{one.reference} {standing(one, on=on)}" for one in told])
    return [_("On {day}: {states}.").format(day=in_words(on), states=states)]


def _counted(one: Listened) -> str:
    first, last = one.weeks[0].week_on, one.weeks[-1].week_on + LAST_OF_WEEK
    said = ngettext(
        "For listening project {project}, Watchbook counted {what} about {topics} by topic and week. We have published the counts of "
        "{weeks} week between {first} and {last}.",
        "For listening project {project}, Watchbook counted {what} about {topics} by topic and week. We have published the counts of "
        "{weeks} weeks between {first} and {last}.",
        len(one.weeks),
    ).format(
        project=named([one.project]),
        what=_what(one.kinds),
        topics=joined([str(TITLES[topic]) for topic in one.project.topics]),
        weeks=len(one.weeks),
        first=in_words(first),
        last=in_words(last),
    )
    return f"{said} {_shown(one.posts)} {_opinion(one)}"


def _what(kinds: frozenset[str]) -> str:
    if kinds == {SourceKind.INBOX}:
        return _("messages to our own inboxes")
    return _("posts and messages to our own inboxes") if SourceKind.INBOX in kinds else _("posts")


def _shown(posts: int) -> str:
    if not posts:
        return _("Each count is too small to publish.")
    return _("The counts that are large enough to publish add up to {posts}.").format(posts=f"{posts:,}")


def _opinion(one: Listened) -> str:
    if not one.measured:
        return _("The project has published no measure of opinion (sentiment).")
    return ngettext(
        "We published the net sentiment for {weeks} week, always of all the posts and messages counted on a topic, never of one post or person.",
        "We published the net sentiment for {weeks} weeks, always of all the posts and messages counted on a topic, never of one post or person.",
        one.measured,
    ).format(weeks=one.measured)


def about_places(projects: Sequence[Project]) -> list[str]:
    """Say which projects count only posts that name a ward or a service, and which."""
    found = [
        (one, places)
        for one in projects
        if (places := places_looked_for(lines_of(one.search_words), lines_of(one.places)))
    ]
    said = _("Listening project {reference} counts only posts that name a place or service: {places}.")
    return [said.format(reference=one.reference, places=joined(places)) for one, places in found]


def in_the_open(projects: Sequence[Project]) -> str:
    """Say that listening is no secret: each project stands on a public page; and what its queries are made of, where that still holds."""
    open_to_all = _(
        "We also listen openly. Our website publishes the purpose and the counts of each listening project: {projects}."
    ).format(projects=named(projects))
    if not all(map(_asks_about_services_alone, projects)):
        return open_to_all
    checked = _(
        "Each word of the projects’ queries is on our list of words about services, or is the name of one of our wards or services."
    )
    return f"{open_to_all} {checked}"


def _asks_about_services_alone(project: Project) -> bool:
    """Whether the queries of a project pass their check as the list and the registers are today."""
    places = lines_of(project.places)
    queries = lines_of(project.search_words)
    refused = any(why_not_query(one, 1, topics=project.topics, places=places) for one in queries)
    return not refused and not missing_places(project, on=today())
