"""A request whose lines a mail program broke at a width: its breaks are read as blanks, every place stays where it was.

A break is the program's where the next word would not have fitted. What ends a sentence, is a paragraph's end or stands before a
marker stays a break: there a question may begin.
"""

import re
from collections.abc import Iterator

NARROWEST, WIDEST = 55, 100  # characters of the longest line
FEWEST = 3  # breaks, before a width is believed
MOST_LONG = 0.4  # of the long lines end where the next word would not have fitted
_LINE = re.compile(r"[^\n]*\n?")
_ENDS = (".", "?", "!", ":", ";")
_WITHIN = re.compile(r"[.?!;] {1,3}\(?\w{1,2}[.)] ")
_MARKER = re.compile(
    r"[ \t]*(?:[-–—•*·▪●○|>]|o[ \t]|\(?\w{1,4}[.)\]:]|\d|(?i:question|request|part|section|q)[ \t]?\d)"
)


def unwrapped(text: str) -> str:
    """The text with blanks for the breaks that a width made; the text itself where no width shows."""
    lines = _LINE.findall(text)
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return text
    full = set(_full(lines, width=width))
    long = sum(len(line.rstrip()) > width / 2 for line in lines)
    if len(full) < FEWEST or len(full) < MOST_LONG * long:
        return text
    runs_in = _runs_in(lines, full=full)
    return "".join(
        line[:-1] + " " if number in full and (runs_in or _goes_on(line, lines[number + 1])) else line
        for number, line in enumerate(lines)
    )


def _full(lines: list[str], *, width: int) -> Iterator[int]:
    """Numbers of the lines that the next line's first word would have made too wide."""
    for number in range(len(lines) - 1):
        word = lines[number + 1].split(None, 1)[:1]
        if word and lines[number].strip() and len(lines[number].rstrip()) + 1 + len(word[0]) > width:
            yield number


def _runs_in(lines: list[str], *, full: set[int]) -> bool:
    """Whether numbers stand within lines rather than at the lines that somebody began: then a break says nothing before one either."""
    within = sum(len(_WITHIN.findall(line)) for line in lines)
    begun = sum(bool(_MARKER.match(line)) for number, line in enumerate(lines) if number - 1 not in full)
    return within > begun


def _goes_on(line: str, following: str) -> bool:
    return not line.rstrip().endswith(_ENDS) and not _MARKER.match(following)
