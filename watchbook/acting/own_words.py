"""Whether somebody gave a reason in words: a letter, a full stop or one word again and again says nothing."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def has_words(text: str) -> bool:
    """Say whether a text holds at least two different words that are more than letters."""
    words = {one.casefold() for one in _WORD.findall(text)}
    return len(words) > 1 and len("".join(words)) > len(words) + 1


def has_a_word(text: str) -> bool:
    """Say whether a short answer, such as a place or how often, holds a word or a number; one letter is none."""
    return any(len(one) > 1 for one in _WORD.findall(text)) or any(one.isdigit() for one in text)
