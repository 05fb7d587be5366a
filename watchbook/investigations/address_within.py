"""The address that another holds: a page in an archive, a translation, a search's or a platform's way out, a share.

Sites that are known to do so (`wrappers.toml`) are unwrapped where they do so. Any site that is not known may lead to
whatever full address stands in its own (`held_in`).
Nothing is opened: what only a request would tell, as of a short link, stays unknown.
"""

import re
import tomllib
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, unquote

from watchbook.investigations.pasted_address import (
    LONGEST_HOST,
    VIEW_SOURCE,
    Address,
    NotAnAddress,
    page_of,
    read,
)

MOST_HELD = 20  # addresses within one: none in circulation holds more
_TRANSLATED = ".translate.goog"
_WITH_SCHEME = re.compile(r"https?(?::|%3a)(?:/|%2f)+", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE | re.ASCII)
_USUAL_PORT = re.compile(r"([^/?#:@]+):(?:80|443)(?=[/?#]|$)")  # archives write it
_DASHES = str.maketrans("-_", "%/")
_ENDS = "__;"  # of urldefense.com/v3/__https://…__;!!…


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Sites that hold an address, where in theirs it stands, what stands before it, and how it is written in a query."""

    hosts: tuple[str, ...]
    paths: re.Pattern[str]
    asks: tuple[str, ...]
    after: re.Pattern[str] | None
    written: str

    def is_of(self, address: Address) -> bool:
        """Whether an address is of one of these sites and of a path that holds another."""
        labels = address.host.split(".")
        above = [".".join(labels[first:]) for first in range(len(labels) - 1)]
        is_there = any(fnmatchcase(host, one) for host in above for one in self.hosts)
        return is_there and self.paths.fullmatch(address.path) is not None


def innermost(text: str) -> str:
    """The address within the address within the address: the text itself where it holds none."""
    for _level in range(MOST_HELD):
        inner = _within(text.removeprefix(VIEW_SOURCE))
        if not inner:
            return text.removeprefix(VIEW_SOURCE)
        text = inner
    raise NotAnAddress("several")


def holds(address: Address) -> bool:
    """Whether an address is of a site, and of a path there, that is known to hold another."""
    return any(one.is_of(address) for one in _wrappers())


def held_in(text: str, *, is_known: Callable[[str], bool]) -> list[str]:
    """Return every full address that stands in another, wherever; without its https:// only that of a known site."""
    found = dict[str, None]()
    for one in _candidates(read(text).fragment, page_of(text), is_known=is_known):
        found |= {one: None} if one else {}
        if len(found) > MOST_HELD:
            raise NotAnAddress("several")
    return list(found)


def _candidates(fragment: str, page: str, *, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield whatever may be an address in a page’s own; “” for what is none."""
    asked = _asked(page.partition("#")[0].partition("?")[2])
    yield _in_path(page, after=None)
    yield from map(_from_scheme, [*asked, fragment])
    for part in (page.partition("?")[0], *asked):
        at = 0
        for segment in part.split("/"):
            if len(segment) <= LONGEST_HOST and is_known(segment.lower().partition(":")[0]):
                yield _with_scheme(part[at:])
            at += len(segment) + 1


def _asked(query: str) -> list[str]:
    """Everything that a query may hold an address in: its names and values, and the whole of it where it begins with one."""
    whole = query if "/" in query else unquote(query)
    pairs = parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True)
    bare = [] if "=" in whole.partition("/")[0] else [whole]
    return bare + [one for pair in pairs for one in pair]


def _from_scheme(text: str) -> str:
    """The address that begins somewhere in a text; escaped as a whole, it is read as what it stands for."""
    scheme = _WITH_SCHEME.search(text)
    if scheme is None:
        return ""
    inner = text[scheme.start() :]
    return _with_scheme(unquote(inner) if "%" in scheme[0] else inner)


def _within(text: str) -> str:
    """The address that an address holds, one level in; “” where it holds none that is known."""
    address, page = read(text), page_of(text)
    if address.host.endswith(_TRANSLATED):
        return _translated(address.host, page)
    found = next((one for one in _wrappers() if one.is_of(address)), None)
    if found is None:
        return ""
    return _in_path(page, after=found.after) or _in_query(address, wrapper=found)


def _in_path(page: str, *, after: re.Pattern[str] | None) -> str:
    """The address that stands in a path, with all that follows it."""
    path = page.partition("?")[0]
    if scheme := _WITH_SCHEME.search(path):
        inner = page[scheme.start() :].partition(_ENDS)[0]
        return _with_scheme(unquote(inner) if "%" in scheme[0] else inner)
    before = after.match(path) if after else None
    return _with_scheme(page[before.end() :]) if before else ""


def _in_query(address: Address, *, wrapper: Wrapper) -> str:
    """The address in a part of the query that holds one, or the page of the same site; Google’s cache puts a word and a number before it."""
    for name in wrapper.asks:
        value = address.query.get(name, "")
        if "\n" in value:  # the name is there twice, and sites differ in which they take
            raise NotAnAddress("several")
        value = _plain(value, written=wrapper.written)
        if value.startswith("/") and not value.startswith("//"):
            return f"https://{address.host}{value}"
        scheme = _WITH_SCHEME.search(value) if value.startswith("cache:") else None
        if inner := _with_scheme(value[scheme.start() :] if scheme else value):
            return inner
    return ""


def _plain(value: str, *, written: str) -> str:
    """Part of a query as it is meant: in Proofpoint’s dashes, or in Bing’s base64 after a letter and a number."""
    if written == "dashes":
        return unquote(value.translate(_DASHES))
    if written == "base64":
        try:
            return urlsafe_b64decode(value[2:] + "==").decode()
        except ValueError:
            return ""
    return value


def _translated(host: str, page: str) -> str:
    """A page in translate.goog: its name’s dots are dashes, and its dashes two."""
    name = host.removesuffix(_TRANSLATED).replace("--", "\0").replace("-", ".").replace("\0", "-")
    before, _, query = page.partition("#")[0].partition("?")
    asked = "&".join(one for one in query.split("&") if one and not one.startswith("_x_tr_"))
    return _with_scheme(f"{name}{before}" + (f"?{asked}" if asked else ""))


def _with_scheme(text: str) -> str:
    """Return an address in full, however many of its slashes are left; “” for anything else."""
    text = text.strip()
    scheme = _WITH_SCHEME.match(text)
    text = text[scheme.end() :] if scheme else text.removeprefix("//")
    if scheme is None and not _WITHOUT_SCHEME.match(text):
        return ""
    port = _USUAL_PORT.match(text)
    return f"https://{port[1]}{text[port.end() :]}" if port else f"https://{text}"


@cache
def _wrappers() -> tuple[Wrapper, ...]:
    data = tomllib.loads(
        files("watchbook.investigations").joinpath("wrappers.toml").read_text(encoding="utf-8")
    )
    return tuple(
        Wrapper(
            hosts=tuple(one["hosts"]),
            paths=re.compile(one.get("paths", ".*"), re.IGNORECASE | re.DOTALL),
            asks=tuple(one.get("asks", ())),
            after=re.compile(one["after"], re.IGNORECASE) if "after" in one else None,
            written=one.get("written", ""),
        )
        for one in data["wrappers"]
    )
