"""What the site's own answers say of there being more: the cursor of a further page, or that this was the last.

Feeds name their next page in a few words that all APIs share. A page named and never asked for is a page that is missing; an
answer that names none is the site's own word that the end was reached. Both are evidence that no timer can give.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from watchbook.capture import answers
from watchbook.capture.paging import asks_by, goes_to, next_link, next_numbers, own_headers, shape, values_of
from watchbook.capture.placed import AT_THE_SAME_TIME, PlacedPages, named_beside, values_beside
from watchbook.capture.traffic import ASKED_BY_SCRIPT, Exchange

FLAGS = {
    "hasmore", "hasnext", "hasnextpage", "more", "moreavailable", "ismoreavailable", "hasmoreitems", "hasmoreresults", "morecoming",
    "hasolder", "hasmoreposts",
}  # fmt: skip
NAMES_OF_THE_NEXT = {
    "next", "nextcursor", "nextpage", "nextpagetoken", "nextpageid", "nexttoken", "nextmaxid", "nexturl", "nextlink", "nextoffset",
    "endcursor", "continuation", "continuationtoken", "continuationurl", "cursor", "bottomcursor", "olderthan", "maxid", "after",
}  # fmt: skip
UNSURE = {"cursor", "maxid", "after", "olderthan"}  # may repeat what was asked for
FLAGS_THAT_END = {"isend", "end", "islast", "islastpage", "last", "nomore", "ended"}
TOTALS = {"total", "totalcount", "totalresults", "totalitems", "totalposts", "numfound", "totalhits"}
DEEPEST = 12
LARGEST = 8 * 1024 * 1024
SHORT = 6  # letters: a shorter name, as of page 2, may stand in any address; elsewhere it counts as a paging value alone
MOST_MESSAGES = 20_000
SCRIPT = "Script"


class Says(StrEnum):
    """What an answer says."""

    MORE = "more"
    END = "end"
    NOTHING = "nothing"


@dataclass
class Promise:
    """One answer's word: of a next page, with its name if it gave one; how many things it brought, and of how many in all."""

    path: str
    at: float
    says: Says
    tokens: tuple[str, ...] = ()
    brought: int = 0
    total: int = 0
    kinds: frozenset[str] = frozenset(ASKED_BY_SCRIPT)  # of requests that may follow it
    asked: Exchange | None = None  # what it answers
    beside: dict[str, str] = field(default_factory=dict)  # values that may name the next page, by place

    @property
    def is_of_a_feed(self) -> bool:
        """Whether it brought a page, or said that there is none."""
        return self.brought > 0 or self.says is Says.END


@dataclass(frozen=True)
class SentMessage:
    """What a page sent over a websocket."""

    url: str
    at: float
    text: str


@dataclass
class Promises:
    """The words of all answers, and what was asked for after them."""

    given: list[Promise] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # answers that came through and say that they failed
    sent: list[SentMessage] = field(default_factory=list)
    _messages: int = 0
    _placed: PlacedPages = field(default_factory=PlacedPages)
    _judged: int = 0  # how many of those given were looked at
    _broken: list[Promise] = field(default_factory=list)  # of these, those that nothing has followed yet
    _moved: list[tuple[str, Exchange]] = field(
        default_factory=list
    )  # where a feed went on at another address

    def hear(self, one: Exchange) -> None:
        """An answer to a script, while its body is there."""
        if one.body is None or len(one.body) > LARGEST:
            return
        if one.kind == SCRIPT:
            self._take(one, answers.data_in_call(one.body), kinds=frozenset({SCRIPT}))
        elif one.kind in ASKED_BY_SCRIPT:
            self._hear(one)

    def hear_message(self, url: str, moment: float, text: str, is_sent: bool) -> None:
        """A message of a websocket or of an event stream; one that brings no list is no page of a feed."""
        self._messages += 1
        if self._messages > MOST_MESSAGES or len(text) > LARGEST:
            return
        if is_sent:
            self.sent.append(SentMessage(url, moment, text))
        elif (value := answers.data_in_message(text)) is not None:
            promise = _promise_of(value, path=url, at=moment)
            self.given += [promise] if promise.brought else []

    def _hear(self, one: Exchange) -> None:
        if link := next_link(one):
            self.given.append(Promise(one.path, one.ended or one.begun, Says.MORE, (link,), asked=one))
            return
        is_json = one.media_type.endswith("json")
        if not one.body and not (is_json and one.has_body and one.method == "GET"):
            return
        try:
            value = answers.data_in(one.body or b"", is_json=is_json)
            self._take(one, value, kinds=frozenset(ASKED_BY_SCRIPT))
        except answers.UnreadableAnswer:
            self.unreadable.append(one.url)

    def _take(self, one: Exchange, value: Any, *, kinds: frozenset[str]) -> None:
        if value is None:
            return
        if answers.tells_error(value):
            self.errors.append(one.url)
        promise = _promise_of(value, path=one.path, at=one.ended or one.begun, kinds=kinds)
        promise.asked = one
        promise.beside = values_beside(value) if promise.brought else {}
        if promise.says is Says.NOTHING and (token := named_beside(value, asked=values_of(one))):
            promise.says, promise.tokens = Says.MORE, (token,)
        self.given.append(promise)

    def broken(self, exchanges: list[Exchange]) -> list[str]:
        """The addresses whose word of there being more nothing followed."""
        asked = [one for one in exchanges if one.kind in ASKED_BY_SCRIPT or one.kind == SCRIPT]
        waiting = [*self._broken, *(one for one in self.given[self._judged :] if one.says is Says.MORE)]
        self._judged = len(self.given)
        pages = [one.asked for one in self.given if one.asked and one.is_of_a_feed]
        self._broken = [
            one
            for one in waiting
            if not self._is_followed(one, asked, pages)
            and not _is_kept_by_message(one, self.sent, self.given)
        ]
        found = [one.path for one in self._broken] or self._placed.unasked(
            [one for one in self.given if one.beside and one.says is Says.NOTHING], asked
        )
        totals: dict[str, list[int]] = {}
        feeds = self._feeds()
        for one in self.given:
            so_far = totals.setdefault(feeds.get(one.path, one.path), [0, 0])
            so_far[0], so_far[1] = so_far[0] + one.brought, max(so_far[1], one.total)
        return found + [path for path, (brought, total) in totals.items() if 0 < brought < total]

    def _is_followed(self, promise: Promise, asked: list[Exchange], pages: list[Exchange]) -> bool:
        found = _next_requests(promise, asked, pages)
        self._moved += [(promise.path, one) for one in found if one.path != promise.path]
        return bool(found)

    def _feeds(self) -> dict[str, str]:
        """Addresses at which a feed went on, each with the address at which that feed began."""
        begun: dict[str, str] = {}
        brought = {id(one.asked) for one in self.given if one.asked and one.is_of_a_feed}
        for path, one in self._moved:
            first = begun.get(path, path)
            if id(one) in brought and begun.get(one.path, one.path) != first:
                begun[one.path] = first
        return begun

    def end_was_said(self) -> bool:
        """Whether the last word of the feed, which is what was asked for most often, is that this is the end."""
        feeds = self._feeds()
        last = {feeds.get(one.path, one.path): one for one in sorted(self.given, key=lambda one: one.at)}
        if not last or any(one.says is Says.MORE for one in last.values()):
            return False
        asked = Counter(feeds.get(one.path, one.path) for one in self.given)
        most = max(asked.values())
        return all(last[path].says is Says.END for path, count in asked.items() if count == most)


def said_by(value: Any) -> tuple[Says, tuple[str, ...]]:
    """What a JSON answer says of a further page."""
    flags: list[bool] = []
    tokens: list[str] = []
    names_none = False
    for name, inner in _members(value, depth=0):
        plain = _plain(name)
        if plain in FLAGS and isinstance(inner, bool):
            flags.append(inner)
        elif plain in FLAGS_THAT_END and isinstance(inner, bool):
            flags.append(not inner)
        elif plain in NAMES_OF_THE_NEXT and isinstance(inner, str | int) and not isinstance(inner, bool):
            tokens += [str(inner)] if inner not in ("", 0, -1) and plain not in UNSURE else []
            names_none = names_none or inner in ("", 0, -1)
        elif plain in NAMES_OF_THE_NEXT and inner in (None, False):
            names_none = True
    if flags:
        return (Says.MORE, tuple(tokens)) if any(flags) else (Says.END, ())
    if tokens:
        return Says.MORE, tuple(tokens)
    return (Says.END if names_none else Says.NOTHING), ()


def _members(value: Any, *, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name), inner
            yield from _members(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, depth=depth + 1)


def _lists_and_total(value: Any) -> tuple[list[int], int]:
    """How long its lists are, and how many things it says there are in all."""
    members = [("", value), *_members(value, depth=0)]
    lists = [len(inner) for _, inner in members if isinstance(inner, list)]
    totals = [inner for name, inner in members if _plain(name) in TOTALS and isinstance(inner, int)]
    return lists, max(totals, default=0)


def _promise_of(
    value: Any, *, path: str, at: float, kinds: frozenset[str] = frozenset(ASKED_BY_SCRIPT)
) -> Promise:
    says, tokens = said_by(value)
    lists, total = _lists_and_total(value)
    if says is Says.NOTHING and lists and not any(lists):
        says = Says.END
    return Promise(path, at, says, tokens, max(lists, default=0), total, kinds)


def _next_requests(promise: Promise, asked: list[Exchange], pages: list[Exchange]) -> list[Exchange]:
    """The requests that asked for what was promised, one for each token; none where one is missing."""
    others = [one for one in asked if one is not promise.asked and one.kind in promise.kinds]
    later = [one for one in others if one.begun >= promise.at - AT_THE_SAME_TIME]
    if not promise.tokens:
        own = [one for one in later if one.path == promise.path]
        return own[:1] or _of_a_page(promise, later, pages, wanted=None)
    found: list[Exchange] = []
    for token in promise.tokens:
        named = [one for one in later if _names(one, token, promise)]
        named = named or _of_a_page(promise, later, pages, wanted={token})
        if not named:
            return []
        found += named[:1]
    return found


def _of_a_page(
    promise: Promise, later: list[Exchange], pages: list[Exchange], *, wanted: set[str] | None
) -> list[Exchange]:
    """The first later request that asks by a paging value, at whatever address, and brought a page of a feed."""
    if promise.asked is None:
        return []
    before = values_of(promise.asked)
    wanted = wanted or next_numbers(before, brought=promise.brought)
    brought = {id(one) for one in pages}
    found = (one for one in later if id(one) in brought and asks_by(values_of(one), wanted, before=before))
    return list(islice(found, 1))


def _is_kept_by_message(promise: Promise, sent: list[SentMessage], given: list[Promise]) -> bool:
    """Whether the page asked for what was promised over the same websocket, and was answered."""
    later = [one for one in sent if one.url == promise.path and one.at >= promise.at - AT_THE_SAME_TIME]
    asked = [one for one in later if all(_stands_in(token, one.text) for token in promise.tokens)]
    answered = [one.at for one in given if one.path == promise.path and one is not promise]
    return any(at >= one.at for one in asked for at in answered)


def _names(one: Exchange, token: str, promise: Promise) -> bool:
    """Whether a request asks for what a token names: the token stands in it by itself, not as a part of something else."""
    if (
        len(token) < SHORT
    ):  # it may stand anywhere: only a value of the same feed's own, and a new one, asks by it
        before = values_of(promise.asked) if promise.asked else frozenset()
        return shape(one.path) == shape(promise.path) and asks_by(values_of(one), {token}, before=before)
    parts = urlsplit(one.url)
    headers = " ".join(value for _, value in own_headers(one))
    asked = f"{parts.path}?{parts.query} {one.posted.decode('utf-8', 'replace')} {headers}"
    named = urlsplit(token) if "/" in token or token.startswith("?") else None
    if named and goes_to(one, named):
        return True
    wanted = (named.path + (named.query and f"?{named.query}")) if named else token
    forms = {wanted, quote(wanted, safe="")}
    return any(_stands_in(form, text) for form in forms for text in (asked, unquote(asked)))


def _stands_in(token: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(token)}(?![A-Za-z0-9])", text) is not None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
