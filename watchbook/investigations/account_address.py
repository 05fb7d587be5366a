"""The account that a pasted address names: one for all its addresses, another for each look-alike, none where it names none.

An address is held against the forms of its platform (`platforms/*.toml`), in their order; the first that fits tells.
Nothing is opened and nothing guessed: of a short link or the bare number of a post only a look can say whose it is.
`account` is the shortest address of the account, without `https://`; recognised again it is the same account.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote, urlencode

from watchbook.investigations.address_within import MOST_HELD, held_in, holds, innermost
from watchbook.investigations.known_sites import (
    FLAGS,
    Platform,
    forwards,
    is_known_instance,
    is_under,
    look_alike,
    platform_of,
    platforms,
    site,
    suffixes,
)
from watchbook.investigations.pasted_address import (
    VIEW_SOURCE,
    Address,
    NotAnAddress,
    alone,
    exact,
    hosts,
    read,
    tracks,
)

SHORT_LINK, SEARCH = "short_link", "search"
HOLD = {
    "link",
    "site",
    "search",
    "other",
}  # what may lead to the address it holds, unless a known site’s account
WEB, FEDIVERSE = ELSEWHERE = "web", "mastodon"
OF_THE_FEDIVERSE = {"mastodon", "threads"}  # Threads federates: @name@threads.net is threads.net/@name
_HANDLE = re.compile(r"@?[a-z0-9_][a-z0-9._-]{1,63}", FLAGS)
_BETWEEN = re.compile(r"[\s:,/]+")
MOST_ASKED = 40  # words of one query that may be handles
_FEDIVERSE_ADDRESS = re.compile(r"(acct:@?|@)?([a-z0-9_.-]{1,64})@([^\s/@:?#]+\.[^\s/@:?#]+)", FLAGS)


@dataclass(frozen=True, slots=True)
class RecognisedAddress:
    """What an address names: its platform, the kind of thing, whose account, and the address without what only tracks."""

    platform: str
    kind: str
    account: str | None
    address: str
    exact: str = ""  # the page's own address, letter for letter
    resembles: str = ""  # the well-known site that its name is easily taken for
    may_be: tuple[str, ...] = ()  # other accounts that it may show: whoever has one of them may be looked at

    @property
    def page(self) -> str:
        """The account, else the page itself where the address names more than a site: the same however it is written."""
        if self.account is not None:
            return self.account
        own = self.address.removeprefix("https://")
        return own if "/" in own or "?" in own else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the person looked at there may be found."""
        return tuple(dict.fromkeys(one for one in (self.page, *self.may_be) if one))


def platform_titles() -> dict[str, str]:
    """What people call each platform, by its id."""
    return {one.id: one.title for one in platforms().values()}


def recognise(pasted: str) -> RecognisedAddress:
    """The account that a pasted text names, or NotAnAddress."""
    text = alone(pasted)
    if named := _named_without_address(text):
        return replace(named, exact=named.address)
    found = _reached(innermost(text))
    may_be = tuple(dict.fromkeys((*found.may_be, *_handles_asked(read(text.removeprefix(VIEW_SOURCE))))))
    return replace(found, exact=exact(text), may_be=may_be)


def _reached(text: str) -> RecognisedAddress:
    """Return what an address names, also whom it may show: what it holds, and the site itself where that is not known."""
    address = read(text)
    found = _of(address)
    held = _held_in(text, found)
    if held and _is_known(address.host):
        found = replace(found, may_be=tuple(dict.fromkeys((*found.may_be, *_names_held(held)))))
    elif held:
        own = () if forwards(address.host) else (site(address.host),)
        shown = tuple(dict.fromkeys((*_names_held(held), *own)))
        found = RecognisedAddress(WEB, "link", None, _shown(address), may_be=shown)
    return replace(found, resembles=look_alike(address.host)) if found.platform in ELSEWHERE else found


def _handles_asked(address: Address) -> list[str]:
    """The accounts of a platform that its search, or a page there that names nobody, is asked for by a bare handle."""
    if not address.query or not _is_known(address.host) or _of(address).account:
        return []
    values = (value for name, value in address.query.items() if not tracks(name, host=address.host))
    asked = {one for value in values for one in _BETWEEN.split(value)}
    words = {one for one in asked if _HANDLE.fullmatch(one)}
    if len(words) > MOST_ASKED:
        raise NotAnAddress("several")
    pages = [f"{address.host}/{mark}{one.lstrip('@')}" for one in sorted(words) for mark in ("", "@")]
    return [one.account for one in map(_of, map(read, pages)) if one.account]


def _names_held(held: list[str]) -> list[str]:
    """Everything that these addresses name, and those that they hold in turn."""
    names, seen = list[str](), set[str]()
    while held:
        inner = held.pop(0)
        if len(seen) > MOST_HELD:
            raise NotAnAddress("several")
        if inner not in seen:
            seen.add(inner)
            found = _of(read(inner))
            names += found.names
            held += _held_in(inner, found)
    return names


def _held_in(text: str, found: RecognisedAddress) -> list[str]:
    """The addresses that stand in one that is no known account’s, as far as they are addresses, and the page that it mirrors."""
    address = read(text)
    if found.kind not in HOLD or (found.account is not None and _is_known(address.host)):
        return []
    held = [one for one in map(_innermost, held_in(text, is_known=_is_known)) if one]
    shown = [one for one in map(_innermost, _mirrored(address)) if one]
    return held + [one for one in shown if (of_it := _of(read(one))).account or of_it.may_be]


def _mirrored(address: Address) -> list[str]:
    """The page of a platform that a mirror shows under the same path."""
    found = []
    for mirror, shows in hosts()["mirrors"].items():
        named, slash, first = mirror.partition("/")
        is_there = (
            is_under(address.host, [named]) if "." in named else site(address.host).startswith(f"{named}.")
        )
        if is_there and address.path.startswith(f"{slash}{first}/"):
            found.append(f"https://{shows}{address.path.removeprefix(slash + first)}")
    return found


def _innermost(text: str) -> str:
    try:
        inner = innermost(text)
        read(inner)
    except NotAnAddress as refusal:
        if refusal.reason == "several":  # not read to its end, so it may be anybody’s
            raise
        return ""
    return inner


def recognised(pasted: str) -> RecognisedAddress | None:
    """What an address names; None for text that is no address, which a look that was made may still quote."""
    try:
        return recognise(pasted)
    except NotAnAddress:
        return None


def _named_without_address(text: str) -> RecognisedAddress | None:
    """`@name@host` of the fediverse and `@name.bsky.social`; a bare `@name` is somebody on every platform."""
    found = _FEDIVERSE_ADDRESS.fullmatch(text)
    if found and (found[1] or is_known_instance(found[3].lower())):
        return _at_home(host=found[3], handle=found[2])
    if text.lower().endswith(".bsky.social"):
        return _of(read(text.removeprefix("@")))
    if text.startswith("@"):
        raise NotAnAddress("handle")
    return None


def _at_home(*, host: str, handle: str) -> RecognisedAddress:
    """The account of a name and its host in the fediverse, whichever host it was seen at."""
    address = read(f"{host}/@{handle}")
    platform, _ = platform_of(address.host)
    if platform is None or platform.id in OF_THE_FEDIVERSE:
        return _of(address)
    return RecognisedAddress(FEDIVERSE, "other", None, _shown(address))


def _of(address: Address) -> RecognisedAddress:
    platform, under = platform_of(address.host)
    if platform is None:
        return _on_another_host(address)
    if address.fragment.startswith("!/") and platform.hash_pages:
        if address.path not in platform.hash_pages:
            return RecognisedAddress(platform.id, "other", None, _shown(address))
        address = read(address.host + address.fragment.removeprefix("!"))
    address = replace(address, host=platform.site(address.host, under=under))
    return _first_form(address, platform=platform) or RecognisedAddress(
        platform.id, "other", None, _shown(address)
    )


def _on_another_host(address: Address) -> RecognisedAddress:
    """A page of a host that is no platform's: of the fediverse where its path says so, of nobody where it is a search or a post, else the host’s."""
    address = replace(address, host=site(address.host))
    is_short = forwards(address.host) and not holds(address)
    link = RecognisedAddress(WEB, "link", None, _shown(_without_query(address) if is_short else address))
    if forwards(address.host):
        return link
    if _poses_as_a_platform(address.host):
        raise NotAnAddress("poses_as")
    if is_known_instance(address.host) and address.path.startswith("/users/"):
        address = replace(address, path=address.path.replace("/users/", "/@", 1))
    if found := _first_form(address, platform=platforms()[FEDIVERSE]):
        return found
    if is_known_instance(address.host):
        return RecognisedAddress(FEDIVERSE, "other", None, _shown(address))
    if address.leads_on:
        return link
    if kind := _of_nobody(address):
        return RecognisedAddress(WEB, kind, None, _shown(address), may_be=(address.host,))
    return RecognisedAddress(WEB, "site", address.host, f"https://{address.host}")


def searched(address: Address) -> list[str]:
    """Return what an address asks a site to search for: such a site names nobody, and shows whoever is found."""
    asked = ((name, value) for name, value in address.query.items() if name in hosts()["searches"])
    return [value for _name, value in asked if any(one.isalpha() for one in value)]


def _of_nobody(address: Address) -> str:
    """Return the kind of a site's page that names nobody: its search, or a post by its number, which may be anybody's. Empty for any other."""
    if searched(address):
        return SEARCH
    parts = pairwise(address.path.lower().strip("/").split("/"))
    is_post = any(kind in hosts()["posts"] and number.isdigit() for kind, number in parts)
    return "other" if is_post and not is_under(address.host, hosts()["homes"]) else ""


def _poses_as_a_platform(host: str) -> bool:
    """Whether a platform's whole host stands before another site's name, as in `facebook.com.example.net`."""
    labels = host.split(".")
    ends = [last for last in range(2, len(labels)) if platform_of(".".join(labels[:last]))[0]]
    return any(".".join(labels[last - 1 :]) not in suffixes() for last in ends)


def _first_form(address: Address, *, platform: Platform) -> RecognisedAddress | None:
    for form in platform.forms:
        names = form.names_in(address)
        if names is None:
            continue
        if "home" in names and form.account is not None:
            return _at_home(host=names["home"], handle=names["handle"])
        folded = {name: _folded(value, how=platform.folds.get(name, "")) for name, value in names.items()}
        if form.account is None:
            may_be = (form.may_be.format(**folded),) if form.may_be else ()
            page = f"https://{form.page.format(**folded)}" if form.page else ""
            shown = _shown(_without_query(address) if form.kind == SHORT_LINK else address)
            return RecognisedAddress(platform.id, form.kind, None, page or shown, may_be=may_be)
        account = form.account.format(**folded)
        return RecognisedAddress(platform.id, form.kind, account, f"https://{account}")
    return None


def _folded(name: str, *, how: str) -> str:
    """A name in the one way in which its platform tells it from others."""
    name = name.lower() if "case" in how else name
    if "digits" in how:
        return "".join(one for one in name if one.isdigit())
    return name.replace(".", "") if "dots" in how else name


def _without_query(address: Address) -> Address:
    """The address of a short link, which says all in its path."""
    return replace(address, query={}) if address.path.strip("/") else address


def _shown(address: Address) -> str:
    """The address without its last slash, its fragment, and what in its query only tracks, the rest in one order."""
    asked = sorted(one for one in address.query.items() if not tracks(one[0], host=address.host))
    path = quote(address.path.rstrip("/"), safe="/@:+%", errors="surrogateescape")
    return f"https://{address.host}{path}" + (f"?{urlencode(asked, errors='replace')}" if asked else "")


def _is_known(host: str) -> bool:
    """Whether a host is a platform’s or of the fediverse, so that its addresses are known for what they are."""
    return platform_of(host)[0] is not None or is_known_instance(host)
