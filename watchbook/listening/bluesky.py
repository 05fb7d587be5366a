"""Bluesky's public search as a source: the posts that it finds for a query, asked for without an account.

The lexicon `app.bsky.feed.searchPosts` of the AT Protocol. A library that speaks all of it could also follow, like and post
(docs/explanation/never.md), so that this one question is asked by our own hand.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from watchbook.listening.feed_posts import LONGEST_TEXT, FeedPost, NoFeed, post

SEARCH = "/xrpc/app.bsky.feed.searchPosts"
ON_A_PAGE = 100  # the most that the lexicon lets one ask for
SIGNED_IN_ALONE = "!no-unauthenticated"  # an author’s own mark: not to be shown to who has no account


def search_of(address: str, query: str) -> str:
    """Return the address at which a server of Bluesky tells the newest posts of a query."""
    root = urlsplit(address)
    asked = urlencode({"q": query, "sort": "latest", "limit": ON_A_PAGE})
    return f"{root.scheme}://{root.netloc}{SEARCH}?{asked}"


def posts_found(content: bytes) -> Iterator[FeedPost]:
    """Return the posts of an answer, but for those whose authors ask not to be shown or read by programs. Raises NoFeed."""
    try:
        for one in json.loads(content)["posts"]:
            author, record = one["author"], one["record"]
            if SIGNED_IN_ALONE in {label["val"] for label in author.get("labels", ())}:
                continue
            # The moment at which the server saw it: the post's own may be any.
            at = datetime.fromisoformat(one["indexedAt"])
            if at.tzinfo is None:
                raise NoFeed
            found = post(one["uri"], _text_of(record), author=author["did"], at=at)
            if found is not None:
                yield found
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise NoFeed from error


def _text_of(record: dict[str, Any]) -> str:
    return " ".join([record["text"], *(f"#{tag}" for tag in record.get("tags", ()))])[:LONGEST_TEXT]
