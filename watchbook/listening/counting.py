"""Counting posts into the tally of a week: pure, exactly once, and without a trace of whoever wrote them.

Of each source the tally says up to which moment it was counted. A reading adds the posts between that moment and some
minutes ago, and moves it on, in one transaction with the counts: whatever is killed or done twice counts nothing twice.
The minutes are for posts that a feed shows late.
"""

import hmac
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import product
from typing import Any

from watchbook.acting.london_day import LONDON, london_day
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import FeedPost, same_post

LATE = timedelta(minutes=10)

MOST_COMPARED = 5  # projects that read some of the same posts; with more the count is hidden

type TallyFacts = dict[str, Any]
type Cell = tuple[int, int] | None  # posts and authors; None where they are hidden


@dataclass
class AuthorsInMemory:
    """Count the different people who wrote on a day, by topic: keyed pseudonyms in this process alone, gone the next day.

    A process that begins again counts anew, so the number is the least that there can have been, never more.
    """

    day: date | None = None
    key: bytes = b""
    seen: dict[tuple[str, date, str], set[bytes]] = field(default_factory=dict)

    def number(self, cell: tuple[str, date, str], authors: Iterable[str], *, on: date) -> int:
        """Add authors to a cell (project, week, topic); return how many different ones this process saw on the day."""
        if self.day != on:
            self.day, self.key, self.seen = on, secrets.token_bytes(32), {}
        held = self.seen.setdefault(cell, set())
        held.update(hmac.digest(self.key, author.encode(), sha256)[:16] for author in authors)
        return len(held)


@dataclass(frozen=True)
class WeekOfProject:
    """A week of a project while it is counted: its sources with the moment from which each counts, and how opinions are read."""

    project: str
    week_on: date
    topics: tuple[str, ...]
    topics_of: Callable[[str], list[str]]
    cell_of: Callable[[str], int]
    since: Mapping[str, datetime]

    @property
    def begins(self) -> datetime:
        """Midnight in London at its beginning."""
        return midnight(self.week_on)

    @property
    def ends(self) -> datetime:
        """Midnight in London at its end."""
        return midnight(self.week_on + timedelta(days=7))


def midnight(day: date) -> datetime:
    """Return the first moment of a day in London."""
    return datetime.combine(day, time(0), tzinfo=LONDON)


def week_of(moment: datetime) -> date:
    """Return the Monday of the week in London of a moment."""
    day = london_day(moment)
    return day - timedelta(days=day.weekday())


def counted(
    tally: TallyFacts, readings: Iterable[FeedReading], *,
    week: WeekOfProject, memory: AuthorsInMemory, moment: datetime,
) -> TallyFacts:  # fmt: skip
    """Return the tally with these readings counted into it."""
    sources = dict(tally.get("sources", {}))
    posts, authors = dict(tally.get("posts", {})), dict(tally.get("authors", {}))
    opinions = {topic: list(by_cell) for topic, by_cell in tally.get("opinions", {}).items()}
    until = min(moment - LATE, week.ends)
    readings = list(readings)
    shown = {one.source: {same_post(mark) for mark in one.shown} for one in readings if len(readings) > 1}
    for reading in readings:
        begun = max(week.begins, week.since[reading.source]).isoformat()
        source = sources.get(reading.source, {"since": begun, "until": begun, "has_gap": False})
        counted_to = datetime.fromisoformat(source["until"])
        since = max(counted_to, week.since[reading.source])  # not what was posted while a correction waited
        sources[reading.source] = source | {"said": reading.said}
        if not reading.is_read or until <= since:
            continue
        has_gap = since > counted_to or (since.isoformat() != source["since"] and reading.begins_after(since))
        sources[reading.source] |= {"until": until.isoformat(), "has_gap": source["has_gap"] or has_gap}
        others = {name: marks for name, marks in shown.items() if name != reading.source}
        wrote: dict[str, list[str]] = {topic: [] for topic in week.topics}
        for post in reading.posts:
            about = week.topics_of(post.text) if since < post.at <= until else ()
            if about and _is_counted(post, sources, others):
                continue
            cell = week.cell_of(post.text) if about else 0
            for topic in about:
                wrote[topic].append(post.author)
                by_cell = opinions.setdefault(topic, [])
                by_cell += [0] * (cell + 1 - len(by_cell))
                by_cell[cell] += 1
        for topic, names in wrote.items():
            number = memory.number((week.project, week.week_on, topic), names, on=london_day(moment))
            posts[topic] = posts.get(topic, 0) + len(names)
            authors[topic] = max(authors.get(topic, 0), number)
    return {"sources": sources, "posts": posts, "authors": authors, "opinions": opinions}


def _is_counted(post: FeedPost, sources: TallyFacts, shown: Mapping[str, Collection[str]]) -> bool:
    """Whether another source, which shows a post too, was counted over its moment: the post is counted there."""
    return any(
        post.same in marks
        and datetime.fromisoformat(sources[name]["since"]) < post.at
        and post.at <= datetime.fromisoformat(sources[name]["until"])
        for name, marks in shown.items()
        if name in sources
    )


def cells(tally: TallyFacts | None, topics: Iterable[str], *, fewest: tuple[int, int]) -> list[Cell]:
    """Return posts and authors of each topic; None where either is below the fewest that may be told, or the tally is lost."""
    told: list[Cell] = []
    for topic in topics:
        posts, authors = ((tally or {}).get(name, {}).get(topic, 0) for name in ("posts", "authors"))
        told.append((posts, authors) if posts >= fewest[0] and authors >= fewest[1] else None)
    return told


def without_differences(
    told: Sequence[Cell], others: Sequence[Sequence[tuple[int, int]]], *, fewest: tuple[int, int]
) -> list[Cell]:
    """Return the counts without each from which, with those of other projects that are told, a small one could be worked out.

    `others` are by topic the posts and authors that projects which read some of the same posts tell of the week. Whatever way
    they are added to a count or taken from it, what is left must not be small.
    """
    return [
        None if cell and _reveals(cell, by_topic, fewest=fewest) else cell
        for cell, by_topic in zip(told, others, strict=True)
    ]


def _reveals(cell: tuple[int, int], others: Sequence[tuple[int, int]], *, fewest: tuple[int, int]) -> bool:
    if len(others) > MOST_COMPARED:
        return True
    for signs in product((-1, 0, 1), repeat=len(others)):
        for own, those, least in zip(cell, zip(*others, strict=True), fewest, strict=False):
            left = own + sum(sign * one for sign, one in zip(signs, those, strict=True))
            if abs(left) < least:
                return True
    return False


def is_whole(tally: TallyFacts | None, *, week: WeekOfProject) -> bool:
    """Whether each source was counted from the beginning of a week to its end, and showed no gap."""
    sources = (tally or {}).get("sources", {})
    return bool(week.since) and all(
        source in sources
        and datetime.fromisoformat(sources[source]["since"]) <= week.begins
        and datetime.fromisoformat(sources[source]["until"]) >= week.ends
        and not sources[source]["has_gap"]
        for source in {*week.since, *sources}
        if sources.get(source, {}).get("said") != "twice"  # another source has its posts
    )
