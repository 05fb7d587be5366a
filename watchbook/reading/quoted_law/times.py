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
    r"[\s-](?:working|business|(?P<calendar>calendar)|clear)?[\s-]?(?P<unit>hour|day|week|month)s?\b",
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
_DATA_LAW = re.compile(r"\b(?:gdpr|data protection|dpa|subject access)\b", re.IGNORECASE)


def times(text: str) -> Iterator[LawCitation]:
    """Times in which the law is said to want an answer."""
    for found in _TIME.finditer(text):
        around = sentence_around(text, found.start(), found.end())
        if not (_ANSWERING.search(around) and _BY_LAW.search(around)) or _NOT_OF_AN_ANSWER.search(around):
            continue
        if not _LIMITS.search(text[max(0, found.start() - 40) : found.start()]):
            continue
        count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"].lower()]
        own = bool(_DATA_LAW.search(around)) and not _INFORMATION_LAW.search(around)
        is_given = [found["unit"].lower(), count] in data("acts.toml")["own_data" if own else "answer"]
        is_given = is_given and (own or not found["calendar"])  # these days are working days
        law = next(one for one in laws() if one.id == ("uk_gdpr" if own else "foia"))
        standing = CitationStanding.EXISTS if is_given else CitationStanding.SAYS_OTHERWISE
        says = law.says["12" if own else "10"]
        yield LawCitation(found.start(), found.end(), found.group(), "time", standing, law.title, says)
