"""The account that a pasted address names: one for all its addresses, another for each look-alike, none where it names none.

An address is held against the forms of its platform (`platforms/*.toml`), in their order; the first that fits tells.
Nothing is opened and nothing guessed: of a short link or the bare number of a post only a look can say whose it is.
`account` is the shortest address of the account, without `https://`; recognised again it is the same account.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from watchbook.investigations.address_within import innermost
from watchbook.investigations.look_alike import look_alike
from watchbook.investigations.pasted_address import Address, NotAnAddress, alone, exact, read, tracks

WEB, FEDIVERSE = ELSEWHERE = "web", "mastodon"
OF_THE_FEDIVERSE = {"mastodon", "threads"}  # Threads federates: @name@threads.net is threads.net/@name
FLAGS = re.IGNORECASE | re.ASCII
_FEDIVERSE_ADDRESS = re.compile(r"(acct:@?|@)?([a-z0-9_.-]{1,64})@([^\s/@:?#]+\.[^\s/@:?#]+)", FLAGS)
_PLACE = re.compile(r"(\{\w+\}|/\*\*|\*)")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RecognisedAddress:
    """What an address names: its platform, the kind of thing, whose account, and the address without what only tracks."""

    platform: str
    kind: str
    account: str | None
    address: str
    exact: str = ""  # the page's own address, letter for letter
    resembles: str = ""  # the well-known site that its name is easily taken for


@dataclass(frozen=True, slots=True)
class Form:
    """One shape of address: what its host, path and query look like, and how its account is written."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    query: Mapping[str, re.Pattern[str]]
    kind: str
    account: str | None

    def names_in(self, address: Address) -> dict[str, str] | None:
        """The names that an address of this form holds; None where it is of another form."""
        parts = [(self.host, address.host), (self.path, address.path)]
        asked = address.query | {"#": address.fragment}
        parts += [(pattern, asked.get(key, "")) for key, pattern in self.query.items()]
        found = [pattern.fullmatch(part) for pattern, part in parts]
        names: dict[str, str] = {}
        for one in found:
            if one is None:
                return None
            names |= one.groupdict()
        return names


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as its file describes it: its hosts, the forms of its addresses, and how it tells names apart."""

    id: str
    title: str
    hosts: frozenset[str]
    same: frozenset[str]
    has_languages: bool
    hash_pages: frozenset[str]
    forms: tuple[Form, ...]
    folds: Mapping[str, str]

    def site(self, host: str, *, under: str) -> str:
        """Its host without a sub-domain that shows the same pages for a device or in a language."""
        before = host.removesuffix(under).rstrip(".")
        if self.has_languages and _LANGUAGE.fullmatch(before):
            return under
        return under if all(one in self.same for one in before.split(".")) else host


def platform_titles() -> dict[str, str]:
    """What people call each platform, by its id."""
    return {one.id: one.title for one in _platforms().values()}


def recognise(pasted: str) -> RecognisedAddress:
    """The account that a pasted text names, or NotAnAddress."""
    text = alone(pasted)
    if named := _named_without_address(text):
        return replace(named, exact=named.address)
    address = read(innermost(text))
    found = replace(_of(address), exact=exact(text))
    return replace(found, resembles=look_alike(address.host)) if found.platform in ELSEWHERE else found


def recognised(pasted: str) -> RecognisedAddress | None:
    """What an address names; None for text that is no address, which a look that was made may still quote."""
    try:
        return recognise(pasted)
    except NotAnAddress:
        return None


def _named_without_address(text: str) -> RecognisedAddress | None:
    """`@name@host` of the fediverse and `@name.bsky.social`; a bare `@name` is somebody on every platform."""
    found = _FEDIVERSE_ADDRESS.fullmatch(text)
    if found and (found[1] or _is_known_instance(found[3].lower())):
        return _at_home(host=found[3], handle=found[2])
    if text.lower().endswith(".bsky.social"):
        return _of(read(text.removeprefix("@")))
    if text.startswith("@"):
        raise NotAnAddress("handle")
    return None


def _at_home(*, host: str, handle: str) -> RecognisedAddress:
    """The account of a name and its host in the fediverse, whichever host it was seen at."""
    address = read(f"{host}/@{handle}")
    platform, _ = _platform_of(address.host)
    if platform is None or platform.id in OF_THE_FEDIVERSE:
        return _of(address)
    return RecognisedAddress(FEDIVERSE, "other", None, _shown(address))


def _of(address: Address) -> RecognisedAddress:
    platform, under = _platform_of(address.host)
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
    """A page of a host that is no platform's: of the fediverse where its path says so, else the host is the account."""
    link = RecognisedAddress(WEB, "link", None, _shown(address))
    if _forwards(address.host):
        return link
    if _poses_as_a_platform(address.host):
        raise NotAnAddress("poses_as")
    address = replace(address, host=_site(address.host))
    if _is_known_instance(address.host) and address.path.startswith("/users/"):
        address = replace(address, path=address.path.replace("/users/", "/@", 1))
    if found := _first_form(address, platform=_platforms()[FEDIVERSE]):
        return found
    if _is_known_instance(address.host):
        return RecognisedAddress(FEDIVERSE, "other", None, _shown(address))
    if address.leads_on:
        return link
    return RecognisedAddress(WEB, "site", address.host, f"https://{address.host}")


def _poses_as_a_platform(host: str) -> bool:
    """Whether a platform's whole host stands before another site's name, as in `facebook.com.example.net`."""
    labels = host.split(".")
    ends = [last for last in range(2, len(labels)) if _platform_of(".".join(labels[:last]))[0]]
    return any(".".join(labels[last - 1 :]) not in _hosts()["suffixes"] for last in ends)


def _first_form(address: Address, *, platform: Platform) -> RecognisedAddress | None:
    for form in platform.forms:
        names = form.names_in(address)
        if names is None:
            continue
        if form.account is None:
            return RecognisedAddress(platform.id, form.kind, None, _shown(address))
        if "home" in names:
            return _at_home(host=names["home"], handle=names["handle"])
        folded = {name: _folded(value, how=platform.folds.get(name, "")) for name, value in names.items()}
        account = form.account.format(**folded)
        return RecognisedAddress(platform.id, form.kind, account, f"https://{account}")
    return None


def _folded(name: str, *, how: str) -> str:
    """A name in the one way in which its platform tells it from others."""
    name = name.lower() if "case" in how else name
    if "digits" in how:
        return "".join(one for one in name if one.isdigit())
    return name.replace(".", "") if "dots" in how else name


def _shown(address: Address) -> str:
    """The address without its last slash, its fragment, and what in its query only tracks."""
    asked = {key: value for key, value in address.query.items() if not tracks(key, host=address.host)}
    path = quote(address.path.rstrip("/"), safe="/@:+%", errors="surrogateescape")
    return f"https://{address.host}{path}" + (f"?{urlencode(asked, errors='replace')}" if asked else "")


def _platform_of(host: str) -> tuple[Platform | None, str]:
    labels = host.split(".")
    below = (".".join(labels[first:]) for first in range(len(labels) - 1))
    under = next((one for one in below if one in _by_host()), "")
    return _by_host().get(under), under


@cache
def _by_host() -> dict[str, Platform]:
    return {host: platform for platform in _platforms().values() for host in platform.hosts}


@cache
def _hosts() -> dict[str, Any]:
    """Hosts beside the platforms': those that forward, mirror, track, or are of the fediverse."""
    return tomllib.loads(files("watchbook.investigations").joinpath("hosts.toml").read_text(encoding="utf-8"))


@cache
def _platforms() -> dict[str, Platform]:
    """Every platform by the name of its file."""
    folder = files("watchbook.investigations").joinpath("platforms")
    return {
        one.name.removesuffix(".toml"): _platform(tomllib.loads(one.read_text(encoding="utf-8")))
        for one in folder.iterdir()
    }


def _platform(data: dict[str, Any]) -> Platform:
    patterns = {name: _name(name, one) for name, one in data["names"].items()}
    hosts = "|".join(map(re.escape, data["hosts"])) or ".+"
    return Platform(
        id=data["id"],
        title=data["title"],
        hosts=frozenset(data["hosts"]) | frozenset(data.get("other_hosts", [])),
        same=frozenset(data.get("same", [])) | {""},
        has_languages=data.get("languages", False),
        hash_pages=frozenset(data.get("hash_pages", [])),
        forms=tuple(
            _form(written, form=form, patterns=patterns, hosts=f"(?P<host>{hosts})")
            for form in data["forms"]
            for written in form["addresses"]
        ),
        folds={name: one.get("fold", "") for name, one in data["names"].items()},
    )


def _name(name: str, data: Mapping[str, Any]) -> str:
    """A name's pattern, less the words that the platform keeps for pages of its own."""
    between = r"\.*" if "dots" in data.get("fold", "") else ""
    never = "|".join(between.join([*map(re.escape, word), ""]) for word in data.get("never", []))
    kept = f"(?!{between}(?:{never})(?:/|$))" if never else ""
    return f"(?P<{name}>{kept}{data['is']})"


def _form(written: str, *, form: Mapping[str, Any], patterns: Mapping[str, str], hosts: str) -> Form:
    """One written form: `/groups/{group}/**`, `/profile.php?id={number}`, or with a host of its own `{handle}.t.me`."""
    head, _, query = written.partition("?")
    host, slash, path = head.partition("/")
    asked = (pair.partition("=") for pair in query.split("&") if pair)
    return Form(
        host=_pattern(host, patterns) if host else re.compile(hosts, FLAGS),
        path=_pattern(slash + path, patterns),
        query={key: _pattern(value, patterns) for key, _, value in asked},
        kind=form["kind"],
        account=form.get("account"),
    )


def _pattern(written: str, patterns: Mapping[str, str]) -> re.Pattern[str]:
    """A written form as a pattern: `{name}` a name, `*` a part of a segment, `/**` the rest, if any."""
    known = {"/**": "(?:/.*)?", "*": "[^/]*"} | {f"{{{name}}}": pattern for name, pattern in patterns.items()}
    return re.compile("".join(known.get(part) or re.escape(part) for part in _PLACE.split(written)), FLAGS)


def _site(host: str) -> str:
    """The host of a plain web page without what marks only a kind of device: `www.`, `m.`, `mobile.`."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _hosts()["devices"]:
        if labels[0] != "www" and ".".join(labels[1:]) in _hosts()["suffixes"]:
            break
        labels = labels[1:]
    return ".".join(labels)


def _forwards(host: str) -> bool:
    """Whether a host only forwards or mirrors: what stands behind its addresses is known to it alone."""
    return _is_under(host, _hosts()["forwarders"]) or host.split(".", maxsplit=1)[0] in _hosts()["mirrors"]


def _is_known_instance(host: str) -> bool:
    """Whether a host is known to be of the fediverse, so that `name@host` is no mail address."""
    return _is_under(host, _hosts()["fediverse"])


def _is_under(host: str, hosts: Iterable[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)
