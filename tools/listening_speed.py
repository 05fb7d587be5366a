"""Measure listening: posts a second from the bytes of a feed to the tally, beside VADER alone over the same texts, and its memory.

`python -m tools.listening_speed FOLDER [--memory]`, with the folder of `tools.labelled_texts`. Seconds are those of one processor.
"""

import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from html import escape
from itertools import cycle, islice
from pathlib import Path

from tools.labelled_texts import labelled_texts
from tools.opinion_measured import lexicon
from watchbook.listening.counting import AuthorsInMemory, TallyFacts, WeekOfProject, counted, midnight
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import FeedPost, posts_of
from watchbook.listening.matching import matched_queries, topics_in
from watchbook.listening.opinion import cell_of

POSTS, MANY, IN_A_FEED, AUTHORS = 50_000, 1_000_000, 500, 20_000
WEEK = date(2026, 3, 9)
SECOND = timedelta(seconds=1)  # a feed tells no smaller part


def texts(folder: Path, number: int) -> Iterator[str]:
    """Labelled texts of every source, over and over, each about a topic of the project."""
    every = [text for one in labelled_texts(folder).values() for text, _said in one]
    return (f"Recycling is late. {text}" for text in islice(cycle(every), number))


def speed(folder: Path) -> str:
    """Count 50,000 posts from feeds, and have VADER read the same texts, turn by turn."""
    told, score, watch = list(texts(folder, POSTS)), lexicon(folder), time.process_time
    feeds = [_feed(told[at : at + IN_A_FEED], at) for at in range(0, POSTS, IN_A_FEED)]
    parsing = counting = vader = 0.0
    tally, memory = {}, AuthorsInMemory()
    for place, feed in enumerate(feeds):
        begun = watch()
        posts = tuple(posts_of(feed))
        parsed = watch()
        tally = _counted(tally, posts, memory)
        done = watch()
        for text in told[place * IN_A_FEED : (place + 1) * IN_A_FEED]:
            score(text)
        parsing, counting, vader = parsing + parsed - begun, counting + done - parsed, vader + watch() - done
    assert tally["posts"] == {"waste": POSTS}, tally["posts"]
    whole = vader / (parsing + counting)
    said = (
        f"{POSTS / (parsing + counting):,.0f} posts a second from feed to tally, VADER {POSTS / vader:,.0f}: {whole:.2f} ×; "
        f"{parsing / (parsing + counting):.0%} of it is reading the feed; from post to tally {POSTS / counting:,.0f}: {vader / counting:.2f} ×"
    )
    assert whole >= 0.5, said
    return said


def memory(folder: Path) -> str:
    """Count a million posts, and say how much memory the last nine tenths took on top."""
    tally, authors = {}, AuthorsInMemory()
    told, early = texts(folder, MANY), 0
    for at in range(0, MANY, IN_A_FEED):
        posts = tuple(_post(text, at + place) for place, text in enumerate(islice(told, IN_A_FEED)))
        tally = _counted(tally, posts, authors)
        if at + IN_A_FEED == MANY // 10:
            early = _most()
    assert tally["posts"] == {"waste": MANY}
    said = f"{early:,} kB after {MANY // 10:,} posts, {_most():,} kB after {MANY:,}, of {AUTHORS:,} authors"
    assert _most() <= 1.05 * early, said
    return said


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _at(number: int) -> datetime:
    return midnight(WEEK).astimezone(UTC) + (number + 2) * SECOND / 2


def _post(text: str, number: int) -> FeedPost:
    return FeedPost(text, f"author {number % AUTHORS}", _at(number))


def _feed(told: list[str], first: int) -> bytes:
    items = "".join(
        f"<item><guid>https://social.example.org/{first + place}</guid><description>{escape(_printable(text))}</description>"
        f"<dc:creator>author {(first + place) % AUTHORS}</dc:creator><pubDate>{format_datetime(_at(2 * (first + place)))}</pubDate></item>"
        for place, text in enumerate(told)
    )
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    return f"{head}<title>Posts</title>{items}</channel></rss>".encode()


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)


def _counted(tally: TallyFacts, posts: tuple[FeedPost, ...], authors: AuthorsInMemory) -> TallyFacts:
    """Count a reading: a moment after the last of its posts that still counts, so that each counts once."""
    topics, queries = ("waste",), matched_queries(["recycling late"])
    week = WeekOfProject(
        "LISTEN-0001", WEEK, topics, partial(topics_in, queries=queries, topics=topics), cell_of, {"SOURCE-0001": midnight(WEEK)}
    )  # fmt: skip
    moment = max(post.at for post in posts) + timedelta(minutes=10)
    reading = FeedReading("SOURCE-0001", "read", posts)
    return counted(tally, [reading], week=week, memory=authors, moment=moment)


if __name__ == "__main__":
    print((memory if "--memory" in sys.argv else speed)(Path(sys.argv[1])))
