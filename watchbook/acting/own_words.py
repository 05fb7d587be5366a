"""Whether somebody gave a reason in words: a letter, a full stop or one word again and again says nothing."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def has_words(text: str) -> bool:
    """Say whether a text holds at least two different words that are more than letters."""
    words = {one.casefold() for one in _WORD.findall(text)}
    return len(words) > 1 and len("".join(words)) > len(words) + 1
