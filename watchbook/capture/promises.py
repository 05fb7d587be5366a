"""What the site's own answers say of there being more: the cursor of a further page, or that this was the last.

Feeds name their next page in a few words that all APIs share. A page named and never asked for is a page that is missing; an
answer that names none is the site's own word that the end was reached. Both are evidence that no timer can give.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote, unquote

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
NEXT_LINK = re.compile(r'<([^>]+)>\s*;[^,]*\brel="?next"?', re.IGNORECASE)
DEEPEST = 12
LARGEST = 8 * 1024 * 1024


class Says(StrEnum):
    """What an answer says."""

    MORE = "more"
    END = "end"
    NOTHING = "nothing"


@dataclass
class Promise:
    """One answer's word, with the name of the next page if it gave one."""

    path: str
    at: float
    says: Says
    tokens: tuple[str, ...] = ()


@dataclass
class Promises:
    """The words of all answers, and what was asked for after them."""

    given: list[Promise] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def hear(self, one: Exchange) -> None:
        """An answer to a script, while its body is there."""
        if one.kind not in ASKED_BY_SCRIPT or not one.body or len(one.body) > LARGEST:
            return
        ended = one.ended or one.begun
        if match := NEXT_LINK.search(one.header("link")):
            self.given.append(Promise(one.path, ended, Says.MORE, (match[1],)))
        if one.media_type.endswith("json"):
            self._read(one, ended=ended)

    def _read(self, one: Exchange, *, ended: float) -> None:
        try:
            value = json.loads(one.body or b"")
        except ValueError:
            self.unreadable.append(one.url)
            return
        says, tokens = said_by(value)
        if says is not Says.NOTHING:
            self.given.append(Promise(one.path, ended, says, tokens))

    def broken(self, exchanges: list[Exchange]) -> list[Promise]:
        """The promises of more that nothing asked for afterwards."""
        return [one for one in self.given if one.says is Says.MORE and not _is_kept(one, exchanges)]

    def end_was_said(self) -> bool:
        """Whether the last word of each feed was that this is the end."""
        last: dict[str, Promise] = {}
        for one in sorted(self.given, key=lambda one: one.at):
            last[one.path] = one
        return any(one.says is Says.END for one in last.values())


def said_by(value: Any) -> tuple[Says, tuple[str, ...]]:
    """What a JSON answer says of a further page."""
    flags: list[bool] = []
    tokens: list[str] = []
    names_none = False
    for name, inner in _members(value, depth=0):
        plain = re.sub(r"[^a-z]", "", name.lower())
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


def _is_kept(promise: Promise, exchanges: list[Exchange]) -> bool:
    later = [one for one in exchanges if one.begun >= promise.at - 0.05 and one.initiator != "watchbook"]
    if promise.tokens:
        return all(any(_names(one, token) for one in later) for token in promise.tokens)
    return any(one.path == promise.path for one in later)


def _names(one: Exchange, token: str) -> bool:
    asked = f"{one.url} {one.posted.decode('utf-8', 'replace')}"
    relative = token.split("#")[0]
    return any(form in asked or form in unquote(asked) for form in (relative, quote(relative, safe="")))
