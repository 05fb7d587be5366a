"""The hourly collection: each project in force has its sources read and their posts counted, and weeks that are over are closed.

Reading happens outside any transaction, counting within one. Whatever is killed in between is done again an hour later, and
counts nothing twice (`counting.py`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.capture import egress
from watchbook.capture.egress import Egress
from watchbook.capture.policy import Policy
from watchbook.keys.refused import KeyDestroyed
from watchbook.listening import label_sheet, week_count
from watchbook.listening.counting import LATE, AuthorsInMemory, week_of
from watchbook.listening.feed import FeedReading, Remembered, addresses_of, each_page_once, read
from watchbook.listening.inbox import read_export
from watchbook.listening.listening_source import must_be_read_again, why_not_source
from watchbook.listening.models import ListeningSource, Project, SourceKind, WeekCount
from watchbook.listening.queries import (
    agreed_sources,
    is_in_force,
    open_sheets,
    projects_in_force,
    running_weeks,
)
from watchbook.listening.rules import lines_of
from watchbook.organisation.models import Person

log = logging.getLogger(__name__)


@dataclass
class CollectorMemory:
    """The memory of the collector's process, which it loses when it ends."""

    authors: AuthorsInMemory = field(default_factory=AuthorsInMemory)
    remembered: Remembered = field(default_factory=Remembered)


def go_round(by: Person, *, moment: datetime, policy: Policy, memory: CollectorMemory) -> None:
    """Read, count and close, for every project: one that fails holds up no other."""
    with egress.serving(policy) as way:
        for project in projects_in_force(london_day(moment)):
            with _told(project.reference):
                _count(project, by=by, moment=moment, way=way, memory=memory)
    for week in running_weeks():
        with _told(week.project_reference):
            _close(week, by=by, moment=moment)
    sheets = open_sheets()
    listening = {one.reference for one in projects_in_force(london_day(moment))} if sheets else set()
    for sheet in sheets:
        if sheet.project_reference not in listening or label_sheet.is_over(sheet, moment=moment):
            with _told(sheet.project_reference):
                label_sheet.close(sheet, by=by, at=moment)


def _count(project: Project, *, by: Person, moment: datetime, way: Egress, memory: CollectorMemory) -> None:
    counted_to, sources = moment - LATE, agreed_sources(project.reference)
    weeks = {week.week_on: week for week in running_weeks(project.reference)}
    this = week_of(counted_to)
    if (
        sources  # without one nothing is counted, and no week says so
        and this not in weeks
        and not WeekCount.objects.filter(project_reference=project.reference, week_on=this).exists()
    ):
        weeks[this] = week_count.begin(project, WeekCount(week_on=this), by=by, at=moment)
    readings = list(
        each_page_once(_reading(source, project, way=way, memory=memory, moment=moment) for source in sources)
    )
    # What people write to the council is signed, and tells more of them than what they publish: officers label none of it.
    published = [
        reading for source, reading in zip(sources, readings, strict=True) if source.kind != SourceKind.INBOX
    ]
    with _told(project.reference):
        label_sheet.keep(project, published, by=by, at=moment)
    for _week_on, week in sorted(weeks.items()):
        week_count.count(week, project, readings, memory=memory.authors, by=by, at=moment)


def _reading(
    source: ListeningSource, project: Project, *, way: Egress, memory: CollectorMemory, moment: datetime
) -> FeedReading:
    """Read one source, if its terms were read of late and nothing else stands in the way."""
    today = london_day(moment)
    if must_be_read_again(source, on=today):
        return FeedReading(source.reference, "terms")
    if why_not_source(source, today):
        return FeedReading(source.reference, "refused")
    if source.kind == SourceKind.INBOX:
        return read_export(source.reference, source.address, folder=Path(settings.LISTENING_EXPORTS))
    addresses = addresses_of(source.kind, source.address, queries=tuple(lines_of(project.search_words)))
    return read(
        source.reference, addresses, egress=way, remembered=memory.remembered, counted_to=moment - LATE
    )


def _close(week: WeekCount, *, by: Person, moment: datetime) -> None:
    """Close a week that is over, or whose project is in force no more."""
    project = Project.objects.newest(reference=week.project_reference)
    if project is None:
        return
    is_over = week_count.is_over(week, moment=moment - LATE)
    if is_over or not is_in_force(project, on=london_day(moment)):
        week_count.close(week, project, by=by, at=moment)


@contextmanager
def _told(reference: str) -> Iterator[None]:
    """Let a project that changed meanwhile, or whose turn another process took, wait for the next hour."""
    try:
        yield
    except (WrongState, KeyDestroyed) as why:
        log.info("%s: %s", reference, why)
