"""Questions that a sentence of an answer names within its words: `Questions 3, 4 and 7`, `your first and third questions`, `part two`."""

import re

from watchbook.reading.answer_letter.numbers import LIST, Numbers, named_in
from watchbook.reading.bounded import bounded

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CALLED = r"(?:questions?|points?|items?|parts?|bullets?|bullet points?|elements?|queries|query)"
_EACH = rf"(?:{'|'.join(_ORDINALS)}|last|final)"
_NUMBERED = bounded(
    rf"\b(?:(?:questions?|points?|items?|parts?|requests?)(?: numbers?| nos?\.?)? |q(?=\d)|(?:for|as to|on) )(?P<list>{LIST})",
    re.IGNORECASE,
)
_ORDERED = bounded(
    rf"\b(?P<each>{_EACH}(?:(?:, and |, | and | & ){_EACH})*)(?: (?P<many>{'|'.join(_COUNTS)}))? {_CALLED}\b"
    rf"|\b(?:question|point|item|part|element|query) (?P<one>{'|'.join(_COUNTS)})\b(?! of\b)",
    re.IGNORECASE,
)


_OPENS = bounded(
    r"\W*(?:(?:and|but|however|now|in|with|as|on|for|to|of|from|under|regarding|concerning|about|the|your|our|my|answers?|repl(?:y|ies)"
    r"|response|relation|respect|regards?|reference|information|questions?|points?|items?|parts?|requests?|numbers?|nos?|q)\b\W*)*"
    rf"(?:[(\[]?\d{{1,2}}\b|q\d|{_EACH}\b|(?:{'|'.join(_COUNTS)})\b)",
    re.IGNORECASE,
)


def opens(sentence: str, *, numbers: Numbers) -> bool:
    """Whether a sentence begins by naming the questions that it is about."""
    return bool(_OPENS.match(sentence)) and bool(named(sentence, numbers=numbers))


def named(sentence: str, *, numbers: Numbers) -> list[str]:
    """The questions that a sentence names; none where it names any that the request has not."""
    here = _NUMBERED.search(sentence)
    listed = named_in(here["list"], numbers=numbers) if here else []
    if listed:
        return listed
    ordered = _ORDERED.search(sentence)
    return _at(_places(ordered), numbers=numbers) if ordered else []


def _places(found: re.Match[str]) -> list[int]:
    """The places that ordinals name, counted from 0; -1 is the last."""
    if found["one"]:
        return [_COUNTS.index(found["one"].lower())]
    each = [word.lower() for word in re.findall(_EACH, found["each"], re.IGNORECASE)]
    many = _COUNTS.index(found["many"].lower()) + 1 if found["many"] else 1
    if len(each) == 1 and each[0] == "first":
        return list(range(many))
    return [_ORDINALS.index(word) if word in _ORDINALS else -1 for word in each]


def _at(places: list[int], *, numbers: Numbers) -> list[str]:
    """The questions at some places of the request: of its numbers without a part, where it has several."""
    above = [one for one in numbers.all if "." not in one]
    among = above if len(above) > 1 else numbers.all
    if any(place >= len(among) for place in places):
        return []
    found = [among[place] for place in places]
    return list(dict.fromkeys(part for one in found for part in (one, *numbers.below(one))))
