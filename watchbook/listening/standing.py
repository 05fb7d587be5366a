"""State in words of a project and of its sources: whether they are read, and if not, why. Nothing of a post is in them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watchbook.acting.london_day import LONDON, london_day
from watchbook.keys import tally
from watchbook.listening.listening_source import must_be_read_again
from watchbook.listening.models import ListeningSource, Project
from watchbook.listening.queries import (
    is_in_force,
    running_weeks,
    standing_project,
    waiting_corrections,
    wards,
)
from watchbook.listening.search_query import plain
from watchbook.listening.states import ProjectState
from watchbook.listening.stopped import is_stopped, lost_assessments, missing_assessments, missing_places
from watchbook.web.wording import day


def standing(project: Project, *, on: date) -> str:
    """Say whether a project is in force on a day, and if not, since when or why. Six queries at most."""
    if never_began(project):
        return _("ended on {day}, before it began").format(day=day(project.ended_on or project.until_on))
    if project.state == ProjectState.ENDED and (project.ended_on or project.until_on) <= on:
        return _("ended early on {day}").format(day=day(project.ended_on or project.until_on))
    if project.state not in {ProjectState.APPROVED, ProjectState.ENDED}:
        return project.get_state_display()
    if on < project.from_on:
        return _("begins on {day}").format(day=day(project.from_on))
    if on > project.until_on:
        return _("ended on {day}").format(day=day(project.until_on))
    return _why_stopped(project, on=on) or _("in force")


def never_began(project: Project) -> bool:
    """Whether a project was ended before its first day."""
    return project.state == ProjectState.ENDED and (project.ended_on or project.until_on) < project.from_on


def is_over(project: Project, *, on: date) -> bool:
    """Whether a project counts nothing any more, whatever happens."""
    return project.state == ProjectState.ENDED or on > project.until_on


def _why_stopped(project: Project, *, on: date) -> str | None:
    if missing := missing_assessments(project, on=on):
        if len(missing) > 1:
            words = _("stopped, because the assessments {references} are not in force")
            return words.format(references=", ".join(missing))
        return _("stopped, because the assessment {reference} is not in force").format(reference=missing[0])
    if lost := lost_assessments(project, on=on):
        words = _("stopped, because the assessment {reference} was withdrawn after the approval")
        return words.format(reference=lost[0])
    if places := missing_places(project, on=on):
        agreed = {plain(one.called) for one in wards() if one.agreed_on}
        if agreed.issuperset(map(plain, places)):
            return _("stopped, because one of its wards was changed after the approval")
        return _("stopped, because one of its places is not on the register of wards")
    return None


def who_starts_again(project: Project, *, on: date) -> str:
    """Say who can start a project that is stopped, and how; empty of any other."""
    if project.state != ProjectState.APPROVED or is_over(project, on=on) or not is_stopped(project, on=on):
        return ""
    return _(
        "The project stays stopped until a senior responsible officer or an authorising officer approves it again. The approver "
        "must be somebody who did not propose the project and has not changed its assessments or wards since the approval."
    )


def states_of(reference: str, sources: Iterable[ListeningSource], *, on: date) -> dict[str, str]:
    """Say of each source of a project when it was last read, or why it is not. Six queries at most."""
    project = standing_project(reference)
    reads = project is not None and is_in_force(project, on=on)
    said: dict[str, Any] = {}
    waiting = waiting_corrections(reference)
    for week in sorted(running_weeks(reference), key=lambda one: one.week_on):
        said |= (tally.opened(bytes(week.tally), week.week_on) or {}).get("sources", {})
    return {
        one.reference: _why_waiting(one, waiting) or _state(one, said.get(one.reference), reads=reads, on=on)
        for one in sources
    }


def _why_waiting(source: ListeningSource, waiting: Mapping[str, tuple[date, str]]) -> str | None:
    """Say since when a source that was agreed to is not read, because somebody corrected it since."""
    if source.is_struck or source.reference not in waiting:
        return None
    since, project = waiting[source.reference]
    if project != source.project_reference:
        return _("not read since {day}: it was moved to project {project}").format(
            day=day(since), project=project
        )
    return _("not read since {day}: no second officer has agreed to the correction yet").format(
        day=day(since)
    )


def _state(source: ListeningSource, said: Mapping[str, str] | None, *, reads: bool, on: date) -> str:
    if source.is_struck:
        return _("no longer read: taken back on {day}").format(day=day(london_day(source.recorded_at)))
    if source.agreed_on is None:
        return _("not read: no second officer has agreed to it")
    if must_be_read_again(source, on=on):
        return _("not read: an officer must read the terms again")
    if not reads:
        return _("not read: its project is not in force")
    words = {
        "terms": _("not read: an officer must read the terms again"),
        "robots": _(
            "not read: the source’s robots.txt file or a tag on its pages tells programs not to read the source"
        ),
        "refused": _("not read: one of our rules does not allow this source"),
        "failed": _("not read: the source did not return posts that we can read"),
        "twice": _("not read: it leads to the same page as another source, whose posts are counted"),
        "missing": _("not read: the export file of the source is missing"),
    }
    if said is None:
        return _("not read yet this week")
    counted_to = datetime.fromisoformat(said["until"]).astimezone(LONDON)
    read = _("read, and counted up to {moment}").format(moment=date_format(counted_to, "j F Y, H:i"))
    return words.get(said["said"], read)
