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
    r"\bcop(?:y|ies) of\b(?P<what>[^.?;]*)|\b(?:send|supply|provide|enclose|forward)(?: me| us)? (?:with )?(?P<sent>(?:the|your|its|any|all)\b[^.?;]*)",
    re.IGNORECASE,
)
_OR = bounded(
    r"\b(?:or|such as|e\.g|relating to|about|which|that|arising|for|of|on|in|used|available)\b|/",
    re.IGNORECASE,
)
_IS_A_PART = bounded(r"^\s*(?:the |a |any |all )?(?:how|what|who|when|whether)\b", re.IGNORECASE)


def documents(text: str) -> tuple[str, ...]:
    """Find what a question asks to be sent, where it names more than one thing; `a, b or c` is one thing by many names."""
    named = list[str]()
    for found in _COPY_OF.finditer(text):
        head = _OR.split(found["what"] or found["sent"] or "", maxsplit=1)[0]
        if not _OR.match((found["what"] or found["sent"])[len(head) :].lstrip()) or not re.match(
            r"\s*(?:or\b|/)", (found["what"] or found["sent"])[len(head) :], re.IGNORECASE
        ):
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
