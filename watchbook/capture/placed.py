"""Next pages that an answer names by their place alone, as `[[…], "c9"]` does, or by a word that no list of words has.

A place whose value the next request of a feed asked for each time is where that feed names its next page. A list of things
with a single value beside it names it there from its first answer on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from watchbook.capture.paging import Values, shape, values_of
from watchbook.capture.traffic import Exchange

AT_THE_SAME_TIME = 0.05  # seconds: the page may ask before the browser has told us of the end

DEEPEST = 6
MOST_PLACES = 40
LONGEST = 2_000
LONG = 6  # signs: a shorter value may be asked for by chance, so two requests must have asked for it
NO_PAGE = {
    "ok",
    "okay",
    "success",
    "done",
    "end",
    "eof",
    "none",
    "null",
    "true",
    "false",
    "error",
    "fail",
    "failed",
    "",
}
_OPAQUE = re.compile(r"(?=.*[0-9])[\w+/=.:~-]{8,}|(?:https?:/)?/\S+|\?\S+")
_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\S*")


class FeedPage(Protocol):
    """An answer that brought things, with the values beside them."""

    path: str
    at: float
    asked: Exchange | None
    beside: dict[str, str]


@dataclass
class PlacedPages:
    """Finds feeds whose last answer names a page, by its place alone, that nothing asked for."""

    _values: dict[tuple[int, int], Values] = field(default_factory=dict)  # that requests ask by
    _found: tuple[tuple[int, int], list[str]] = ((0, 0), [])

    def unasked(self, given: Sequence[FeedPage], asked: Sequence[Exchange]) -> list[str]:
        """Return their addresses; they are reckoned again only where something came since."""
        so_far = len(given), len(asked)
        if self._found[0] != so_far:
            feeds: dict[str, list[FeedPage]] = {}
            for one in given:
                feeds.setdefault(shape(one.path), []).append(one)
            several = [pages for pages in feeds.values() if len(pages) > 1]
            left = (
                pages for pages in several if left_unasked(pages, [self._after(one, asked) for one in pages])
            )
            self._found = so_far, [pages[-1].path for pages in left]
        return self._found[1]

    def _after(self, page: FeedPage, asked: Sequence[Exchange]) -> set[str]:
        """The values that requests after an answer asked by, less those that its own request did."""
        own = self._of(page.asked) if page.asked else frozenset()
        later = (one for one in asked if one.begun >= page.at - AT_THE_SAME_TIME)
        return {value for one in later for _, value in self._of(one) - own}

    def _of(self, one: Exchange) -> Values:
        key = id(one), len(one.posted)
        if key not in self._values:
            self._values[key] = values_of(one)
        return self._values[key]


def values_beside(value: Any) -> dict[str, str]:
    """The values of an answer that are not within its things, each by its place; none that the last thing has too."""
    found = dict(_beside(value, place="", depth=0))
    last = set(_of_the_last(value, depth=0))
    return {place: one for place, one in list(found.items())[:MOST_PLACES] if one not in last}


def named_beside(value: Any, *, asked: Values) -> str:
    """The one value beside one list of things, where it looks like a page to come; "" where it does not."""
    if not isinstance(value, list):
        return ""
    lists = [one for one in value if isinstance(one, list) and one]
    others = [one for one in value if _is_a_value(one)]
    if len(lists) != 1 or len(others) != 1 or not _are_things(lists[0]):
        return ""
    said = str(others[0])
    if (
        said.casefold() in NO_PAGE
        or said in {str(len(lists[0])), "0", "-1"}
        or any(said == one for _, one in asked)
    ):
        return ""
    is_pair = len(value) == 2 and " " not in said
    return said if (is_pair or _OPAQUE.fullmatch(said)) and not _A_DAY.fullmatch(said) else ""


def left_unasked(pages: Sequence[FeedPage], followed: Sequence[set[str]]) -> bool:
    """Whether the last page of a feed has a value where each before it had the next page's name, and nothing asked for it.

    `followed` are, for each page, the values that later requests asked by.
    """
    last = pages[-1]
    for place, value in last.beside.items():
        named = [
            (one.beside[place], then)
            for one, then in zip(pages, followed, strict=True)
            if place in one.beside
        ]
        before = named[:-1]
        is_told = len(before) >= (1 if len(value) >= LONG else 2) and len({one for one, _ in named}) == len(
            named
        )
        if is_told and value not in followed[-1] and all(one in then for one, then in before):
            return True
    return False


def _beside(value: Any, *, place: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _beside(one, place=f"{place}.{name}", depth=depth + 1)
    elif isinstance(value, list) and not _are_things(value):
        for nth, one in enumerate(value):
            yield from _beside(one, place=f"{place}[{nth}]", depth=depth + 1)
    elif _is_a_value(value) and str(value).casefold() not in NO_PAGE:
        yield place, str(value)


def _of_the_last(value: Any, *, depth: int) -> Iterator[str]:
    """The values of the last thing of each list of things."""
    if depth > DEEPEST or not isinstance(value, dict | list):
        return
    if isinstance(value, list) and value and _are_things(value):
        last = value[-1]
        inner = last.values() if isinstance(last, dict) else last if isinstance(last, list) else [last]
        yield from (str(one) for one in inner if _is_a_value(one))
        return
    for one in value.values() if isinstance(value, dict) else value:
        yield from _of_the_last(one, depth=depth + 1)


def _are_things(value: Sequence[Any]) -> bool:
    """Whether all of a list are of one sort, as posts are; one that mixes lists and values is an answer by places."""
    return len({_sort(one) for one in value}) < 2


def _sort(one: Any) -> str:
    return "value" if _is_a_value(one) else type(one).__name__


def _is_a_value(one: Any) -> bool:
    return isinstance(one, str | int) and not isinstance(one, bool) and len(str(one)) <= LONGEST
