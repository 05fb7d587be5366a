"""Bluesky's search as a source: asked by query, without an account; what its authors ask for is heeded."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.listening.feeds import HOST, way_to
from tests.listening.test_fetching import sends
from watchbook.listening.bluesky import ON_A_PAGE, posts_found, search_of
from watchbook.listening.feed import Remembered, addresses_of, read
from watchbook.listening.feed_posts import NoFeed

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
QUERIES = ('#bins late "Acton ward"', "recycling missed")


def found(text, *, number=1, did="did:plc:ann", labels=(), **record):
    """A post as the lexicon has it."""
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{number}",
        "cid": "bafy",
        "author": {"did": did, "handle": "ann.example", "labels": [{"val": one} for one in labels]},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": "2001-01-01T00:00:00Z",
            **record,
        },
        "indexedAt": AT.isoformat().replace("+00:00", "Z"),
    }


def told(*posts, **more):
    return json.dumps({"posts": list(posts), **more}).encode()


def reading(*answers):
    """What a source reads that answers its searches so, one after another, and what it was asked."""
    left, asked = list(answers), []

    def page(handler):
        asked.append(urlsplit(handler.path))
        sends(body=left.pop(0), Content_Type="application/json")(handler)

    addresses = addresses_of("bluesky", f"http://{HOST}/search?q=ignored", queries=QUERIES[: len(left)])
    pages = {urlsplit(one)._replace(scheme="", netloc="").geturl(): page for one in addresses}
    with way_to({"/robots.txt": sends(404), **pages}) as (way, _):
        made = read("SOURCE-0001", addresses, egress=way, remembered=Remembered(), counted_to=AT)
    return made, asked


def test_each_query_is_asked_for_as_it_stands_its_newest_first_and_no_account():
    made, asked = reading(
        told(found("Bins are late")), told(found("Bins are late"), found("Missed", number=2))
    )
    assert [one.path for one in asked] == ["/xrpc/app.bsky.feed.searchPosts"] * 2
    assert [parse_qs(one.query) for one in asked] == [
        {"q": [query], "sort": ["latest"], "limit": ["100"]} for query in QUERIES
    ]
    assert sorted(post.text for post in made.posts) == [
        "Bins are late",
        "Missed",
    ]  # one found twice counts once
    assert (made.said, made.begins) == ("read", None)


def test_a_post_has_its_authors_id_the_moment_of_the_server_and_its_tags():
    (post,) = posts_found(told(found("Late again", tags=["bins"])))
    assert (post.text, post.author, post.at) == ("Late again #bins", "did:plc:ann", AT)


@pytest.mark.parametrize(
    "one",
    [found("bins", labels=["!no-unauthenticated"]), found("bins #NoBot"), found("bins", tags=["noindex"])],
)
def test_who_asks_not_to_be_shown_or_read_by_programs_is_left_out(one):
    assert [post.text for post in posts_found(told(one, found("mine", number=2)))] == ["mine"]


def test_a_search_that_is_full_may_have_dropped_what_is_older():
    many = [found("bins", number=number) for number in range(ON_A_PAGE)]
    made, _ = reading(told(*many))
    assert made.begins == AT
    assert made.begins_after(datetime(2026, 3, 3, 8, tzinfo=UTC))
    fewer, _ = reading(told(*many[1:]))
    assert not fewer.begins_after(datetime(2026, 3, 3, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"<rss/>", b'{"posts": 1}', b'{"posts": [1]}', b'{"posts": [{}]}',
        b"[" * 100_000, b'{"posts": [' + b'{"a":' * 50_000, told(found(7)),
        told(found("bins") | {"indexedAt": "soon"}), told(found("bins") | {"indexedAt": "2026-03-03T09:00:00"}),
        told(found("bins") | {"author": []}),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_none(content):
    with pytest.raises(NoFeed):
        list(posts_found(content))


def test_a_server_that_asks_for_an_account_is_not_read():
    address = search_of(f"http://{HOST}", QUERIES[1])
    path = urlsplit(address)._replace(scheme="", netloc="").geturl()
    with way_to({"/robots.txt": sends(404), path: sends(403)}) as (way, _):
        made = read("SOURCE-0001", [address], egress=way, remembered=Remembered(), counted_to=AT)
    assert (made.said, made.is_read) == ("failed", False)
