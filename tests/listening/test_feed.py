"""Reading a source: posts in memory, as its robots.txt, its marks and its validators let us."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.listening.feeds import HOST, item, rss, way_to
from tests.listening.test_fetching import sends
from watchbook.listening.feed import Remembered, addresses_of, read
from watchbook.listening.feed_posts import NoFeed, posts_of

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
FEED = f"http://{HOST}/feed.xml"
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><updated>2026-03-03T09:00:00Z</updated>
<entry><title>Late</title><id>1</id><updated>2026-03-03T09:00:00Z</updated><author><name>Ann</name></author>
<content type="html">&lt;p&gt;The &lt;b&gt;bins&lt;/b&gt; were missed &amp;amp; late&lt;/p&gt;</content></entry></feed>"""
BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">'.encode() for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + b']><rss version="2.0"><channel><title>&i;</title></channel></rss>'  # fmt: skip


def reading(pages, remembered=None, counted_to=NOW, addresses=(FEED,), source="SOURCE-0001"):
    with way_to(pages) as (way, server):
        told = read(
            source,
            list(addresses),
            egress=way,
            remembered=remembered or Remembered(),
            counted_to=counted_to,
        )
        return told, [path for _, path, _ in server.came]


def test_posts_of_rss_and_atom_are_texts_authors_and_moments():
    (post,) = posts_of(ATOM)
    assert post.text.split() == ["Late", "The", "bins", "were", "missed", "&", "late"]
    assert (post.author, post.at) == ("ann", datetime(2026, 3, 3, 9, tzinfo=UTC))
    by_link, by_site = posts_of(rss(item("A", link="https://a.example.org/@ann/7"), item("B")))
    assert (by_link.author, by_site.author) == ("a.example.org/@ann", "social.example.org")


def test_what_opts_out_or_has_no_moment_is_no_post():
    undated = "<item><title>bins</title></item>"
    feed = rss(item("bins #NoBot"), item("bins #noindex"), item("bins"), undated)
    assert [post.text.strip() for post in posts_of(feed)] == ["bins"]


@pytest.mark.parametrize("content", [b"", b"<html><p>bins</p></html>", b"\x00\xff", b"{}"])
def test_what_is_no_feed_is_refused(content):
    with pytest.raises(NoFeed):
        list(posts_of(content))


@pytest.mark.parametrize(
    "content",
    [
        b"<rss><channel><item "
        + b" ".join(b"a%d='1'" % one for one in range(50_000))
        + b"/></channel></rss>",
        b"<rss><channel>" + b"<item/>" * 250_000 + b"</channel></rss>",
        b"<rss><channel><item>" + b"<a>" * 1_000_000,
    ],
)
def test_a_feed_that_would_take_minutes_or_all_memory_is_refused_at_once(content):
    with pytest.raises(NoFeed):  # read to the end, it would be one without posts
        list(posts_of(content))


def test_a_feed_in_the_letters_that_the_site_alone_names_is_read():
    latin = rss(item("Sbwriel ym Môn")).decode().encode("latin-1")
    (post,) = posts_of(latin, media_type="application/rss+xml; charset=ISO-8859-1")
    assert "Môn" in post.text


def test_entities_that_grow_without_end_do_not():
    assert list(posts_of(BOMB)) == []


def test_a_text_that_is_an_address_or_a_path_is_neither_fetched_nor_opened():
    for content in (b"file:///etc/passwd", b"/etc/passwd", f"http://{HOST}/".encode()):
        with pytest.raises(NoFeed):
            list(posts_of(content))


@pytest.mark.parametrize(
    ("robots", "said"),
    [
        (b"User-agent: *\nDisallow: /", "robots"),
        (b"User-agent: Watchbook-listening\nDisallow: /feed.xml", "robots"),
        (b"User-agent: *\nDisallow: /private", "read"),
        (sends(403), "robots"),
        (sends(503), "robots"),
        (sends(404), "read"),
        (sends(301, Location="http://127.0.0.1/"), "failed"),
    ],
)
def test_robots_txt_is_asked_first_and_heeded(robots, said):
    told, came = reading({"/robots.txt": robots, "/feed.xml": rss(item("bins"))})
    assert told.said == said
    assert ("/feed.xml" in came) == (said == "read")
    assert bool(told.posts) == (said == "read")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (sends(200, rss(item("bins")), X_Robots_Tag="otherbot: nofollow, noindex"), "robots"),
        (sends(200, rss(item("bins")), X_Robots_Tag="nofollow"), "read"),
        (sends(429, Retry_After="3600"), "failed"),
        (sends(500), "failed"),
        (sends(200, b"<html></html>"), "failed"),
    ],
)
def test_marks_and_errors_of_a_feed_are_heeded(page, said):
    told, came = reading({"/robots.txt": sends(404), "/feed.xml": page})
    assert (told.said, told.is_read) == (said, said == "read")
    assert came == ["/robots.txt", "/feed.xml"]  # nothing is asked twice


def test_a_feed_that_did_not_change_is_not_sent_again_unless_it_had_posts_to_come():
    asked = []

    def page(handler):
        asked.append(handler.headers.get("If-None-Match"))
        sends(304)(handler) if asked[-1] else sends(200, rss(item("bins")), ETag='"1"')(handler)

    pages, held = {"/robots.txt": sends(404), "/feed.xml": page}, Remembered()
    before = datetime(2026, 3, 3, 8, tzinfo=UTC)
    said = [
        reading(pages, held, counted_to=counted_to)[0].said
        for counted_to in (before, before + timedelta(hours=2), NOW)
    ]
    assert said == ["read", "read", "unchanged"]
    assert asked == [None, None, '"1"']
    assert held.shown
    unchanged, _ = reading(pages, held)
    assert (unchanged.posts, len(unchanged.shown)) == ((), 1)
    of_another, _ = reading(pages, held, source="SOURCE-0002")
    assert (of_another.said, len(of_another.posts)) == ("read", 1)


def test_a_post_with_two_hashtags_counts_once():
    one = item("bins #recycling")
    pages = {"/robots.txt": sends(404), "/a.rss": rss(one), "/b.rss": rss(one, item("more"))}
    told, _ = reading(pages, addresses=(f"http://{HOST}/a.rss", f"http://{HOST}/b.rss"))
    assert sorted(post.text for post in told.posts) == ["bins #recycling", "more"]


def test_a_source_of_hashtags_is_the_servers_own_feed_of_each_and_no_account_is_asked_for():
    queries = ('#bins late "Acton ward"', "#Recycling missed", "bin")
    feeds = addresses_of("mastodon", "https://social.example.org/ignored", queries=queries)
    assert feeds == [f"https://social.example.org/tags/{tag}.rss" for tag in ("bins", "recycling")]
    assert addresses_of("feed", FEED, queries=queries) == [FEED]


def test_where_one_feed_of_a_source_fails_the_source_was_not_read():
    pages = {"/robots.txt": sends(404), "/a.rss": rss(item("bins")), "/b.rss": sends(500)}
    told, _ = reading(pages, addresses=(f"http://{HOST}/a.rss", f"http://{HOST}/b.rss"))
    assert (told.said, told.posts) == ("failed", ())


def test_of_several_hashtags_the_one_that_is_full_says_from_when_on_nothing_was_dropped():
    old, new = NOW - timedelta(days=9), NOW - timedelta(hours=1)
    few = rss(item("bins", at=old))
    full = rss(*(item(f"bins {n}", at=new + timedelta(seconds=n)) for n in range(20)))
    pages = {"/robots.txt": sends(404), "/a.rss": few, "/b.rss": full}
    told, _ = reading(pages, addresses=(f"http://{HOST}/a.rss", f"http://{HOST}/b.rss"))
    assert told.begins == new
    assert told.begins_after(NOW - timedelta(hours=2))  # a busy hashtag beside a quiet one has dropped posts
