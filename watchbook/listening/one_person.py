"""Addresses that lead to one person, one post, or something that nobody sees in them. Pure.

No rule knows every name: whoever agrees to a source opens it and confirms that its posts are nobody's own.
"""

import re
import unicodedata
from itertools import pairwise
from urllib.parse import SplitResult, parse_qsl, unquote

from django.utils.translation import gettext as _

from watchbook.listening.cleaning import first_names
from watchbook.listening.public_words import unlisted_words

OF_A_PERSON = re.compile(
    r"@|~|/(u|user|users|profile|profiles|people|members?|author|authors|athletes|in)/|/users?\?|/comments/feed/.|[?&;](author|user|from)="
    r"|/(blogs?|councillors?|cllrs?|staff|columnists?|contributors?|writers?|bylines?)/(?!(feed|rss|atom|index)\b)[^/?]"
    r"|[?&;]\w*(_id|(?-i:Id|ID))=",
    re.IGNORECASE,
)
ONE_POST = re.compile(
    r"/\d{4}/\d{1,2}/(\d{1,2}/)?[^/?]*[^\W\d_][^/?]*/feed|/(topic|topics|thread|threads|t|p|posts?|status|statuses|questions?)/[^/?]*\d",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    r"/comments?/(feed|rss|atom)\b|/comments?\.(rss|atom|xml)\b|[?&;]feed=comments", re.IGNORECASE
)
OF_A_FEED = frozenset(
    ["rss", "rss2", "atom", "xml", "json", "feed", "rdf", "en", "en-gb", "cy", "true", "latest", "newest"]
)
OF_AN_INBOX = (
    "contact",
    "form",
    "forms",
    "web",
    "website",
    "online",
    "email",
    "emails",
    "inbox",
    "mailbox",
    "team",
    "missing",
)
FEW_DIGITS = re.compile(r"\d{1,2}")
TRACKS = re.compile(r"utm_.*|fbclid|gclid|msclkid|mc_[ce]id", re.IGNORECASE)


def unquoted(text: str) -> str:
    """Return a text without its per cent signs, however often it was quoted."""
    while (plain := unquote(text)) != text:
        text = plain
    return text


def why_unseen(address: str) -> str | None:
    """Return why nobody can read an address as it is, or None: it has a sign that is not shown, also behind per cent signs."""
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Zl", "Zp"} for sign in unquoted(address)):
        return _("The address contains an invisible character. Type the address again.")
    return None


def why_of_one_person(parts: SplitResult) -> str | None:
    """Return why the page of an address cannot be a source, or None: it shows what one person posts, or what belongs to one post."""
    page = unquoted(f"{parts.path}?{parts.query}")
    if OF_A_PERSON.search(f"{unquoted(parts.netloc)}{page}"):
        return _(
            "The address seems to lead to one person’s account, but a listening project is about services. Enter the address of a feed that is not one person’s."
        )
    if ONE_POST.search(page) or COMMENTS.search(page):
        return _(
            "The address seems to lead to a single post, or to readers’ comments. Enter the address of the whole feed."
        )
    if found := _a_name_in(unquoted(parts.path)):
        return _(
            "The address contains “{words}”, which may be a person’s name. Enter the address of the whole feed."
        ).format(words=found)
    if found := _asked_for(parts.query):
        return _(
            "The address contains “{words}”, which may be the name of a person, a group or an event. Enter the address of the whole feed."
        ).format(words=found)
    return None


def _a_name_in(path: str) -> str | None:
    for step in path.split("/"):
        words = [word for word in re.split(r"[\W_\d]+", step.casefold()) if word]
        for first, second in pairwise(words):
            if (
                first in first_names()
                and unlisted_words(first, [])
                and unlisted_words(second, [])
                and second not in OF_A_FEED
            ):
                return f"{first} {second}"
    return None


def _asked_for(query: str) -> str | None:
    """Return the first value of a query that is no word of a service, of a feed's form, or of the marks of a campaign."""
    for name, value in parse_qsl(unquoted(query), keep_blank_values=True):
        plain = value.casefold().strip()
        if TRACKS.fullmatch(name) or plain in OF_A_FEED or FEW_DIGITS.fullmatch(plain):
            continue
        if unlisted_words(re.sub(r"[-_+]", " ", plain), []):
            return value
    return None


def why_not_server(parts: SplitResult) -> str | None:
    """Return why an address is not that of a whole server of Mastodon or Bluesky, or None: what follows its name would not be asked."""
    if (parts.hostname or "").endswith(".bsky.social"):
        return _(
            "The address belongs to one person on Bluesky. Enter the address of a server, such as https://public.api.bsky.app."
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        return _(
            "On Mastodon and Bluesky, we search only for the project’s queries. Enter only the address of the server, such as https://mastodon.social."
        )
    return None


def why_not_inbox(name: str) -> str | None:
    """Return why the name of an export cannot be published, or None: each of its words is one of services."""
    words = unlisted_words(name.removesuffix(".csv").replace("-", " "), OF_AN_INBOX)
    if not words:
        return None
    return _(
        "The name of the export can contain only words about services, because we publish it. Remove or replace: {words}."
    ).format(words=", ".join(f"“{word}”" for word in words))
