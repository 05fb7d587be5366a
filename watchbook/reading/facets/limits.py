"""Limits that words set to what is counted: whatever is left out, taken of what is above, or alone wanted (FOIA s.1(1))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.governing import SENTENCE, names_question
from watchbook.reading.facets.kinds import speaks_of_a_time
from watchbook.reading.facets.subjects import counted, subjects
from watchbook.reading.facets.words import words
from watchbook.reading.split.questions import Question

_LISTS = words("limits")
_WORD = bounded(r"[^\W_]+")
_STEM = 6  # letters by which two forms of a word are the same: `investigation`, `investigating`
_FEW = r"(?P<what>(?:[\w'’/-]+\s+){0,5}[\w'’/-]+)"
_EXCLUDES = bounded(
    rf"\b(?:{_LISTS['negators']})\b\s+(?:(?:{_LISTS['between']})\s+){{0,5}}{_FEW}", re.IGNORECASE
)
_GOES_ON = bounded(rf"\s+(?:{_LISTS['goes_on']})\b", re.IGNORECASE)
_LEFT_OUT = bounded(r"\b(?:left\s+out|excluded|omitted|not\s+(?:counted|included))\b", re.IGNORECASE)
_HARMLESS = bounded(rf"\b(?:{_LISTS['harmless']})", re.IGNORECASE)
_QUIET = bounded(rf"(?:{_LISTS['quiet']})", re.IGNORECASE)
_OF_THESE = bounded(
    r"(?:^|[.?!;:)]\s+)\W*(?:and\s+)?(?:out\s+)?(?:of|from|among|amongst|within)\s+(?:all\s+)?(?:these|those|them|the\s+above|that\s+(?:number|figure|total))\b"
    r"(?P<what>[^.?!;]{1,200})"
    r"|\bhow\s+many\s+of\s+(?:these|those|them|the\s+above)\b(?P<kept>[^.?!;,]{1,200})",
    re.IGNORECASE,
)
_DENIES = bounded(
    r"\b(?:no|not|none|neither|nor|without|never|lack(?:s|ed|ing)?)\b(?P<what>(?:\s+\w+){0,3})", re.IGNORECASE
)
_TIMES = rf"(?:once|twice|(?:{_LISTS['numbers']}|[0-9]{{1,3}})\s+times)"
_HOW_OFTEN = bounded(
    rf"\b(?:(?:more|fewer|less)\s+than|at\s+least|at\s+most|only|exactly)\s+{_TIMES}\b|\b{_TIMES}\s+(?:or\s+(?:more|less|fewer)|only)\b|\brepeatedly\b",
    re.IGNORECASE,
)
_MEDIUM = bounded(r"\b(?P<what>social\s+media|internet|online)\b", re.IGNORECASE)
_POWERS = bounded(
    r"\b(?:ripa|ripsa|chis|covert\s+human\s+intelligence|directed\s+surveillance)\b", re.IGNORECASE
)
_SORTS = ("service", "platform", "whose")
_AUTHORISES = {"authorisations", "applications"}
_INSTRUCTS = bounded(
    r"\b(?:please|do\s+not|don['’]t|should|must|exclud\w+|leave\s+out|omit|ignore|disregard|interested|questions?|figures?|answers?|asking|requests?)\b",
    re.IGNORECASE,
)
_ONLY = bounded(r"\b(?:only|solely|exclusively|limit\w*|restrict\w*|confin\w*)\b", re.IGNORECASE)
_ONLY_OF = bounded(
    r"\b(?:about|concern\w*|relat\w*(?:\s+(?:only|solely))?\s+to|interested\s+in|cover|covers|to|include|count|consider|for|of|by)\s+"
    rf"(?:(?:only|solely|the|your|those|looks|made|by|of|for|in|on)\s+){{0,4}}{_FEW}",
    re.IGNORECASE,
)
_ABOUT = bounded(
    rf"\b(?:ask|asks|asking|questions?|requests?|enquir\w+|interested|figures?)\b\s+(?:\w+\s+){{0,2}}?(?:about|concern\w*|regarding|relat\w*\s+to|in|for)\s+(?:the\s+|your\s+)?{_FEW}",
    re.IGNORECASE,
)
_BEGINS = bounded(rf"^\W*(?:please\s+)?(?:only|solely)\s+{_FEW}", re.IGNORECASE)
_LEADS_IN = bounded(
    rf"^\W*(?:[\w\s]{{0,30}}\btell\s+me\s+)?(?:in\s+relation\s+to|regarding|concerning|in\s+respect\s+of|with\s+regard\s+to|as\s+regards|as\s+to|about|for|on)\s+(?:the\s+|your\s+)?{_FEW}",
    re.IGNORECASE,
)
# What only supposes, tells something of the writer, or says by when to answer.
_SUPPOSES = bounded(
    r"^\W*(?:if|where|should|unless|please\s+note|note\s+that|i\s+(?:live|would\s+prefer))\b|\bworking\s+days\b",
    re.IGNORECASE,
)


MOST = 40  # limits of one text: an answer that keeps to none of them is held back by the first


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as it is written, the beginnings of its words, whether it leaves out, is of a time, and denies: `had no plan`."""

    words: str
    wanted: frozenset[str]
    excludes: bool = False
    is_of_a_time: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True)
class LimitingSentence:
    """A sentence outside the questions and the limits that it sets."""

    words: str
    limits: tuple[Limit, ...]


def limits(text: str) -> tuple[Limit, ...]:
    """Every limit that a question's own words set."""
    return (*exclusions(text), *_conditions(text))


def limits_around(text: str, *, questions: Sequence[Question]) -> list[LimitingSentence]:
    """The sentences before, between and behind the questions that set a limit."""
    around = ((one, (*exclusions(one), *_alone(one))) for one in _around(text, questions=questions))
    return [LimitingSentence(words, limits) for words, limits in around if limits]


def limits_on(question: Question, *, around: Sequence[LimitingSentence]) -> tuple[Limit, ...]:
    """The limits that sentences around the questions set to one of them."""
    concerning = (one for one in around if names_question(question.number, words=one.words))
    return tuple(islice((limit for one in concerning for limit in one.limits), MOST))


def is_stated(limit: Limit, *, answer: str) -> bool:
    """Whether an answer says the limit too: of what is left out, that it is left out."""
    if not limit.excludes:
        return names_it(limit, answer=answer) and (not limit.denies or bool(_DENIES.search(answer)))
    told = (one for one in SENTENCE.findall(answer) if _LEFT_OUT.search(one))
    return any(limit.wanted <= one.wanted for one in exclusions(answer)) or any(
        names_it(limit, answer=one) for one in told
    )


def names_it(limit: Limit, *, answer: str) -> bool:
    """Whether an answer has every word of a limit, whichever way it means them."""
    return limit.wanted <= _stems(answer, quiet=False)


def exclusions(text: str) -> tuple[Limit, ...]:
    """Find what words leave out: `other than on Facebook`, `not for an investigation`, `do not include …`."""
    return tuple(
        Limit(" ".join(found.group().split()), wanted, True, speaks_of_a_time(f"in {what}"))
        for found in islice(_EXCLUDES.finditer(text), MOST)
        if (what := _GOES_ON.split(found["what"], maxsplit=1)[0])
        and not _HARMLESS.match(what)
        and (wanted := _stems(what, quiet=False))
    )


def _conditions(text: str) -> Iterator[Limit]:
    for found in _OF_THESE.finditer(text):
        what = found["what"] or found["kept"]
        denied = _DENIES.search(what)
        wanted = _stems(_DENIES.sub(" ", what)) or (_stems(denied["what"], quiet=False) if denied else None)
        if wanted:
            said = " ".join(found.group().split()).strip(" .?;:)")
            yield Limit(said, wanted, denies=denied is not None)
    for found in _HOW_OFTEN.finditer(text):
        yield Limit(found.group(), _stems(found.group(), quiet=False))
    is_of_powers = counted(text) in _AUTHORISES or _POWERS.search(text)
    if is_of_powers and (medium := _MEDIUM.search(text)):
        yield Limit(medium["what"], _stems(medium["what"], quiet=False))


def _alone(sentence: str) -> Iterator[Limit]:
    """Find what an opening or a closing alone wants: `My questions are about Housing Options only.`"""
    found = _ONLY_OF.search(sentence) or _BEGINS.search(sentence) if _ONLY.search(sentence) else None
    about = _ABOUT.search(sentence)
    if not found and about and {"service", "platform"} & subjects(about["what"]).keys():
        found = about
    if not found and _leads_to_one_sort(sentence):
        found = _LEADS_IN.search(sentence)
    if found and not _HARMLESS.search(found["what"]) and (wanted := _stems(found["what"])):
        yield Limit(found.group(), wanted)


def _leads_to_one_sort(sentence: str) -> bool:
    """Whether a sentence leads in to questions of one service, platform or sort of people: `In relation to Facebook:`."""
    found = _LEADS_IN.search(sentence)
    named = subjects(" ".join(found["what"].split()[:3])) if found else {}
    sorts = [named.get(sort, ()) for sort in _SORTS]
    return sum(map(len, sorts)) == 1


def _around(text: str, *, questions: Sequence[Question]) -> Iterator[str]:
    """Each sentence outside the questions that instructs; what only supposes or tells something does not."""
    reached = 0
    for question in [*questions, None]:
        until = question.start if question else len(text)
        for found in SENTENCE.finditer(text, reached, until):
            sentence = found.group().strip()
            instructs = _INSTRUCTS.search(sentence) or _leads_to_one_sort(sentence)
            if instructs and not _SUPPOSES.search(sentence):
                yield sentence
        reached = question.end if question else until


def _stems(text: str, *, quiet: bool = True) -> frozenset[str]:
    """The beginnings of the words of a text; without those that every request has, where they say nothing."""
    return frozenset(
        one.casefold()[:_STEM]
        for one in _WORD.findall(text)
        if not quiet or not (_QUIET.fullmatch(one) or one.isdigit())
    )
