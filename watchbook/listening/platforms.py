"""The register of platforms from which nothing is collected, and which addresses may be a source. Data: `platforms.toml`."""

import posixpath
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import gettext as _

from watchbook.capture.policy import same_host
from watchbook.listening.cleaning import SITES
from watchbook.listening.feed_posts import HASHTAG, MOST_FEEDS
from watchbook.listening.one_person import TRACKS, unquoted, why_of_one_person, why_unseen

SHOW_ALL_ALIKE = frozenset({"mastodon", "bluesky"})
# Archives, translations and services that repeat a page name it in their own address.
AN_ADDRESS_WITHIN = re.compile(rf"https?:/|[/?&;=](www\.|([a-z0-9-]+\.)+({SITES})([/?&;:]|$))", re.IGNORECASE)
# What is looked for is the project's queries, which somebody approved: never the words of an address.
A_SEARCH = re.compile(
    r"/(search|tags?|hashtags?)([/?.]|$)|[?&;](q|query|s|search|keywords?|terms?|tags?|hashtags?)=",
    re.IGNORECASE,
)
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
MIRROR = re.compile(r"(^|[.-])(nitter|rsshub|invidious|teddit|libreddit|bibliogram|rss-?bridge)([.-]|$)")
NOT_OUT_THERE = re.compile(r"(^|\.)(localdomain|internal|local|lan|home|intranet|localhost)$")


@dataclass(frozen=True)
class RefusedPlatform:
    """A platform from which nothing is collected: its hosts, the page of its terms, and the reason."""

    title: str
    hosts: frozenset[str]
    terms: str
    why: str


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("watchbook.listening") / "platforms.toml").read_text(encoding="utf-8"))


@cache
def refused_platforms() -> tuple[RefusedPlatform, ...]:
    """Read the register, once."""
    return tuple(
        RefusedPlatform(one["title"], frozenset(one["hosts"]), one["terms"], one["why"])
        for one in _read()["platforms"]
    )


@cache
def refused_hosts() -> dict[str, str]:
    """Read the hosts that are refused for what they are, once: each with its reason."""
    return {host: one["why"] for one in _read()["classes"] for host in one["hosts"].split()}


def why_refused(title: str, why: str) -> str:
    """Return the reason why nothing is collected from a platform or a host, as a sentence."""
    words = {
        "terms": _(
            "As far as we know, the terms of {platform} do not let a council’s program collect public posts in bulk. Choose another source."
        ),
        "persons": _("Each site on {platform} belongs to one person or group. Choose another source."),
        "group": _(
            "Posts on {platform} come from groups, or from people who campaign, raise money or meet. Choose another source."
        ),
        "hides": _(
            "{platform} shows the posts of another site under its own address, so the author of a post cannot be seen. Enter the address of the site itself."
        ),
        "sign_in": _(
            "The posts on {platform} are shown only to people who sign in or who belong to a group. Choose another source."
        ),
    }
    return words[why].format(platform=title)


def why_not_host(name: str) -> str | None:
    """Return why nothing is collected from a host, or None."""
    plain = same_host(name)
    for platform in refused_platforms():
        if any(plain == one or plain.endswith(f".{one}") for one in platform.hosts):
            return why_refused(platform.title, platform.why)
    for host, why in refused_hosts().items():
        if plain == host or plain.endswith(f".{host}"):
            return why_refused(host, why)
    if MIRROR.search(plain):
        return _(
            "Sites with this name copy the posts of a platform that does not let programs read them. Choose another source."
        )
    return None


def why_not_address(address: str) -> str | None:
    """Return why an address cannot be a source, or None: one page of the web, never one of a person."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in {"http", "https"} or not HOST.fullmatch(same_host(host)) or port:
        return _(
            "Enter the full web address of a page, beginning with https:// or http:// and without a port number."
        )
    if NOT_OUT_THERE.search(same_host(host)):
        return _("The address is not on the public internet. Enter the address of a page on the web.")
    if (why := why_not_host(host)) is not None:
        return why
    repeats = _why_repeats(unquoted(parts.netloc), unquoted(f"{parts.path}?{parts.query}"))
    return repeats or why_unseen(address) or why_of_one_person(parts)


def _why_repeats(host: str, page: str) -> str | None:
    """Return why the page of an address cannot be a source, or None: it repeats another site, or is a search."""
    if AN_ADDRESS_WITHIN.search(page):
        return _(
            "This address contains another address, so the page copies the posts of another site. Enter the address of the site itself."
        )
    if A_SEARCH.search(f"{host}{page}"):
        return _(
            "You cannot use the address of a search or a hashtag: a project searches only for its approved queries. Enter the address of the whole feed."
        )
    return None


def same_page(kind: str, address: str) -> str:
    """Return one spelling of where a source is read: those that differ in what leads nowhere else have the same."""
    if kind == "inbox":
        return address
    parts = urlsplit(address)
    host = same_host(parts.hostname or "").removeprefix("www.")
    if kind in SHOW_ALL_ALIKE:  # of these the server alone is asked
        return host
    steps = (step.strip() for step in unquoted(parts.path).replace("\\", "/").split("/"))
    path = posixpath.normpath("/" + "/".join(steps)).strip("/")
    asked = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKS.fullmatch(pair[0])
    )
    return f"{host}/{path}?{urlencode(asked)}"


def why_not_kinds(kinds: Collection[str], queries: Sequence[str]) -> str | None:
    """Return why queries cannot be asked of these kinds of source, or None: what is never asked would be published as a query."""
    tags = {tag.casefold() for query in queries for tag in HASHTAG.findall(query)}
    if "mastodon" in kinds and not tags:
        return _(
            "No query has a hashtag, and a Mastodon server shows its public posts only by hashtag. Enter a query with a hashtag, "
            "such as #bins, or choose other sources."
        )
    if "mastodon" in kinds and len(tags) > MOST_FEEDS:
        return _(
            "We ask a Mastodon server about at most ten hashtags. Enter fewer hashtags, or propose a second project."
        )
    if "bluesky" in kinds and len(queries) > MOST_FEEDS:
        return _(
            "We send at most ten queries to a Bluesky server. Enter fewer queries, or propose a second project."
        )
    return None


def public_of(kind: str, address: str) -> tuple[str, str]:
    """Return whose posts a source shows: of a network all its servers show the same ones, of a host all its feeds may."""
    if kind in SHOW_ALL_ALIKE:
        return kind, ""
    return kind, same_host(urlsplit(address).hostname or address).removeprefix("www.")
