"""Days and lists in words, as they stand in answers."""

from collections.abc import Sequence
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _


def in_words(day: date) -> str:
    """7 October 2019."""
    return formatted(day, "j F Y")


def joined(words: Sequence[str]) -> str:
    """One; one and another; one, another and a third."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def either(words: Sequence[str]) -> str:
    """One; one or another; one, another or a third."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} or {last}").format(first=", ".join(words[:-1]), last=words[-1])
