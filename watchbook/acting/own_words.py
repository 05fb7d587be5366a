"""Whether somebody gave a reason in words: a letter, a full stop or one word again and again says nothing, nor does what draws nothing.

And what is read is what is kept: signs that turn the order of others, or that have no width, are left out of what people write. In the text
of a stranger, which is kept to the letter, they are shown by their number.
"""

import re
import unicodedata
from collections.abc import Callable

# Letters and signs by their class that no font draws: the Hangul fillers, the blank of Braille, the null note, the place of an object.
_BLANK = dict.fromkeys([0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159, 0xFFFC])
_DRAWN = "LNPS"  # classes of Unicode: letters, numbers, punctuation, signs
# Signs that turn the order of those after them, and signs without width.
_TURNING = "\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_WITHOUT_WIDTH = "\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff"
_OF_DIRECTION = "\u061c\u200e\u200f"  # needed in texts from right to left alone
_JOINERS = "\u200c\u200d"
_TAGS = "\U000e0000-\U000e007f"
# A flag whose tags say of which country it is, such as Wales, is matched whole, so that its tags stay.
_FLAG = "\U0001f3f4"
_UNSEEN = re.compile(f"{_FLAG}[{_TAGS}]+|[{_TURNING}{_WITHOUT_WIDTH}{_OF_DIRECTION}{_JOINERS}{_TAGS}]")
# Scripts in which a joiner changes how letters are drawn, by the first word of the names of their letters.
_JOINED = re.compile(
    "ARABIC|SYRIAC|MANDAIC|NKO|MONGOLIAN|PHAGS-PA|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|"
    "KHMER|MYANMAR|TIBETAN|BALINESE|JAVANESE|LEPCHA|LIMBU|CHAKMA|KAITHI|BRAHMI|GRANTHA|NEWA|TIRHUTA|MEETEI|SAURASHTRA"
)
_OF_EMOJI = frozenset(["So", "Sk"])
_VARIANT = "\ufe0f"
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


def one_line(text: str) -> str:
    """The text on one line: an end of a line in it would begin another line of the letter that repeats it."""
    return " ".join(text.split())


def drawn(text: str) -> str:
    """The text, or nothing where no sign of it draws anything: marks of zero width, controls and fillers are no answer."""
    return text if any(map(_draws, text)) else ""


def as_read(text: str) -> str:
    """The text without signs that turn the order of others or have no width, but where a script, an emoji or a flag needs them."""
    return _with_unseen(text, lambda _sign: "")


def with_unseen_shown(text: str) -> str:
    """The text with such signs told by their number, as a page shows the words of a stranger: seen, and not obeyed."""
    return _with_unseen(text, lambda sign: f"[U+{ord(sign):04X}]")


def _with_unseen(text: str, instead: Callable[[str], str]) -> str:
    if text.isascii() or not _UNSEEN.search(text):
        return text
    has_right_to_left = any(one.isalpha() and unicodedata.bidirectional(one) in {"R", "AL"} for one in text)

    def read(found: "re.Match[str]") -> str:
        sign, first = found[0], found.start()
        if sign in _JOINERS:
            is_needed = _joins(text[max(first - 1, 0) : first], text[first + 1 : first + 2])
        else:
            is_needed = sign[0] == _FLAG or (has_right_to_left and sign in _OF_DIRECTION)
        return sign if is_needed else instead(sign)

    return _UNSEEN.sub(read, text)


def _joins(before: str, after: str) -> bool:
    """Whether a joiner stands between two emoji, or after a letter of a script that has joiners."""
    if not before:
        return False
    if _JOINED.fullmatch(unicodedata.name(before, "").partition(" ")[0]):
        return True
    is_emoji = before == _VARIANT or unicodedata.category(before) in _OF_EMOJI
    return is_emoji and bool(after) and unicodedata.category(after) in _OF_EMOJI


def _draws(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _DRAWN and ord(sign) not in _BLANK
