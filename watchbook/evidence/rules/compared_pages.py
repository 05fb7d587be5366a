"""Two pages compared, as a child does it for whoever waits (`reading.child`): their words, their posts and their links.

A page that somebody else made can be such that comparing it takes minutes. The child has limits of time and memory. Pure.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from watchbook.capture.inert import spoken
from watchbook.capture.markup import Tag
from watchbook.evidence.rules.comparison import ChangeKind, LinesChange, by_name, changes

POST = "article"
BLANKS = re.compile(r"\s+")
TOLD = 500  # differences of one kind that are told one by one


def told(file: BinaryIO) -> dict[str, Any]:
    """Return the differences of two pages, each given with its words."""
    (page, text), (other_page, other_text) = json.load(file)
    before, after = PageParts(page), PageParts(other_page)
    return {
        "words": _told(changes(text.splitlines(), other_text.splitlines())),
        "posts": _told(changes(before.posts, after.posts)),
        "links": asdict(by_name(before.links, after.links)),
    }


def _told(differences: Sequence[LinesChange]) -> dict[str, Any]:
    """Count the differences of each kind, and tell the first."""
    found = [one for one in differences if one.kind is not ChangeKind.SAME]
    return {"counts": _counts(found), "told": [asdict(one) for one in found[:TOLD]]}


def _counts(found: Sequence[LinesChange]) -> Mapping[str, int]:
    return {
        str(kind): sum(one.kind is kind for one in found)
        for kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED)
    }


class PageParts:
    """The words of each post, and the first words of each link by its address."""

    def __init__(self, page: str) -> None:
        self.posts: list[str] = []
        self.links: dict[str, str] = {}
        self._post: list[str] = []
        self._of_post, self._depth = "", 0  # the element that is the post, and how often it is open
        self._link: tuple[str, list[str]] | None = None
        for one in spoken(page):
            if not isinstance(one, Tag):
                self._read(one.words)
            elif one.is_end:
                self._ended(one.name)
            else:
                self._begun(one)
        self._ended(self._of_post, left_open=True)
        self._ended("a")

    def _read(self, words: str) -> None:
        if self._depth:
            self._post.append(words)
        if self._link:
            self._link[1].append(words)

    def _begun(self, tag: Tag) -> None:
        if tag.name == "a" and "href" in tag.attributes:
            self._ended("a")
            self._link = tag.attributes["href"].strip(), []
        if self._depth:
            self._depth += tag.name == self._of_post
        elif POST in {tag.name, tag.attributes.get("role")}:
            self._of_post, self._depth, self._post = tag.name, 1, []

    def _ended(self, name: str, *, left_open: bool = False) -> None:
        if name == "a" and self._link:
            self.links.setdefault(self._link[0], _in_one_line(self._link[1]))
            self._link = None
        if self._depth and name == self._of_post:
            self._depth = 0 if left_open else self._depth - 1
            if not self._depth:
                self.posts.append(_in_one_line(self._post))


def _in_one_line(words: Sequence[str]) -> str:
    return BLANKS.sub(" ", "".join(words)).strip()
