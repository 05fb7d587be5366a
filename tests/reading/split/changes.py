"""Ten changes to a request's layout that leave its questions as they are, and whether the cut stays."""

import re
import textwrap

from watchbook.reading.split.questions import split

_FOOTER = "\n\nPage 1 of 1\n"
_DISCLAIMER = (
    "\n\n--\nThis email and any files sent with it are confidential and intended solely for the addressee. "
    "If you have received it in error, please delete it and tell the sender.\n"
)


def _each_line(text, change):
    return "\n".join(change(line) for line in text.split("\n"))


CHANGES = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "hard wraps": lambda text: _each_line(
        text, lambda line: textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)
    ),
    "lower case": str.lower,
    "quoted": lambda text: _each_line(text, lambda line: f"> {line}"),
    "question marks lost": lambda text: text.replace("?", ""),
    "blank lines doubled": lambda text: text.replace("\n\n", "\n\n\n"),
    "blanks at line ends": lambda text: text.replace("\n", "  \n"),
    "a footer": lambda text: text.rstrip() + _FOOTER,
    "a disclaimer": lambda text: text.rstrip() + _DISCLAIMER,
    "line breaks lost": lambda text: re.sub(r"\s*\n\s*", " ", text),
}


def keeps_its_cut(text, *, under):
    """Whether the same words are cut into the same questions after a change; only letters and digits are compared."""
    text = text.replace("\r\n", "\n")
    return _questions(text) == _questions(CHANGES[under](text))


def _questions(text):
    words = ["".join(filter(str.isalnum, one.text.lower())) for one in split(text).questions]
    return [one for one in words if one]
