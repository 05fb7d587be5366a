"""Watching and finding people: a purpose that does so is none of listening. Pure.

No rule knows every such purpose: the page on which a project is approved names each word that may be somebody's name.
"""

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

from watchbook.listening.public_words import AROUND, unlisted_words

SOMEBODY = (
    r"(?:who|whoever|those|anyone|anybody|someone|somebody|people|persons?|residents?|authors?|owners?|users?|accounts?|posters?|bloggers?"
    r"|staff|drivers?|officers?|employees?|workers?|critics?|leakers?|tenants?|parents?|councillors?)"
)
SAYS = r"(?:says?|thinks?|writes?|posts?|publish(?:es)?|complains?)"
WATCHES = re.compile(
    r"\b(?:watch(?:es|ing)?|spy(?:ing)? on|surveil\w*|stalk\w*|unmask\w*|keep(?:ing)? an eye on)\b(?: [\w'’-]+)?"
    rf"|\b(?:identif(?:y|ies|ying)|find(?:s|ing)?|trac(?:e|es|ing)|track(?:s|ing)?|monitor(?:s|ing)?|expos(?:e|es|ing)|locat(?:e|es|ing)|follow(?:s|ing)?)"
    rf" (?:out )?(?:(?:the|those|these|our|own|which|any|of|all) ){{0,3}}{SOMEBODY}\b"
    r"|\b(?:learn|know|see|discover|establish|determine|tell|hear) (?:about )?who\b"
    r"|\b(?:authors?|bloggers?|posters?|writers?|mother|father|son|daughter|wife|husband|neighbours?|leader) (?:of|who|behind)\b"
    rf"|\b(?:user|account|handle|blogger|blog) \S+ {SAYS}\b|\bchild [A-Z]\b|\w+_\w+"
    rf"|\b(?:our|own|the council['’]s) (?:own )?(?:staff|drivers?|officers?|employees?|workers?|crews?|managers?|colleagues?) {SAYS}\b"
    rf"|[“\"][^”\"]+[”\"] {SAYS}\b",
    re.IGNORECASE,
)


def why_watches_somebody(purpose: str) -> str | None:
    """Return why a purpose is none of listening, or None: it watches, identifies or finds people, or what some of them say, in these words."""
    found = WATCHES.search(" ".join(unicodedata.normalize("NFKC", purpose).split()))
    if found is None:
        return None
    return _(
        "The purpose contains “{words}”, which is about people and not about a service. Say what the service wants to learn, or open an investigation."
    ).format(words=found[0])


def words_to_check(*texts: str, names: Collection[str]) -> list[str]:
    """Return the words of texts that may be somebody's name: capital letters that begin no sentence, of which no list knows the word."""
    found = []
    for text in texts:
        told = unicodedata.normalize("NFKC", text)
        for name in names:
            told = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", told, flags=re.IGNORECASE)
        for word in re.findall(r"(?<=[^.!?\s])\s+[“\"‘'(]?([^\W\d_][\w'’-]*)", told):
            if word[0].isupper() and unlisted_words(word, []):
                found.append(word.strip(AROUND))
    return list(dict.fromkeys(found))
