"""Whether somebody gave a reason in words: a letter, a full stop or one word again and again says nothing, nor does what draws nothing."""

import re
import unicodedata

# Letters and signs by their class that no font draws: the Hangul fillers, the blank of Braille, the null note, the place of an object.
_BLANK = dict.fromkeys([0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159, 0xFFFC])
_DRAWN = "LNPS"  # classes of Unicode: letters, numbers, punctuation, signs
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def has_words(text: str) -> bool:
    """Say whether a text holds at least two different words that are more than letters."""
    words = {one.casefold() for one in _WORD.findall(text.translate(_BLANK))}
    return len(words) > 1 and len("".join(words)) > len(words) + 1


def has_a_word(text: str) -> bool:
    """Say whether a short answer, such as a place or how often, holds a word or a number; one letter is none."""
    return any(len(one) > 1 for one in _WORD.findall(text.translate(_BLANK))) or any(
        one.isdigit() for one in text
    )


def drawn(text: str) -> str:
    """The text, or nothing where no sign of it draws anything: marks of zero width, controls and fillers are no answer."""
    return text if any(map(_draws, text)) else ""


def _draws(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _DRAWN and ord(sign) not in _BLANK
