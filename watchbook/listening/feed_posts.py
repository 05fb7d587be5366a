"""The posts in the bytes of a feed: a text, an author and a moment each, in memory until they are counted.

Pure: bytes in, posts out. A feed is a stranger's file. One with a tag of hundreds of attributes, or with more tags than anybody
writes, would take minutes or all memory to read, and is none.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import fastfeedparser

TAG = re.compile(r"<[^<>]*>")  # a run of “<” is read once, not once for each of them
LONG_TAG = re.compile(rb"<[^<>]{2000,}")
SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)
HALF = 32
HASHTAG = re.compile(r"#(\w+)")
MOST_FEEDS = 10  # of one source: the hashtags or the queries that it is asked for
# What people write into a post or a profile so that programs leave them alone.
OPTS_OUT = frozenset({"nobot", "nobots", "noindex", "noarchive", "nosearch"})
LONGEST_TEXT = 20_000
MOST_TAGS, MOST_ATTRIBUTES = 200_000, 500


class NoFeed(ValueError):
    """The reason why bytes are no feed that can be read."""


@dataclass(frozen=True)
class FeedPost:
    """A post while it is counted. `mark` is a hash of its id, then one of its text: it is known again, or seen to be gone or changed."""

    text: str
    author: str
    at: datetime
    mark: str = ""

    @property
    def same(self) -> str:
        """The half of the mark by which a post is known again in another feed."""
        return same_post(self.mark)


def same_post(mark: str) -> str:
    """Return the half of a mark that a post has in each feed which shows it, whatever it shows of the text."""
    return mark[:HALF]


def post(name: str, text: str, *, author: str, at: datetime) -> FeedPost | None:
    """Return a post by its id; None for one that asks programs to leave it alone."""
    if OPTS_OUT.intersection(map(str.casefold, HASHTAG.findall(text))):
        return None
    author = author.casefold()
    whole = f"{author}\n{at}\n{text}"
    # An id that is no address may stand for another post elsewhere. Of Bluesky's each server has its own moment.
    known = name if name.startswith("at://") else f"{SCHEME.sub('', name)}\n{at}" if "://" in name else whole
    mark = "".join(sha256(one.encode()).hexdigest()[:HALF] for one in (known, f"{name}\n{whole}"))
    return FeedPost(text, author, at, mark)


def posts_of(content: bytes, *, media_type: str = "application/xml") -> Iterator[FeedPost]:
    """Return the posts of a feed that say when they were published and do not ask programs to leave them alone. Raises NoFeed."""
    if content.count(b"<") > MOST_TAGS or any(
        one.count(b"=") > MOST_ATTRIBUTES for one in LONG_TAG.findall(content)
    ):
        raise NoFeed
    try:
        told = fastfeedparser.parse(
            _in_its_letters(content, media_type), include_media=False, include_enclosures=False
        )
    except (ValueError, LookupError) as error:
        raise NoFeed from error
    host = urlsplit(told.feed.get("link") or "").hostname or "feed"
    for one in told.entries:
        if at := one.get("published") or one.get("updated"):
            name = one.get("id") or one.get("link") or ""
            found = post(name, _text_of(one), author=_author_of(one, host), at=datetime.fromisoformat(at))
            if found is not None:
                yield found


def _in_its_letters(content: bytes, media_type: str) -> bytes:
    """Return a feed as UTF-8 where the site alone says in which letters it is written (RFC 7303 section 3)."""
    header = Message()
    header["Content-Type"] = media_type
    letters = header.get_content_charset("utf-8")
    if letters == "utf-8" or b"encoding" in content[:100]:
        return content
    return content.decode(letters, "replace").encode()


def _text_of(one: Any) -> str:
    whole = [each.get("value") for each in one.get("content", ())]
    parts = [one.get("title"), *(whole or [one.get("description")])]
    parts += [f"#{each.get('term', '')}" for each in one.get("tags", ())]
    return html.unescape(TAG.sub(" ", " ".join(dict.fromkeys(filter(None, parts)))))[:LONGEST_TEXT]


def _author_of(one: Any, host: str) -> str:
    """Return who wrote it: the author, the account in the link, or else the site as one."""
    link = urlsplit(one.get("link") or "")
    account = next((part for part in link.path.split("/") if part.startswith("@")), "")
    return str(one.get("author") or (f"{link.hostname}/{account}" if account else host))
