"""Halves of a question that joins two requests: each gets its own answer (FOIA s.1(1)).

A copy of what was just asked about is the same thing, and so is an aside in brackets.
"""

import re
from itertools import islice

from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.bounded import bounded

_ASIDE = re.compile(r"\([^()]{0,400}\)")
_PIECE = re.compile(r"[^?.;]+(?:[?.;]+(?!\s)[^?.;]+)*[?.;]*")
_WORDS = re.compile(r"[^\W_]+")
_JOINS = bounded(r"\b(?:and|plus|as well as|along with|together with)\b", re.IGNORECASE)
_EITHER = bounded(r"or\b(?!\W+(?:please|how|what|who|when))", re.IGNORECASE)  # two ways to ask one thing
_DEPENDS = bounded(
    r"\b(?:if (?:so|yes)|of (?:them|these|those|which)|them|they|it|its|their|these|those|each|the (?:report|reports|last|first|latest))\b",
    re.IGNORECASE,
)
# Words too few for a request that are one all the same: `how many, and why?`.
_TAIL = re.compile(r"(?:(?:by|to|with|from|for) whom|since when|(?:the|their|its) \w+)\W*$", re.IGNORECASE)
_TAIL_BEHIND_A_COMMA = re.compile(r"(?:why|when|where)\W*$", re.IGNORECASE)
SHORTEST = 3  # words of a request: `if so, which` asks no second thing
LONGEST = 4_000  # characters of a sentence that is cut: each joint is weighed by all that stands before it


def depends(half: str) -> bool:
    """Whether a half speaks of the things of the one before it: `and who approved them?`, or `how often for each?`."""
    return bool(_DEPENDS.search(half))


def halves(question: str) -> tuple[str, ...]:
    """Each request that a question makes, in its order; the question alone where it makes one."""
    found = list[str]()
    for sentence in map(str.strip, _PIECE.findall(_ASIDE.sub(" ", question).strip())):
        for part in _parts(sentence):
            if found and not _is_another(part, before=found[-1]):
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
    return tuple(one.strip(" ,;") for one in found) if len(found) > 1 else (question,)


def _is_another(after: str, *, before: str) -> bool:
    """Whether what follows a request asks again, and for more than a copy of the same; what only led to it is none."""
    if _is_a_part(after):
        return True
    if not before.rstrip("”\"' ").endswith("?") and not pattern("begins-a-request").match(before):
        return False
    begun = pattern("begins-a-request").match(after)
    if not begun or not _is_long(after[begun.start("request") :]):
        return False
    return not _asks_for_the_same(after, before=before)


def _is_a_part(piece: str) -> bool:
    return bool(_JOINS.match(piece))


def _parts(sentence: str) -> list[str]:
    """One sentence where it goes on to a second request: `…, and how much did it cost`."""
    if len(sentence) > LONGEST:
        return [sentence]
    cuts = [
        joint.start()
        for joint in pattern("joins-a-request").finditer(sentence)
        if not _EITHER.match(joint.group())
        and (not joint.group().startswith(",") or _asks_how_many(sentence[: joint.start()]))
        and _is_long(sentence[: joint.start()])
        and (_is_long(sentence[joint.start("request") :]) or _is_a_tail(sentence, joint=joint))
        and not _asks_for_the_same(sentence[joint.start("request") :], before=sentence[: joint.start()])
    ]
    if not cuts and (two := pattern("joins-two-attributes").search(sentence)):
        cuts = [two.start() + [one.start() for one in _JOINS.finditer(two.group())][-1]]
    return [
        sentence[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)
    ]


def _is_a_tail(sentence: str, *, joint: re.Match[str]) -> bool:
    """Whether what follows asks something in a word or two; `who approves a look and when` is one request, with a comma it is two."""
    rest, before = sentence[joint.start("request") :], sentence[: joint.start()].rstrip()
    return bool(_TAIL.match(rest)) or (before.endswith(",") and bool(_TAIL_BEHIND_A_COMMA.match(rest)))


def _asks_how_many(request: str) -> bool:
    return bool(pattern("asks-how-many").search(request))


def _is_long(request: str) -> bool:
    return len(list(islice(_WORDS.finditer(request), SHORTEST))) == SHORTEST


def _asks_for_the_same(after: str, *, before: str) -> bool:
    """Whether a copy, or the figures by year, of what was just asked about are wanted: `Is there one? If so, send it.`"""
    if pattern("wants-a-breakdown").match(after):
        return True
    return bool(pattern("wants-the-same").match(after)) and not pattern("asks-how-many").search(before)
