"""Features that can be seen of each place of a request, by which `sequence` tells where a question begins.

Each is a short word that a person can be told: the marker, how the words begin and end, what wording they bear,
what its neighbours and the whole list look like, and what the rules made of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from watchbook.reading.split import wording
from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.markers import Family

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKING = frozenset(["how", "what", "which", "who", "whom", "whose", "when", "where", "why", "whether"])
_ORDERING = frozenset(
    [
        "please",
        "kindly",
        "provide",
        "send",
        "give",
        "confirm",
        "state",
        "list",
        "specify",
        "supply",
        "tell",
        "explain",
        "describe",
        "name",
        "detail",
        "set",
        "say",
        "let",
        "share",
        "release",
        "forward",
        "identify",
        "outline",
        "show",
    ]
)
_AUXILIARY = frozenset(
    [
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "may",
    ]
)
_NAMING = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "all",
        "each",
        "every",
        "number",
        "total",
        "copy",
        "copies",
        "details",
        "cost",
        "names",
        "dates",
        "list",
    ]
)
_TESTS: dict[str, Callable[[str], object]] = {
    "about": wording.is_about_the_request,
    "signs": wording.signs_off,
    "stands": wording.stands_alone,
    "asks": wording.asks,
    "leads": wording.leads_in,
    "announces": wording.announces_a_list,
    "page": wording.is_of_a_page,
    "heading": wording.is_heading,
    "enquires": wording.enquires,
    "named": wording.names_what_is_held,
    "period": wording.is_a_period,
    "offers": wording.offers_options,
    "mail": wording.opens_a_quoted_message,
}


class Ruled(NamedTuple):
    """The rules' finding of a place: does a question begin, is one going on, else of what kind is it."""

    begins: bool
    kind: str


def read(candidates: Sequence[Candidate], ruled: Sequence[Ruled]) -> list[list[str]]:
    """The features of each candidate, in order, its neighbours' among them."""
    own = [_own(one) for one in candidates]
    listed = _listed(candidates)
    whole = _whole(candidates, ruled)
    begun = [n for n, one in enumerate(ruled) if one.begins]
    ends = (begun[0], begun[-1]) if begun else (len(ruled), -1)
    seen = []
    for n in range(len(candidates)):
        told = [*own[n], *listed[n], *whole, *_ruled(ruled, n, ends=ends)]
        for step in (-2, -1, 1, 2):
            inside = 0 <= n + step < len(own)
            told += (
                [f"{step:+d}{what}" for what in own[n + step] if _carries(what, step)]
                if inside
                else [f"{step:+d}none"]
            )
        seen.append(told + _between(candidates, n))
    return seen


def _carries(what: str, step: int) -> bool:
    return abs(step) == 1 or what.startswith(("is ", "ends ", "mark "))


def _own(one: Candidate) -> list[str]:
    words = [word.lower() for word in _WORD.findall(one.words[:400])]
    told = [f"is {name}" for name, test in _TESTS.items() if test(one.words)]
    told.append(f"mark {family(one)}")
    told.append("at line" if one.opens_line else "at inside")
    if one.fresh:
        told.append("at fresh")
    if one.quoted:
        told.append("at quoted")
    first = words[0] if words else "-"
    told += [f"first {first}", f"second {' '.join(words[:2])}", f"type {_type(words)}"]
    told.append(f"ends {_ending(one.words)}")
    told.append(f"words {_bucket(len(words))}")
    letter = one.words[:1]
    told.append("begins " + ("low" if letter.islower() else "capital" if letter.isupper() else "other"))
    if words:
        told.append(f"last {words[-1]}")
    if _YEAR.search(one.words):
        told.append("has year")
    told += sorted({f"has {word}" for word in words[1:12] if word in _ASKING or word in _ORDERING})
    told += sorted({f"word {word}" for word in words[:25] if len(word) > 2})
    return told


def family(one: Candidate) -> str:
    """The kind of the marker before a candidate, `none` without one."""
    if one.marker is None:
        return "none"
    reading = one.marker.readings[0]
    return f"{reading[0].family}{len(reading) if len(reading) > 1 else ''}"


def _type(words: Sequence[str]) -> str:
    for word in words[:2]:
        for name, among in (
            ("asking", _ASKING),
            ("ordering", _ORDERING),
            ("auxiliary", _AUXILIARY),
            ("naming", _NAMING),
        ):
            if word in among:
                return name
    return "if" if words[:1] == ["if"] else "other"


def _ending(words: str) -> str:
    last = words.rstrip(' "”’*_\u00a0')[-1:]
    return (
        last
        if last in tuple(".?!:;,)-–")
        else "word"
        if last.isalpha()
        else "digit"
        if last.isdigit()
        else "other"
    )


def _bucket(count: int) -> str:
    return next((str(limit) for limit in (0, 1, 2, 3, 5, 8, 12, 20, 35) if count <= limit), "more")


def _listed(candidates: Sequence[Candidate]) -> list[list[str]]:
    """Say how each marker stands in its list: the next of one above, the first, one that leaps, followed by its next."""
    told: list[list[str]] = [[] for _ in candidates]
    last: dict[Family, tuple[int, int]] = {}
    runs = Counter(family(one) for one in candidates)
    for n, one in enumerate(candidates):
        if one.marker is None:
            continue
        kind = family(one)
        told[n].append(f"run {_bucket(runs[kind])}")
        for reading in one.marker.readings:
            step = reading[-1]
            if step.family is Family.BULLET:
                continue
            above = last.get(step.family)
            if step.value == 1:
                told[n].append("seq first")
            elif above and step.value == above[1] + 1:
                told[n].append("seq next")
                told[above[0]].append("seq followed")
            elif above and step.value == above[1]:
                told[n].append("seq again")
            else:
                told[n].append("seq leaps" if above else "seq alone")
            last[step.family] = (n, step.value)
    return told


def _whole(candidates: Sequence[Candidate], ruled: Sequence[Ruled]) -> list[str]:
    count = max(len(candidates), 1)
    numbered = sum(one.marker is not None and "bullet" not in family(one) for one in candidates)
    bullets = sum("bullet" in family(one) for one in candidates)
    marks = sum("?" in one.words for one in candidates)
    opening = sum(one.opens_line for one in candidates)
    return [
        f"all numbered {_bucket(numbered)}",
        f"all bullets {_bucket(bullets)}",
        f"all marks {min(4 * marks // count, 3)}",
        f"all lines {4 * opening // count}",
        f"all ruled {_bucket(sum(one.begins for one in ruled))}",
    ]


def _ruled(ruled: Sequence[Ruled], n: int, *, ends: tuple[int, int]) -> list[str]:
    one = ruled[n]
    told = [f"rule {one.kind}" + (" begins" if one.begins else "")]
    above = ruled[n - 1] if n else None
    below = ruled[n + 1] if n + 1 < len(ruled) else None
    told.append(f"-1rule {above.kind if above else 'none'}{' begins' if above and above.begins else ''}")
    told.append(f"+1rule {below.kind if below else 'none'}{' begins' if below and below.begins else ''}")
    first, last = ends
    if n <= first:
        told.append("rule before any")
    if n >= last:
        told.append("rule after all")
    return told


def _between(candidates: Sequence[Candidate], n: int) -> list[str]:
    """Name what a place has in common with its neighbours."""
    one, told = candidates[n], list[str]()
    for step in (-1, 1):
        if not 0 <= n + step < len(candidates):
            continue
        other = candidates[n + step]
        if family(other) == family(one):
            told.append(f"same mark {step:+d}")
        if other.words.split(maxsplit=1)[:1] == one.words.split(maxsplit=1)[:1]:
            told.append(f"same word {step:+d}")
        if one.marker and other.marker is None and step == 1 and not other.opens_line:
            told.append("tail follows")
    return told
