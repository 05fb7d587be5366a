"""Short questions about the things of the question above: `how many of them were covert?` (FOIA s.1(1))."""

import re

# What stands for the things of the question above; `this policy` names its own.
_FOLLOWS = re.compile(
    r"\b(?:it|they|them)\b|\b(?:of|from|among) (?:these|those)\b"
    r"|\b(?:have|give|get|show|see|split|break|divide|provide|arrange) (?:me |us )?(?:that|this|these|those)\b"
    r"|\b(?:this|that|these|those) (?:numbers?|figures?|totals?|counts?|views?|looks?|occasions|visits|checks)\b"
    r"|\b(?:their|its) (?:numbers?|totals?|figures?)\b|\bhow many of the \w{1,40}\b"
    r"|^\W*(?:and )?what (?:is|are|was|were) the (?:\w{1,40} )?(?:figures?|numbers?|totals?|counts?)\b(?! of\b| for\b)"
    r"|\bthe same (?:figures?|numbers?|totals?|counts?|information|data|breakdown)\b"
    r"|\b(?:this|that|these|those)\b(?=\W*$|\s+(?:done|happen\w*|take place|took place)\b)",
    re.IGNORECASE,
)
LONGEST_REFERENCE = 14  # words: a longer question says itself what it is about


def follows_on(text: str) -> bool:
    """Whether a short question asks of what the one above is about: `How many times was it done?`."""
    return len(text.split()) <= LONGEST_REFERENCE and bool(_FOLLOWS.search(text))


_OF_THE = re.compile(r"\bhow many of the (\w{1,40}?)s?\b", re.IGNORECASE)


def follows_on_from(text: str, *, above: str) -> bool:
    """Whether it asks of what that question is about: `how many of the authorisations` is of none that names no authorisation."""
    named = _OF_THE.search(text)
    return follows_on(text) and not (named and named[1].casefold() not in above.casefold())
