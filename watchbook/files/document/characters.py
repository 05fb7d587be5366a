"""Which characters a letter can carry: what no format prints is left out, and every way to end a line is one."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, halves of a pair, what is no character, hints where a word may be cut, and marks that show text in an
# order in which it was not written.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def printable(text: str) -> str:
    """The text as every format can carry it, to the letter otherwise."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text)).strip()


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter of a text that has a direction goes from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((way for way in directions if way == "L" or way in RIGHT_TO_LEFT), "L") != "L"
