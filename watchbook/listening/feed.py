"""Reading a source: its feed as posts in memory, if its terms, its robots.txt and its marks let a program do so.

A post here is a text, an author and a moment, and lives until it is counted. Of some the text is kept for labelling, sealed and
for days (`label_sheet.py`); nothing else of a post is written anywhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

from watchbook.capture.egress import Egress
from watchbook.listening.bluesky import ON_A_PAGE, SEARCH, posts_found, search_of
from watchbook.listening.feed_posts import HASHTAG, MOST_FEEDS, FeedPost, NoFeed, posts_of
from watchbook.listening.fetching import NAME, Fetched, NotFetched, fetch
from watchbook.listening.platforms import same_page

NO_PROGRAMS = frozenset({"noindex", "none", "noai"})
OF_A_TAG = 20  # the newest posts of a hashtag that a Mastodon server's feed shows

type FeedOfSource = tuple[str, str]  # the reference of a source, and the address of one of its feeds


@dataclass(frozen=True)
class FeedReading:
    """The answer of a source: `said` is read, unchanged, twice, terms, robots, refused, missing or failed.

    `shown` are the marks of all that it shows, those of feeds that did not change among them. `begins` is the moment from which
    on each of its feeds shows every post; None where each shows all that there are. `pages` are where its feeds were found, in one
    spelling.
    """

    source: str
    said: str
    posts: tuple[FeedPost, ...] = ()
    shown: frozenset[str] = frozenset()
    begins: datetime | None = None
    pages: frozenset[str] = frozenset()

    @property
    def is_read(self) -> bool:
        """Whether the source answered."""
        return self.said in {"read", "unchanged"}

    def begins_after(self, moment: datetime) -> bool:
        """Whether all that one of its feeds still shows is newer, so that it may have dropped posts since."""
        return self.begins is not None and self.begins > moment


@dataclass
class Remembered:
    """The validators of the feeds that one process read, and the marks of what each showed, in memory alone.

    By source as well: two projects may read one feed, and what one has counted is new to the other.
    """

    validators: dict[FeedOfSource, dict[str, str]] = field(default_factory=dict)
    shown: dict[FeedOfSource, frozenset[str]] = field(default_factory=dict)


def addresses_of(kind: str, address: str, *, queries: tuple[str, ...]) -> list[str]:
    """Return the feeds of a source: its own address, a Mastodon server's feed of each hashtag, or Bluesky's search of each query."""
    if kind == "feed":
        return [address]
    if kind == "bluesky":
        return [search_of(address, query) for query in queries[:MOST_FEEDS]]
    tags = sorted({tag.casefold() for query in queries for tag in HASHTAG.findall(query)})
    root = urlsplit(address)
    return [f"{root.scheme}://{root.netloc}/tags/{quote(tag)}.rss" for tag in tags[:MOST_FEEDS]]


def read(
    source: str, addresses: list[str], *, egress: Egress, remembered: Remembered, counted_to: datetime
) -> FeedReading:
    """Read the feeds of a source; without one of them there is no reading, since a part would be taken for the whole."""
    rules: dict[str, RobotFileParser] = {}
    posts: dict[str, FeedPost] = {}  # one with two hashtags comes twice
    is_new, begins, pages = False, [], set()
    for address in addresses:
        known = remembered.validators.get((source, address), {})
        try:
            answer = fetch(
                address, egress=egress, more=known, may=lambda one: _robots_let(one, rules, egress)
            )
            found = _posts_in(answer, is_search=SEARCH in address)
        except NotFetched as why:
            return FeedReading(source, why.said)
        pages.add(same_page("feed", answer.address))
        is_new = is_new or answer.status != 304
        posts |= {one.mark: one for one in found}
        whole = ON_A_PAGE if SEARCH in address else OF_A_TAG if len(addresses) > 1 else 1
        begins += [min(one.at for one in found)] if len(found) >= whole else []
        _remember(remembered, (source, address), answer, found, counted_to=counted_to)
    shown = frozenset[str]().union(*(remembered.shown.get((source, one), ()) for one in addresses))
    said = "read" if is_new else "unchanged"
    return FeedReading(
        source, said, tuple(posts.values()), shown, max(begins, default=None), frozenset(pages)
    )


def each_page_once(readings: Iterable[FeedReading]) -> Iterator[FeedReading]:
    """Return the readings; of two that a redirect led to one page the later is none, and says so."""
    pages: set[str] = set()
    for reading in readings:
        is_first = pages.isdisjoint(reading.pages)
        pages |= reading.pages
        yield reading if is_first else FeedReading(reading.source, "twice", shown=reading.shown)


def _posts_in(answer: Fetched, *, is_search: bool) -> list[FeedPost]:
    if answer.status == 304:
        return []
    if answer.status != 200:
        raise NotFetched("failed")
    marks = re.split(r"[,:\s]+", answer.headers.get("x-robots-tag", "").casefold())
    if NO_PROGRAMS.intersection(marks):
        raise NotFetched("robots")
    try:
        if is_search:
            return list(posts_found(answer.content))
        return list(posts_of(answer.content, media_type=answer.headers.get("content-type", "")))
    except NoFeed as error:
        raise NotFetched("failed") from error


def _robots_let(address: str, rules: dict[str, RobotFileParser], egress: Egress) -> bool:
    """Whether robots.txt of the host lets us read an address; where it cannot be read, it does not (RFC 9309)."""
    parts = urlsplit(address)
    host = f"{parts.scheme}://{parts.netloc}"
    if host not in rules:
        answer = fetch(f"{host}/robots.txt", egress=egress)
        parser = RobotFileParser()
        if answer.status == 200:
            parser.parse(answer.content.decode("utf-8", "replace").splitlines())
        elif 400 <= answer.status < 500 and answer.status not in {401, 403, 429}:
            parser.parse([])
        else:
            return False
        rules[host] = parser
    return rules[host].can_fetch(NAME, address)


def _remember(
    remembered: Remembered,
    feed: FeedOfSource,
    answer: Fetched,
    found: list[FeedPost],
    *,
    counted_to: datetime,
) -> None:
    """Keep the validators of a feed of which every post is counted: of another, "unchanged" would lose the rest."""
    if answer.status == 304:
        return
    remembered.shown[feed] = frozenset(post.mark for post in found)
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    held = {asked: answer.headers[name] for name, asked in names.items() if name in answer.headers}
    if held and all(post.at <= counted_to for post in found):
        remembered.validators[feed] = held
    else:
        remembered.validators.pop(feed, None)
