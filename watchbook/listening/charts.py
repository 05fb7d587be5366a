"""The counts of a project as the public reads them: a chart and a table for each topic, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.files.spreadsheet import write_csv
from watchbook.law.parameters import number
from watchbook.listening.models import Project, WeekCount
from watchbook.listening.rules import AREA
from watchbook.listening.taxonomy import TITLES

HEAD = (
    "project", "title", "service", "topic", "week_beginning", "posts", "authors_at_least", "hidden", "whole_week", "published_on",
    "fewest_posts", "fewest_authors", "calibrated", "labels", "net_sentiment", "interval_low", "interval_high",
    "why_no_net_sentiment",
)  # fmt: skip


@dataclass(frozen=True)
class CountedWeek:
    """A week of a topic: posts and authors, None where they are hidden, and whether the whole week was counted.

    `net` with the ends of its interval is None where it is not published; so is `labelled`, the texts with labels, where they were too few.
    """

    week_on: date
    posts: int | None
    authors: int | None
    is_whole: bool
    published_on: date
    labelled: int | None
    net: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class TopicChart:
    """The weeks of one topic, newest first, and the longest bar."""

    topic: str
    title: str
    weeks: tuple[CountedWeek, ...]

    @property
    def measured(self) -> tuple[CountedWeek, ...]:
        """The weeks of which the net sentiment is published."""
        return tuple(week for week in self.weeks if week.net is not None)

    @property
    def longest(self) -> int:
        """The largest count that is shown."""
        return max((week.posts or 0 for week in self.weeks), default=0)


def charts(project: Project, weeks: Sequence[WeekCount]) -> list[TopicChart]:
    """Return a chart for each topic of a project."""
    return [
        TopicChart(topic, str(TITLES[topic]), tuple(_cell(week, topic) for week in weeks))
        for topic in sorted(project.topics)
    ]


def fewest(on: date) -> tuple[int, int]:
    """Return the fewest posts and authors that are told."""
    return number(f"{AREA}fewest_posts", on=on), number(f"{AREA}fewest_authors", on=on)


def as_csv(project: Project, weeks: Sequence[WeekCount], *, on: date) -> bytes:
    """Return the counts of a project as a table that says of each row what it rests on."""
    posts, authors = map(str, fewest(on))
    widest = number(f"{AREA}widest_interval", on=on)
    rows = [
        (
            project.reference, project.title, project.service.name, chart.title, one.week_on.isoformat(),
            "" if one.posts is None else str(one.posts), "" if one.authors is None else str(one.authors),
            _yes_no(one.posts is None), _yes_no(one.is_whole), one.published_on.isoformat(), posts, authors, _yes_no(one.labelled is not None),
            *("" if end is None else str(end) for end in (one.labelled, one.net, one.low, one.high)),
            why_no_net(one, widest),
        )
        for chart in charts(project, weeks)
        for one in chart.weeks
    ]  # fmt: skip
    return write_csv(HEAD, rows)


def why_no_net(week: CountedWeek, widest: int) -> str:
    """Say why a week of a topic has no net sentiment; nothing where it has one."""
    if week.net is not None:
        return ""
    if week.posts is None:
        return _("hidden")
    if week.labelled is None:
        return _("opinion not measured")
    return _("not published: the interval is wider than {widest} points").format(widest=widest)


def published_on(week: WeekCount) -> date:
    """Return the day on which a week was closed, and so published."""
    return london_day(week.closed_at or week.recorded_at)


def _cell(week: WeekCount, topic: str) -> CountedWeek:
    place = week.topics.index(topic)
    net, low, high = (row[place] if row else None for row in (week.nets, week.lows, week.highs))
    return CountedWeek(
        week.week_on,
        week.posts[place],
        week.authors[place],
        week.is_whole,
        published_on(week),
        week.labelled,
        net,
        low,
        high,
    )


def _yes_no(told: bool) -> str:
    return _("yes") if told else _("no")
