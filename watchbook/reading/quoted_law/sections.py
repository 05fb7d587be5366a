"""Sections, regulations and articles that are quoted: does the law have them, and say what is said of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from operator import attrgetter
from string import ascii_letters

from watchbook.reading.quoted_law.laws import (
    NUMBERS,
    SENTENCE_END,
    YEAR,
    AssumedLaw,
    CitationStanding,
    KnownLaw,
    LawCitation,
    NamedLaw,
    laws,
    replaced,
    sentence_around,
)

_NUMBER = r"(?!(?:19|20)\d\d)\d{1,4}(?:ZA|[A-Z]{1,2})?(?![\w/])(?: ?\(\w{1,4}\)){0,4}"
_CITES = re.compile(
    r"(?P<unit>\b(?:sections?|adran(?:nau)?|erthygl(?:au)?|rheoliad(?:au)?|sect?\.|regulations?|regs?\.?|articles?|arts?\.?|ss?\.? ?(?=\d))|§{1,2}) {0,2}"
    rf"(?P<list>{_NUMBER}(?:(?:,? (?:and|or|&|to)|,|/| ?[-–]) ?(?:sections? |s\.? ?)?{_NUMBER})" + r"{0,12})",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?P<number>\d{1,4}(?:ZA|[A-Z]{1,2})?)(?![\w/])(?: ?\((?P<part>\w{1,4})\))?(?: ?\(\w{1,4}\)){0,3}",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"\bsection (?P<number>{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b", re.IGNORECASE
)
_OF = re.compile(
    r"(?: {0,2}\([^()\n]{1,60}\))?(?:,? {1,2}(?:of|in|under|from|o['’]r|o dan|o|yn)(?= ))?,? {0,2}(?:both )?(?:the )?(?:\(?UK\)? )?(?:said |above )?",
    re.IGNORECASE,
)
# A law that we hold nothing of: `Mental Health Act`, `of the local government finance act`, `of the Directive`.
_OF_ANOTHER = re.compile(
    r"(?: of the)? {1,3}(?=[A-Z])(?!Act |Regulations )(?:(?-i:[A-Z])\w{1,20} |of |the |and ){1,7}(?:Act|Regulations)\b"
    r"|(?: ?\([^()\n]{1,40}\))? (?:of|in) the (?!said|same|above)(?:[a-z]{2,20} ){1,5}act\b"
    r"|(?: ?\([^()\n]{1,40}\))? (?:of|in) (?:the )?(?!Act\b|Regulations\b|said\b|same\b)[A-Z]\w"
)
# The same where it stands before: `Care Act 2014 section 42`, `Theft Act 1968, s.1`.
_AFTER_ANOTHER = re.compile(
    r"\b(?:\(?(?-i:[A-Z])[\w'’-]{1,20}\)?,? (?:(?:of|the|and|etc\.?) )?){1,8}(?-i:Act|Regulations|Order|Measure),? \(?(?:19|20)\d\d\)?[\s,:(–-]{1,4}$"
)
# Before the next law of a list: `Public Order Act 1986 section 5, FOIA section 12`.
_NEXT_OF_A_LIST = re.compile(r"(?: ?\([^()\n]{1,60}\))?, {0,2}(?:the )?")
_BESIDE = re.compile(r"(?:,? {0,2}\(?(?:19|20)\d\d\)?)?(?: ?\([^()\n]{1,20}\))?[\s,:’s–-]{0,5}\(?")
_SPEAKS_OF_LAW = re.compile(
    r"\b(?:acts?|foia?|foisa|eirs?|law|legal\w*|statut\w+|exempt\w*|exception|withh\w+|refus\w+|engag\w+|appl(?:y|ies|ied)|disclos\w+|duty|oblig\w+|under|regulations?|gdpr|notice)\b",
    re.IGNORECASE,
)
# A section of no law that is named is one of ours only where the sentence is about information.
_SPEAKS_OF_INFORMATION = re.compile(
    r"\b(?:foia?|foisa|eirs?|gdpr|information (?:act|regulations)|exempt\w*|the act|the regulations|withh\w+|requests?)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[-–]\s?\(")
UNITS = ("section", "regulation", "article")
# By how their words begin, in English and in Welsh: regulation, rheoliad, article, erthygl; any other is a section (adran).
_UNITS = {"r": "regulation", "ar": "article", "er": "article"}
_OF_NOTICES = ("1", "2", "8", "10", "16", "17", "50")  # they stand beside any exemption
_CLAIM = 110  # code points after a citation in which it is told what it says


def sections(text: str, *, named: Sequence[NamedLaw]) -> Iterator[LawCitation]:
    """Find the sections, regulations and articles that a text cites."""
    mentioned = {one.law.id for one in named}
    usual = _usual(mentioned)
    for found in _CITES.finditer(text):
        unit = next(
            (unit for word, unit in _UNITS.items() if found["unit"].lower().startswith(word)), "section"
        )
        among, sure = _laws_meant(
            text, unit=unit, start=found.start(), end=found.end(), named=named, among=usual
        )
        around = sentence_around(text, found.start(), found.end())
        is_of_information = bool(_SPEAKS_OF_INFORMATION.search(around))
        if not among or not (sure or "(" in found["list"] or _SPEAKS_OF_LAW.search(around)):
            continue
        each = list(_ONE.finditer(text, found.start("list"), found.end("list")))
        for one in each:
            start = found.start() if one is each[0] else one.start()
            number, part = _plain(one["number"]), one["part"] or ""
            said = _standing(text, number, part, among=among, alone=len(each) == 1, end=found.end())
            if said[0] is CitationStanding.NOT_KNOWN and not sure and not is_of_information:
                continue
            assumed = None if sure else _assumed(number, part, among, mentioned, is_of_information)
            yield LawCitation(start, one.end(), text[start : one.end()], "section", *said, assumed)
    yield from _spelled_out(text, named=named, usual=usual)


def _plain(number: str) -> str:
    """The number as laws write it: section 012 is section 12."""
    digits = number.rstrip(ascii_letters)
    return f"{int(digits)}{number[len(digits) :].upper()}"


def _spelled_out(
    text: str, *, named: Sequence[NamedLaw], usual: Mapping[str, list[KnownLaw]]
) -> Iterator[LawCitation]:
    """Sections whose number is a word, where their law stands beside them: `section one of the FOIA`."""
    for found in _IN_WORDS.finditer(text):
        among, sure = _laws_meant(
            text, unit="section", start=found.start(), end=found.end(), named=named, among=usual
        )
        if among and sure:
            number = str(NUMBERS[found["number"].lower()])
            said = _standing(text, number, "", among=among, alone=True, end=found.end())
            yield LawCitation(found.start(), found.end(), found.group(), "section", *said)


def _assumed(
    number: str, part: str, among: Sequence[KnownLaw], mentioned: Set[str], is_of_information: bool
) -> AssumedLaw:
    """The reason why the first law that has a section was taken; a sentence about information means the law on that."""
    having = [one for one in among if one.has(number, part)] or among
    if len(having) > 1 and not (having[0].id == "foia" and is_of_information):
        return AssumedLaw.ONE_OF_SEVERAL
    return AssumedLaw.NAMED_ELSEWHERE if having[0].id in mentioned else AssumedLaw.USUAL


def _laws_meant(
    text: str,
    *,
    unit: str,
    start: int,
    end: int,
    named: Sequence[NamedLaw],
    among: Mapping[str, list[KnownLaw]],
) -> tuple[list[KnownLaw], bool]:
    """The law that stands beside a citation; else those of the text that have such units, or the one that is meant as a rule."""
    of = _OF.match(text, end)
    following = bisect_left(named, end, key=attrgetter("start"))
    after = [one for one in named[following : following + 1] if of and one.start <= of.end()]
    before = [
        one
        for one in named[max(0, following - 2) : following]
        if one.end <= start and _BESIDE.fullmatch(text, one.end, start)
    ]
    is_after_another = not before and bool(_AFTER_ANOTHER.search(text[max(0, start - _CLAIM) : start]))
    if after and (before or is_after_another) and _NEXT_OF_A_LIST.fullmatch(text, end, after[0].start):
        after = []
    if near := [*after, *before]:
        return _of_that_unit(text, near[0], unit=unit), True
    if is_after_another or _OF_ANOTHER.match(text, end):
        return [], False
    return among[unit], False


def _of_that_unit(text: str, one: NamedLaw, *, unit: str) -> list[KnownLaw]:
    """The law that is named, where it has such units; of the Human Rights Act the Convention, whose articles it holds."""
    year = YEAR.match(text, one.end)
    title = f"{text[one.start : one.end]} {year[1]}" if year else ""
    if now := replaced().get(title.lower()):
        return [replace(one.law, id="", title=title, unit=unit, replaced_to=9999, replaced_by=now)]
    law = one.law
    if law.id == "hra" and unit == "article":
        law = next(other for other in laws() if other.id == "echr")
    return [law] if law.unit == unit else []


def _usual(mentioned: Set[str]) -> dict[str, list[KnownLaw]]:
    """The laws of a text by their units, with the one that is meant where none is named."""
    return {
        unit: [one for one in laws() if one.unit == unit and one.id in mentioned | {"foia"}] for unit in UNITS
    }


def _standing(
    text: str, number: str, part: str, *, among: Sequence[KnownLaw], alone: bool, end: int
) -> tuple[CitationStanding, str, str]:
    having = [law for law in among if law.has(number, part)]
    if not having:
        run_in = next((law for law in among if _is_run_in(text, number=number, law=law, end=end)), None)
        if run_in:
            return CitationStanding.EXISTS, run_in.title, run_in.says[number[:2]]
        return CitationStanding.NOT_KNOWN, among[0].title, ""
    law = having[0]
    says = law.says.get(number, "")
    if law.is_replaced(number):
        return CitationStanding.REPLACED, law.title, law.replaced_by
    if alone and len(having) == 1 and _is_about_another(text, number=number, law=law, end=end):
        return CitationStanding.SAYS_OTHERWISE, law.title, says
    return CitationStanding.EXISTS, law.title, says


def _is_run_in(text: str, *, number: str, law: KnownLaw, end: int) -> bool:
    """Whether a number lost its brackets, as `section 432` beside commercial interests."""
    about = law.about.get(number[:2]) if len(number) == 3 else None
    return bool(
        about
        and law.has(number[:2], number[2])
        and re.search(about, sentence_around(text, end - 1, end), re.IGNORECASE)
    )


def _is_about_another(text: str, *, number: str, law: KnownLaw, end: int) -> bool:
    """Whether what a text says of a section is what another of the same law says."""
    if (law.unit == "section" and number in _OF_NOTICES) or number not in law.says or _RANGE.match(text, end):
        return False
    claim = text[end : end + _CLAIM]
    stop = SENTENCE_END.search(claim)
    claim = claim[: stop.start()] if stop else claim
    again = _CITES.search(claim)
    claim = claim[: again.start()] if again else claim
    own = law.about.get(number)
    if own and re.search(own, sentence_around(text, end - 1, end), re.IGNORECASE):
        return False
    return any(
        re.search(rf"\b(?:{one})", claim, re.IGNORECASE)
        for other, one in law.about.items()
        if other != number
    )
