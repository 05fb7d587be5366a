"""Days of a thing that a question asks for and an answer tells: of its approval, its effect, its end (FOIA s.1(1)).

A policy is approved on one day and used from another, so the one is no answer to a question for the other.
"""

import re

from watchbook.reading.answer_letter.wording import sentences
from watchbook.reading.bounded import bounded
from watchbook.reading.facets.kinds import MONTH

_WHEN = (
    r"\b(?:when|(?:on|from|since|until|for) (?:what|which) (?:dates?|days?)|(?:what|which) (?:was|is|were|are) the (?:dates?|days?)|(?:what|which) (?:dates?|days?)"
    r"|dates? (?:on which|when|that|of)?|days? (?:on which|when))\b"
)
_BEGINS = (
    r"(?:(?:take|takes|took|taking|taken|of) effect|(?:come|comes|came|coming|enter\w*|go|goes|went|put|brought|bring) in(?:to)? (?:force|effect|operation|use)"
    r"|(?:been|was|is|were|are|it|they|\w+) in (?:force|effect|use|operation)|(?:become|became|was|is|were|are) effective"
    r"|(?:go|goes|went) live|(?:start|begin|commence)(?:s|ed)?|began|begun"
    r"|(?:first )?appl(?:y|ies|ied)|implement(?:ed)?|in operation)"
)
_ENDS = r"(?:end|expire|lapse|cease|finish|run out|terminate)(?:s|d|ed|es)?|ran out|runs out|be(?:en|ing)? (?:withdrawn|superseded|replaced)"
_BEGIN_DAY = r"\b(?:effective|start|starting|commencement|implementation|in[- ]force) (?:(?:and|or) (?:\w+ )?(?:end|expiry) )?dates?\b"
_END_DAY = r"\b(?:end|expiry|expiration|termination) dates?\b|\buntil (?:when|what (?:date|day))\b"
_ASKS = {
    "effect": bounded(rf"{_WHEN}[^.?;]{{0,80}}?\b{_BEGINS}\b|{_BEGIN_DAY}", re.IGNORECASE),
    "end": bounded(rf"{_WHEN}[^.?;]{{0,90}}?\b(?:{_ENDS})\b|{_END_DAY}", re.IGNORECASE),
}
_SORT = bounded(
    r"(?P<effect>\b(?:effect|effective|force|operation|use|used|appl(?:y|ies|ied)|start\w*|beg[aiu]n\w*|commenc\w+|from|since|live|implement\w*|introduced)\b)"
    r"|(?P<end>\b(?:ends?|ended|expir\w+|laps\w+|ceas\w+|until|till|to|finish\w*|ran out|runs? out|supersed\w+|withdrawn|replac\w+|cancel\w*)\b)"
    r"|(?P<other>\b(?:approv\w+|adopt\w+|agreed|signed|decided|dated|publish\w+|issued|written|drafted|ratif\w+|endors\w+|review\w*|made|granted|applied for)\b)",
    re.IGNORECASE,
)
_DAY = bounded(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{MONTH},? (?:19|20)[0-9]{{2}}\b|\b[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2,4}}\b|\b(?:19|20)[0-9]{{2}}\b",
    re.IGNORECASE,
)
_DENIES = bounded(r"\b(?:no|not|none|never|nor|without|neither)\b|n['’]t\b", re.IGNORECASE)
ANY = "any"


def days_asked(text: str) -> tuple[str, ...]:
    """Find which days a question asks for, of effect and of end."""
    return tuple(sort for sort, pattern in _ASKS.items() if pattern.search(text))


def days_left(text: str, *, answer: str) -> tuple[str, ...]:
    """Find which of them an answer that names days does not tell; a bare day is whichever was asked for."""
    asked = days_asked(text)
    told = [sort for one in sentences(answer) for sort in _told(one)]
    if not asked or not told:
        return ()
    left = [sort for sort in asked if sort not in told and not _is_denied(sort, answer=answer)]
    return tuple(left[told.count(ANY) :])


def _told(sentence: str) -> list[str]:
    """Tell what each day of a sentence is, by the last word before it that says so."""
    found, reached = [], 0
    for day in _DAY.finditer(sentence):
        before = [one.lastgroup or ANY for one in _SORT.finditer(sentence, reached, day.start())]
        found.append(before[-1] if before else ANY)
        reached = day.end()
    return found


def _is_denied(sort: str, *, answer: str) -> bool:
    """Whether an answer says that there is no such day."""
    for one in filter(_DENIES.search, sentences(answer)):
        spoken = {found.lastgroup for found in _SORT.finditer(one)}
        if sort in spoken or not spoken:
            return True
    return False
