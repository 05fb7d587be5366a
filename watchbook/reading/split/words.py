"""Words of a place by their kind, how it ends, and sizes in steps: the small change of `features` and `lists`."""

import re
from collections.abc import Sequence

from watchbook.reading.split.candidates import Candidate

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
ASKING = frozenset(["how", "what", "which", "who", "whom", "whose", "when", "where", "why", "whether"])
ORDERING = frozenset(
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
_LOOKED_AT = 400  # code points of a place


def words_of(text: str) -> list[str]:
    """The words of a place in small letters."""
    return [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]


def kind_of_words(text: str) -> str:
    """Say in what manner a place opens."""
    return kind_of(words_of(text[:80]))


def family(one: Candidate) -> str:
    """The kind of the marker before a candidate, `none` without one."""
    if one.marker is None:
        return "none"
    reading = one.marker.readings[0]
    return f"{reading[0].family}{len(reading) if len(reading) > 1 else ''}"


def kind_of(words: Sequence[str]) -> str:
    """Say in what manner words open: asking, ordering, naming, with `if`, otherwise."""
    for word in words[:2]:
        for name, among in (
            ("asking", ASKING),
            ("ordering", ORDERING),
            ("auxiliary", _AUXILIARY),
            ("naming", _NAMING),
        ):
            if word in among:
                return name
    return "if" if words[:1] == ["if"] else "other"


def ending(words: str) -> str:
    """The mark with which words end, or what stands there."""
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


def bucket(count: int) -> str:
    """A count in steps."""
    return next((str(limit) for limit in (0, 1, 2, 3, 5, 8, 12, 20, 35) if count <= limit), "more")
