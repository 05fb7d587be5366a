"""Things that a question wants named: which services, what types of offence, who, a list of the platforms (FOIA s.1(1))."""

import re

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.words import words

_THINGS = words("things")
_KIND = r"(?:types?|kinds?|sorts?|categor(?:y|ies)|class(?:es)?|names?|range|nature) of"
_ADDS = (
    r"(?:(?:of|the|your|these|those|our|its|their|any|all|each|every|other|exact|specific|particular|different|various|council|authority|internal"
    rf"|social|media|alleged|individual|external|outside|own|senior|named|relevant|was|were|is|are|for|\w+(?:ory|al)|\w+['’]s?|{_KIND})\s+)"
)
_ASKS = (
    r"(?:which|what|list(?:ing)?(?: of)?|names?(?: of)?|identit(?:y|ies) of|identify|specify|particulars of"
    # Of what is to be told only all of it: `provide your officers` asks for nothing.
    r"|(?:tell|give|send|state|set out|provide|supply|want|need|like|disclose|know|have)(?: me| us)?(?: with)?(?=\s+(?:the|all|each|every)\b)(?!\s+the same\b))"
)
# `Profiles in which staff look` and `what officers do` ask for nobody; `what people were asked` is of those people.
_OF_WHOM = r"(?<!\bin )(?<!\bunder )(?<!\bon )(?<!\bthrough )(?<![a-z] by )(?!what\b)"


def _pattern(name: str, written: str) -> re.Pattern[str]:
    before = _OF_WHOM if name == "person" else ""
    kinds = rf"{_KIND}\s+{_ADDS}{{0,3}}" if name == "watched" else ""
    return bounded(
        rf"{before}\b{_ASKS}\s+(?:me |us |out )?{_ADDS}{{0,4}}{kinds}(?:{written})\b(?! (?:frame|line))",
        re.IGNORECASE,
    )


_PATTERNS = {name: _pattern(name, written) for name, written in _THINGS.items()}
# `Officers who look` tells of which officers; `who looks` asks.
_WHO = bounded(
    r"(?:^|[.?!;:(]\s*|,\s*(?=who\b[^.?!]*\?)|\b(?:and|or|by|to|with|from|for|of|state|say|saying|know|me|us|identify|ask|please|whether)\s+)"
    r"\W*(?:who|whom|whose (?:decision|permission|approval|authority|consent|responsibility|job|idea))\b",
    re.IGNORECASE,
)
_LOOKING = (
    r"look(?:ing)?|view(?:ing)?|visit(?:ed|ing)?|search(?:ed|ing)?|profiles?|browsed?|monitor(?:s|ed|ing)?"
)
# What a which-question is of: an application, its authorisation and the operation are one matter there.
_OF_POPULATION = {
    "looks": bounded(rf"\b(?:{words('counted')['looks']}|{_LOOKING})\b(?! into)", re.IGNORECASE),
    "authorisations": bounded(
        rf"\b(?:{'|'.join(words('counted')[one] for one in ('authorisations', 'applications', 'operations'))}|surveillance)\b",
        re.IGNORECASE,
    ),
    "profiles": bounded(
        r"\b(?:covert|false|fake|pseudonym\w+|undercover|research|investigat\w+) (?:\w+ )?(?:profiles?|accounts?|identit(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "complaints": bounded(rf"\b(?:{words('counted')['complaints']})\b", re.IGNORECASE),
}
_DONE = r"(?:made|used|obtained|looked|viewed|carried|took|authorised|approved|granted|refused|signed|conducted|searched|accessed|monitored|checked|asked|applied|ran)"
_PAST = bounded(
    rf"\b(?:did|was|were|has been|have been|had been|had)\b|\b(?:who|that|(?:which|what)(?: (?!(?:are|is|may|can|be|must)\b)[\w'’]+){{1,6}}?) (?:\w+ly )?{_DONE}\b"
    rf"|\bhave (?:\w+ )?{_DONE}\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’'&-]+ [A-Z][\w’'&-]+|(?<=[a-z,;:] )[A-Z][\w’'&-]+")
_SUBJECTS = {"service": "service", "platform": "platform", "watched": "whose", "purpose": "purpose"}
_KNOWN = {
    thing: bounded(rf"\b(?:{'|'.join(words(f'subjects.{category}').values())})\b", re.IGNORECASE)
    for thing, category in _SUBJECTS.items()
}
_ALSO = {
    "grade": _THINGS["person"],
    "person": _THINGS["grade"],
}  # a rank is told by its holder, and he by his rank
_WORDS = {
    name: bounded(rf"\b(?:{written}|{_ALSO.get(name, written)})\b", re.IGNORECASE)
    for name, written in _THINGS.items()
}


def things_asked(text: str) -> tuple[str, ...]:
    """Find what a question wants named, in a fixed order; empty where it asks to be told no name."""
    found = [name for name, pattern in _PATTERNS.items() if pattern.search(text)]
    if "person" not in found and _WHO.search(text):
        found.append("person")
    return tuple(found)


def names_some(thing: str, *, answer: str) -> bool:
    """Whether words name, or may name, such a thing: a proper name, a known one, or the thing by its word."""
    known = _KNOWN.get(thing)
    return bool(_NAME.search(answer) or _WORDS[thing].search(answer) or (known and known.search(answer)))


def asked_population(text: str) -> str:
    """Find of what a question wants the things named: of the looks, of the authorisations; "" where it says neither."""
    found = [(place.start(), name) for name, words in _OF_POPULATION.items() if (place := words.search(text))]
    return min(found)[1] if found else ""


def speaks_of_population(name: str, *, answer: str) -> bool:
    """Whether an answer speaks of them."""
    return bool(_OF_POPULATION[name].search(answer))


def asks_of_the_past(text: str) -> bool:
    """Whether a question asks what was done, which no policy tells."""
    return bool(_PAST.search(text))
