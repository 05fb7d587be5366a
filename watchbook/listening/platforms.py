"""The register of platforms from which nothing is collected, and which addresses may be a source. Data: `platforms.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from watchbook.capture.policy import same_host

OF_A_PERSON = re.compile(
    r"@|~|/(u|user|users|profile|people|author|authors|in)/|[?&](author|user|from)=", re.IGNORECASE
)
# What is looked for is the project's queries, which somebody approved: never the words of an address.
A_SEARCH = re.compile(
    r"/(search|tags?|hashtags?)([/?.]|$)|[?&](q|query|s|search|keywords?|terms?|tags?|hashtags?)=",
    re.IGNORECASE,
)
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@dataclass(frozen=True)
class RefusedPlatform:
    """A platform from which nothing is collected: its hosts, the page of its terms, and the reason."""

    title: str
    hosts: frozenset[str]
    terms: str
    why: str


@cache
def refused_platforms() -> tuple[RefusedPlatform, ...]:
    """Read the register, once."""
    told = tomllib.loads((files("watchbook.listening") / "platforms.toml").read_text(encoding="utf-8"))
    return tuple(
        RefusedPlatform(one["title"], frozenset(one["hosts"]), one["terms"], one["why"])
        for one in told["platforms"]
    )


def why_refused(platform: RefusedPlatform) -> str:
    """Return the reason why nothing is collected from a platform, as a sentence."""
    words = {
        "terms": _(
            "We know of no terms of {platform} that let a council’s program collect public posts in bulk."
        ),
        "persons": _("Each site on {platform} belongs to one person or group."),
        "sign_in": _("{platform} shows its posts only to people who sign in or who belong to a group."),
    }
    return words[platform.why].format(platform=platform.title)


def why_not_host(host: str) -> str | None:
    """Return why nothing is collected from a host, or None."""
    plain = same_host(host)
    for platform in refused_platforms():
        if any(plain == one or plain.endswith(f".{one}") for one in platform.hosts):
            return why_refused(platform)
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
            "Enter the address of a page on the web: it begins with https:// and a name, and has no port number."
        )
    if (why := why_not_host(host)) is not None:
        return why
    told = unquote(f"{parts.netloc}{parts.path}?{parts.query}")
    if A_SEARCH.search(told):
        return _(
            "You cannot use the address of a search or a hashtag: a project looks only for its queries, which somebody approved. Enter the address of the whole feed."
        )
    if OF_A_PERSON.search(told):
        return _(
            "The address looks like that of one person’s account. Listening is about services, so you cannot use it."
        )
    return None
