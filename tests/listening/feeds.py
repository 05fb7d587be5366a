"""Feeds on the loopback, under made-up names that the egress filter is told, and the posts in them."""

from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from tests.capture.sites import site
from watchbook.capture import egress
from watchbook.capture.policy import Policy

HOST = "bins.example.org"
ITEM = "<item><title>{title}</title><link>{link}</link>{author}<pubDate>{at}</pubDate></item>"
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    "<title>Posts</title><link>https://social.example.org/</link>{items}</channel></rss>"
)


def item(title, author="", at=datetime(2026, 3, 3, 9, tzinfo=UTC), link="https://social.example.org/1"):
    """One post as RSS has it."""
    named = f"<dc:creator>{escape(author)}</dc:creator>" if author else ""
    return ITEM.format(title=escape(title), link=escape(link), author=named, at=format_datetime(at))


def rss(*items):
    """A feed of posts, as bytes."""
    return RSS.format(items="".join(items)).encode()


def policy_for(server, *hosts):
    """The policy under which these names are the server on the loopback."""
    where = [(host, 80) for host in hosts or (HOST,)]
    return Policy(
        mode="test", allowed=dict.fromkeys(where, "127.0.0.1"), ports=dict.fromkeys(where, server.port)
    )


@contextmanager
def way_to(pages, *hosts):
    """A site with these pages, and the egress filter that leads to it."""
    with site(pages) as server, egress.serving(policy_for(server, *hosts)) as way:
        yield way, server
