"""The documents that a question names one by one: the assessment, including drafts and the comments on it (FOIA s.1(1))."""

import re

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.words import words

_PATTERNS = {
    name: bounded(rf"\b(?:{written})\b", re.IGNORECASE) for name, written in words("documents").items()
}
_INCLUDING = bounded(
    r"\b(?:including|inclusive of|together with|along with|as well as|plus)\b(?P<what>[^.?;]*)", re.IGNORECASE
)
_COPY_OF = bounded(
    r"\bcop(?:y|ies) of\b(?P<what>[^.?;]*)|\b(?:send|supply|provide|enclose|forward)(?: me| us)? (?:with )?(?P<sent>(?:the|your|its|any|all)\b[^.?;]*)"
    r"|^\W*(?:[0-9a-z]{1,3}[.)] )?(?P<bare>(?:all|any|every|each|the|your)\b(?! (?:number|cost|figures?|totals?|dates?|names?|reasons?)\b)[^.?;]*)",
    re.IGNORECASE,
)
_OR = bounded(
    r"\b(?:or|such as|e\.g|relating to|about|which|that|arising|for|of|on|in|used|available)\b|/",
    re.IGNORECASE,
)
_PARTS = bounded(r",\s*(?:and\s+)?|\band\b|\bas well as\b|\bplus\b", re.IGNORECASE)
_IS_A_PART = bounded(r"^\s*(?:the |a |any |all )?(?:how|what|who|when|whether)\b", re.IGNORECASE)


def documents(text: str) -> tuple[str, ...]:
    """Find what a question asks to be sent, where it names more than one thing; `a, b or c` is one thing by many names."""
    named = list[str]()
    for found in _COPY_OF.finditer(text):
        for part in _PARTS.split(found["what"] or found["sent"] or found["bare"] or ""):
            head = _OR.split(part, maxsplit=1)[0]
            if not re.match(r"\s*(?:or\b|/)", part[len(head) :], re.IGNORECASE):
                named += _names(head)
    if (
        not _PATTERNS["policy"].search(text)
        and not named
        and not re.search(r"\bassessments?|documents?|cop(?:y|ies)\b", text, re.IGNORECASE)
    ):
        return ()
    for found in _INCLUDING.finditer(text):
        if not _IS_A_PART.match(found["what"]):
            named += _names(re.split(r"\bor\b", found["what"], maxsplit=1)[0])
    return tuple(dict.fromkeys(named)) if len(dict.fromkeys(named)) > 1 or _INCLUDING.search(text) else ()


def is_named(document: str, *, answer: str) -> bool:
    """Whether an answer speaks of a document by any of its names."""
    return bool(_PATTERNS[document].search(answer))


def _names(text: str) -> list[str]:
    return [name for name, pattern in _PATTERNS.items() if pattern.search(text)]
