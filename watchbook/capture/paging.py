"""The paging values of a request: what it asks by, whether in the address, a form or JSON, and whatever each value is called.

A feed may go on by another method, at another host or address, or under another name; the value that names the page stays.
"""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from watchbook.capture.traffic import Exchange

DEEPEST = 8
MOST_VALUES = 500
LARGEST = 256 * 1024

OF_BROWSERS = ("accept", "sec-", "content-", "if-", "proxy-", "user-", ":")
OF_EVERY_REQUEST = {
    "authorization", "cache-control", "connection", "cookie", "date", "dnt", "host", "origin", "pragma", "priority", "referer", "te",
    "upgrade-insecure-requests",
}  # fmt: skip

NEXT_LINK = re.compile(r'<([^<>]+)>\s*;[^,<]*\brel="?next"?', re.IGNORECASE)
LINK = re.compile(r"<(?:a|link|[a-z]{1,9}:link)\s([^<>]{1,2000})>", re.IGNORECASE)
SAID = re.compile(r"""\b(rel|href)\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,2000})""", re.IGNORECASE)

type Values = frozenset[tuple[str, str]]


def values_of(one: Exchange) -> Values:
    """Names and values that a request asks by; parts of its path and bare words have no name."""
    parts = urlsplit(one.url)
    found = {("", part) for part in parts.path.split("/") if part}
    found |= set(parse_qsl(parts.query, keep_blank_values=False)[:MOST_VALUES])
    found |= {
        ("", unquote(part)) for part in parts.query.split("&")[:MOST_VALUES] if part and "=" not in part
    }
    posted = one.posted[:LARGEST].decode("utf-8", "replace")
    pairs = list(_within("", _parsed(posted), depth=0)) or parse_qsl(posted)[:MOST_VALUES]
    for name, value in [*found, *pairs, *own_headers(one)]:
        found.add((name, value))
        found |= set(_within(name, _parsed(value), depth=0))  # as a query language's variables come
    return frozenset(found)


def own_headers(one: Exchange) -> list[tuple[str, str]]:
    """Headers that a page's script added, some of which page a feed; not those that every browser sends."""
    told = ((name.lower(), value) for name, value in one.request_headers())
    return [
        (name, value)
        for name, value in told
        if name not in OF_EVERY_REQUEST and not name.startswith(OF_BROWSERS)
    ]


def next_link(one: Exchange) -> str:
    """The next page to which an answer links: by its header, or, of a feed or a piece of a page, at its own address but for numbers."""
    if match := NEXT_LINK.search(one.header("link")):
        return match[1]
    if not one.media_type.endswith(("xml", "html")):
        return ""
    for link in LINK.finditer((one.body or b"").decode("utf-8", "replace")):
        said = {name.lower(): unescape(value) for name, value in SAID.findall(link[1])}
        address = _joined(one.url, said.get("href", ""))
        if said.get("rel", "").lower() == "next" and address != one.url and _is_alike(address, one.url):
            return address
    return ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base


def _is_alike(address: str, other: str) -> bool:
    return shape(urlsplit(address).path) == shape(urlsplit(other).path)


def shape(path: str) -> str:
    """An address with its numbers left out, so that `/feed/1` and `/feed/2` are one."""
    return re.sub(r"\d+", "#", path)


def goes_to(one: Exchange, named: SplitResult) -> bool:
    """Whether a request goes to a named address, in whatever order its parameters stand and with others beside them."""
    parts, wanted = urlsplit(one.url), set(parse_qsl(named.query))
    return bool(wanted) and named.path in {"", parts.path} and wanted <= set(parse_qsl(parts.query))


def next_numbers(values: Values, *, brought: int) -> set[str]:
    """Names of the next page, counted by pages or by things."""
    told = {int(value) for _, value in values if value.isascii() and value.isdigit() and len(value) < 10}
    numbers = told or {0, 1}  # of a first page that was asked for by no number
    return {str(number + step) for number in numbers for step in {1, brought} if step}


def asks_by(values: Values, wanted: set[str], *, before: Values) -> bool:
    """Whether a request asks by one of these values, and the one before did not already, as by the size of a page."""
    return any(value in wanted for _, value in values - before)


def thins_out(brought: Sequence[int]) -> bool:
    """Whether the last page of a feed brought less than the one before, as that of most feeds does."""
    pages = [one for one in brought if one]
    return len(pages) > 1 and pages[-1] < pages[-2]


def _parsed(text: str) -> Any:
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _within(name: str, value: Any, *, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _within(str(inner), one, depth=depth + 1)
    elif isinstance(value, list):
        for one in value[:MOST_VALUES]:
            yield from _within(name, one, depth=depth + 1)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield name, str(value)
