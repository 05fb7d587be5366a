"""The foot of a request that nobody wrote to ask: the number of a page, and what a mail program says of confidence.

It is left out before the request is cut, so that what stands below a request changes nothing in its questions.
"""

import re

from watchbook.reading.bounded import bounded
from watchbook.reading.split import lines
from watchbook.reading.split.parts import Span, SpanKind, Split

_FOOT = bounded(
    r"[\W_]*(?:page|tudalen)\s{0,3}\d{1,4}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,4})?\W*$"
    r"|[^?]{0,40}\b(?:this|the) (?:e-?mail|message|communication|transmission)\b[^?]{0,160}\b(?:(?:is|are|be) (?:strictly )?(?:confidential|private|privileged)"
    r"|intended (?:solely|only) for)\b[^?]*$"
    r"|[^?]{0,40}\breceived (?:this|it)\b[^?]{0,40} in error\b[^?]*$",
    re.IGNORECASE,
)
# What a mail program asks of its reader: if you are not the intended recipient, have you deleted it?
_ASKS_THE_READER = bounded(
    r"[^.?!]{0,160}\b(?:intended (?:recipient|addressee)|in error|need to print|print (?:this|it))\b[^.?!]{0,120}\?",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=*]{2,}\s*$")


def begins(text: str) -> int:
    """Find where the foot of a request begins; its end where it has none."""
    start = len(text)
    for line in reversed(lines.read(text)):
        is_rule = start < len(text) and _RULE.match(line.text)
        if not is_rule and not _FOOT.match(_ASKS_THE_READER.sub("", line.text)):
            break
        start = line.start
    return start


def added(cut: Split, *, start: int, text: str) -> Split:
    """The cut of a request with its foot below it."""
    end = len(text.rstrip())
    if start >= end:
        return cut
    after = [Span(end, len(text), SpanKind.SPACE)] if end < len(text) else []
    return Split(cut.questions, (*cut.other, Span(start, end, SpanKind.BOILERPLATE), *after))
