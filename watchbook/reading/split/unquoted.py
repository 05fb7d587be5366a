"""A request that arrives quoted from its first line to its last, as a mail that was forwarded or answered below nothing.

Its marks of quotation are read as blanks: every place stays where it was. A message quoted below a request is left as it is.
"""

import re
from dataclasses import replace

from watchbook.reading.split.parts import Split

_MARKS = re.compile(r"^[ \t]{0,9}>[> \t]{0,40}", re.MULTILINE)
_UNMARKED = re.compile(r"^(?![ \t]{0,9}>)[^\w\n]*+\w", re.MULTILINE)


def unquoted(text: str) -> str:
    """The text with blanks for its marks where every line that says something bears one; else the text itself."""
    if ">" not in text or _UNMARKED.search(text):
        return text
    return _MARKS.sub(lambda found: " " * len(found.group()), text)


def as_written(cut: Split, *, text: str) -> Split:
    """The cut of an unquoted text with the words of each question as the requester's text has them."""
    return Split(tuple(replace(one, text=text[one.start : one.end]) for one in cut.questions), cut.other)
