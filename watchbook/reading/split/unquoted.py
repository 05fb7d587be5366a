"""A request that arrives quoted from its first line to its last, as a mail that was forwarded or answered below nothing.

Its marks of quotation are read as blanks: every place stays where it was. A message quoted below a request is left as it is; one that is
forwarded below words that ask nothing is the request.
"""

import re
from dataclasses import replace

from watchbook.reading.split.parts import Split

_MARKS = re.compile(r"^[ \t]{0,9}>[> \t]{0,40}", re.MULTILINE)
_UNMARKED = re.compile(r"^(?![ \t]{0,9}>)[^\w\n]*+\w", re.MULTILINE)
_FORWARDS = re.compile(
    r"^(?:Begin forwarded message:|-{2,10} ?Forwarded message ?-{2,10})[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_ASKS = re.compile(r"\?|^[ \t]*(?:\d{1,3}|[a-z])[.)]", re.IGNORECASE | re.MULTILINE)


def unquoted(text: str) -> str:
    """The text with blanks for its marks where every line that says something bears one; else the text itself."""
    if ">" not in text:
        return text
    start = _begins(text)
    if _UNMARKED.search(text, start):
        return text
    return text[:start] + _MARKS.sub(lambda found: " " * len(found.group()), text[start:])


def _begins(text: str) -> int:
    """Return where the mail begins that a text forwards and above which it asks nothing; else where the text begins."""
    forward = _FORWARDS.search(text)
    return forward.end() if forward and not _ASKS.search(text, 0, forward.start()) else 0


def as_written(cut: Split, *, text: str) -> Split:
    """The cut of an unquoted text with the words of each question as the requester's text has them."""
    return Split(tuple(replace(one, text=text[one.start : one.end]) for one in cut.questions), cut.other)
