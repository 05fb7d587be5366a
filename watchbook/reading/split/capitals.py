"""A request in small letters alone: its sentences and lines are read with the capitals that they would have begun with."""

import re

_MARKER = r"(?:o[ \t]+|(?:\w{1,4}[.)\]]+)+[ \t]*)"
_BEGINS = re.compile(
    rf"(?:^[^\w\n]*+{_MARKER}?+|[.?!][ \t\n]++{_MARKER}?+)[a-z]|(?<![\w.(])i(?=['’ ][a-z])", re.MULTILINE
)


def with_capitals(text: str) -> str:
    """The text, every place where it was; itself where it has a capital anywhere."""
    if any(map(str.isupper, text)):
        return text
    return _BEGINS.sub(lambda found: found.group()[:-1] + found.group()[-1].upper(), text)
