"""Days and lists in words, as they stand in answers."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

POINT = "• "  # begins a line of a list, of which a letter makes a list too


def in_words(day: date) -> str:
    """7 October 2019."""
    return formatted(day, "j F Y")


def one_after_another(said: Sequence[str]) -> str:
    """Sentences in a row; what is a list of lines begins and ends a line. Empty ones are left out."""
    shown = [one for one in said if one]
    between = ["\n" if "\n" in f"{before}{one}" else " " for before, one in pairwise(shown)]
    return "".join(f"{one}{after}" for one, after in zip(shown, [*between, ""], strict=True))


def either(words: Sequence[str]) -> str:
    """One; one or another; one, another or a third."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} or {last}").format(first=", ".join(words[:-1]), last=words[-1])
