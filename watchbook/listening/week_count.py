"""The week of a project: begun, counted each hour, and closed into counts of which the small ones are hidden.

Only a week that is over tells counts: two of a running week would tell what was posted between them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record_row
from watchbook.keys import tally
from watchbook.law.parameters import number
from watchbook.listening.calibration import calibration
from watchbook.listening.counting import (
    AuthorsInMemory,
    TallyFacts,
    WeekOfProject,
    cells,
    counted,
    is_whole,
    midnight,
    without_differences,
)
from watchbook.listening.feed import FeedReading
from watchbook.listening.matching import matched_queries, topics_in
from watchbook.listening.models import Project, WeekCount
from watchbook.listening.opinion import cell_of
from watchbook.listening.permissions import may_count_posts
from watchbook.listening.queries import agreed_sources, is_in_force, overlapping_weeks, standing_project
from watchbook.listening.rules import AREA, lines_of
from watchbook.organisation.models import Person
from watchbook.register import entry

FIELDS = ("project_reference", "week_on")
MEASURED = ("posts", "authors", "nets", "lows", "highs")
BEGUN = Kind("week_count.begun", FIELDS, says=gettext_lazy("A week of the listening project began."))
COUNTED = Kind(
    "week_count.counted", FIELDS, says=gettext_lazy("The sources were read and their posts counted.")
)
CLOSED = Kind(
    "week_count.closed",
    (*FIELDS, "is_whole"),
    says=gettext_lazy("The week was closed and its counts were published."),
)


def week_of_project(project: Project, week: WeekCount) -> WeekOfProject:
    """Return what a week is counted by: each source from the moment at which a second officer agreed to it. One query."""
    queries = matched_queries(lines_of(project.search_words))
    begins = midnight(project.from_on)
    return WeekOfProject(
        project.reference,
        week.week_on,
        tuple(project.topics),
        partial(topics_in, queries=queries, topics=project.topics),
        cell_of,
        {one.reference: max(begins, one.recorded_at) for one in agreed_sources(project.reference)},
    )


@transaction.atomic
def begin(project: Project, week: WeekCount, *, by: Person, at: datetime) -> WeekCount:
    """Begin the week of a project that is in force."""
    may_count_posts(by)
    _check_in_force(project, at=at)
    week.project_reference, week.tally = project.reference, tally.seal({}, week.week_on)
    return entry.write(BEGUN, week, by=by, at=at)


@transaction.atomic
def count(
    week: WeekCount, project: Project, readings: Iterable[FeedReading], *,
    memory: AuthorsInMemory, by: Person, at: datetime,
) -> WeekCount:  # fmt: skip
    """Count what the sources gave into a week that runs, while the project is in force."""
    week = entry.lock(week)
    may_count_posts(by)
    _check_running(week)
    _check_in_force(project, at=at)
    held = tally.opened(bytes(week.tally), week.week_on)
    if held is None:
        raise WrongState(
            cannot(
                _("You cannot add counts to this week"),
                _(
                    "The key to this week’s counts was destroyed. Watchbook will close the week without more counts."
                ),
            )
        )
    told = counted(held, readings, week=week_of_project(project, week), memory=memory, moment=at)
    week.tally = tally.seal(told, week.week_on)
    week.save(update_fields=["tally"])
    record_row(COUNTED, week, by=by, at=at)
    return week


@transaction.atomic
def close(week: WeekCount, project: Project, *, by: Person, at: datetime) -> WeekCount:
    """Close a week: counts of each topic that are not too small, and nothing else."""
    week = entry.lock(week)
    may_count_posts(by)
    _check_running(week)
    held = tally.opened(bytes(week.tally), week.week_on)
    on = london_day(at)
    fewest = (number(f"{AREA}fewest_posts", on=on), number(f"{AREA}fewest_authors", on=on))
    week.topics = sorted(project.topics)
    told = cells(held, week.topics, fewest=fewest)
    told = without_differences(told, _told_by_others(week), fewest=fewest)
    week.posts, week.authors = ([one[index] if one else None for one in told] for index in (0, 1))
    _measure(week, held, on=on)
    week.is_whole = is_whole(held, week=week_of_project(project, week))
    week.closed_at, week.tally = at, b""
    week.save(update_fields=["topics", *MEASURED, "labelled", "is_whole", "closed_at", "tally"])
    record_row(CLOSED, week, by=by, at=at)
    return week


def _told_by_others(week: WeekCount) -> list[list[tuple[int, int]]]:
    """Return by topic the counts of the week that other projects tell which read some of the same posts. Two queries.

    The hourly job closes one week after the other (its lock lets one run at a time), so each sees those before it.
    """
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in overlapping_weeks(week.project_reference, week.week_on):
        for topic, posts, authors in zip(one.topics, one.posts, one.authors, strict=True):
            if posts is not None and authors is not None:
                told[topic].append((posts, authors))
    return [told[topic] for topic in week.topics]


def _measure(week: WeekCount, held: TallyFacts | None, *, on: date) -> None:
    """Measure the opinion in each topic that is shown, as far as the labels of the project so far allow it."""
    known = calibration(week.project_reference, on=on)
    by_cell = (held or {}).get("opinions", {})
    found = [
        known.published(by_cell.get(topic, [])) if posts is not None else None
        for topic, posts in zip(week.topics, week.posts, strict=True)
    ]
    week.labelled = known.labelled if known.is_enough else None
    week.nets, week.lows, week.highs = (
        [round(getattr(one, name)) if one else None for one in found] for name in ("net", "low", "high")
    )


def is_over(week: WeekCount, *, moment: datetime) -> bool:
    """Whether a week has ended."""
    return moment >= midnight(week.week_on + timedelta(days=7))


def _check_running(week: WeekCount) -> None:
    if week.closed_at is not None:
        raise WrongState(cannot(_("You cannot add counts to this week"), _("This week is already closed.")))


def _check_in_force(project: Project, *, at: datetime) -> None:
    now = standing_project(project.reference)
    if now is None or not is_in_force(now, on=london_day(at)):
        raise WrongState(
            cannot(_("You cannot count posts for this project"), _("The project is not in force today."))
        )
