"""Times in which the law is said to want an answer."""

import re
from collections.abc import Iterator

from watchbook.reading.quoted_law.laws import (
    NUMBERS,
    CitationStanding,
    LawCitation,
    data,
    laws,
    sentence_around,
)

_TIME = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?:\s?\(\d{{1,3}}\))?"
    r"[\s-](?:(?P<working>working|business)|calendar|clear)?[\s-]?(?P<unit>hour|day|week|month)s?\b",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"\b(?:respon[ds]|repl(?:y|ies)|answer|compl(?:y|iance)|provide|supply|disclos|acknowledg|deadline|time[- ]?(?:limit|frame|scale)|limit)",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"\b(?:statut\w+|legal(?:ly)?|by law|the law|required|requires?|obliged?s?|must|foia?|foisa|eirs?|act|gdpr|regulations|sections?|entitle\w*)\b",
    re.IGNORECASE,
)
_NOT_OF_AN_ANSWER = re.compile(
    r"\b(?:review\w*|complain\w*|appeal\w*|commissioner|ico|tribunal|fees?|consecutive|aggregat\w*|cost\w*|extend\w*|extension|further|past|last"
    r"|previous|staff|hours? of|clarif\w*|public interest|dissatisf\w+|unhappy|retain\w*|retention|kept|stored?)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:within|in|gives?|allows?|sets?|you|no later than|not later than|at most|maximum of|limit of|deadline of|limit is|deadline is|period of"
    r"|up to|than|of|the|a|has|have|had|your)\W{1,3}(?:\w{1,20}\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_INFORMATION_LAW = re.compile(
    r"\b(?:foia?|foisa|eirs?|information (?:act|regulations)|freedom of information)\b", re.IGNORECASE
)
_ENVIRONMENTAL_LAW = re.compile(r"\b(?:eirs?|environmental information)\b", re.IGNORECASE)
_DATA_LAW = re.compile(r"\b(?:gdpr|data protection|dpa|subject access)\b", re.IGNORECASE)
# The laws that set a time by their ids, the provision that does, and how a sentence names each; the first is meant as a rule.
_SETTING = (
    ("foia", "10", _INFORMATION_LAW),
    ("eir", "7", _ENVIRONMENTAL_LAW),
    ("uk_gdpr", "12", _DATA_LAW),
)
# A provision that sets a time by itself, however little the sentence says of an answer; and how a time stands beside one.
_FOIA = r"(?:foia?|freedom of information act(?: 2000)?)"
_PROVISION = {
    "foia": rf"(?:(?:section|s\.?) ?1[07](?:\(\d\))*,? (?:of )?(?:the )?{_FOIA}|{_FOIA},? (?:section|s\.?) ?1[07](?:\(\d\))*)",
    "eir": r"(?:the )?(?:eirs?|environmental information regulations(?: 2004)?)",
    "uk_gdpr": r"(?:(?:uk )?gdpr,? )?(?:article|art\.?) ?12(?:\(3\))?(?: (?:of )?(?:the )?(?:uk )?gdpr)?",
}
_GIVES = r"(?:[ ,:(]+(?:gives?|allows?|sets?|says?|you|us|we|have|has|had|must|refuse|reply|answer|is|within|in|or|of|a|working days|\d{1,3})){0,7}[ ,:(]+"
_ENDING_THERE = {law: re.compile(rf"\b{one}{_GIVES}$", re.IGNORECASE) for law, one in _PROVISION.items()}
_BEGINNING_THERE = {
    law: re.compile(rf"[ ,(]{{1,3}}(?:(?:to answer|to reply|says?|in|under|by|of|as|set|required|according to|the|law) ){{0,5}}{one}", re.IGNORECASE)
    for law, one in _PROVISION.items()
}  # fmt: skip


def times(text: str) -> Iterator[LawCitation]:
    """Times in which the law is said to want an answer."""
    for found in _TIME.finditer(text):
        around = sentence_around(text, found.start(), found.end())
        if _NOT_OF_AN_ANSWER.search(around):
            continue
        setting = _beside(text, found)
        if not setting:
            if not (_ANSWERING.search(around) and _BY_LAW.search(around)):
                continue
            if not _LIMITS.search(text[max(0, found.start() - 40) : found.start()]):
                continue
            setting = [(law, number) for law, number, named in _SETTING if named.search(around)]
        setting = setting or [_SETTING[0][:2]]
        given = next((one for one in setting if _sets(one[0], found)), None)
        law_id, number = given or setting[0]
        law = next(one for one in laws() if one.id == law_id)
        standing = CitationStanding.EXISTS if given else CitationStanding.SAYS_OTHERWISE
        yield LawCitation(
            found.start(), found.end(), found.group(), "time", standing, law.title, law.says[number]
        )


def _beside(text: str, found: re.Match[str]) -> list[tuple[str, str]]:
    """Return the laws of which a provision that sets a time stands beside one."""
    before, after = text[max(0, found.start() - 120) : found.start()], text[found.end() : found.end() + 120]
    laws_beside = {
        law for law in _PROVISION if _ENDING_THERE[law].search(before) or _BEGINNING_THERE[law].match(after)
    }
    also = {"foia"} if "eir" in laws_beside else set()  # both give 20 working days
    return [(law, number) for law, number, _named in reversed(_SETTING) if law in laws_beside | also]


def _sets(law_id: str, found: re.Match[str]) -> bool:
    """Whether a law sets that time: days of an answer with information are working days."""
    count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"].lower()]
    unit = found["unit"].lower()
    is_of_its_days = unit != "day" or law_id == "uk_gdpr" or bool(found["working"])
    return is_of_its_days and [unit, count] in data("acts.toml")["times"][law_id]
