"""People and things of which a question asks: whose accounts, for what purpose, on which platform, by which service, in which manner (FOIA s.1(1))."""

import re

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.words import words
from watchbook.reading.topics.follow_ons import follows_on

# What is counted: `how many officers` is not answered by a number of looks.
_CATEGORIES = ("whose", "purpose", "platform", "service", "manner", "way", "state")
_PATTERNS = {
    category: {
        value: bounded(rf"\b(?:{written})\b", re.IGNORECASE)
        for value, written in words(f"subjects.{category}").items()
    }
    for category in _CATEGORIES
}
# Words that only name the practice as a whole: `social media in investigations`.
_PRACTICE = bounded(
    r"\bsocial media (?:use )?(?:in|for) investigations?\b|\binvestigatory powers\b|\bpeople (?:were|are|was|took|work)\b|\bhow many (?:people"
    r"|officers|staff|employees)\b|\bnumber of (?:people|officers|staff|employees)\b"
    # Staff who look, and not at whom: `did your staff view`, `visits by staff`.
    r"|\b(?:did|do|does|have|has|had|may|can|by) (?:(?:your|ur|the|any|its|our|council|own|members of) ){0,3}(?:staff|employees|workers)\b"
    # Staff who do so, whom nobody looks at.
    r"|\b(?:staff|employees|workers) (?:who|that|which)\b",
    re.IGNORECASE,
)


_PROFILES_USED = bounded(
    r"\b(?:us(?:e|ed|ing)|with|through|from|under|by means of|via)\b (?:[\w'’-]+ ){0,2}?(?:fake|false|covert|pseudonym\w+|undercover|assumed|alias) (?:[\w'’-]+ ){0,3}?"
    r"(?:profiles?|accounts?|identit(?:y|ies)|names?)\b",
    re.IGNORECASE,
)


def asks_of_profiles_used(text: str) -> bool:
    """Whether a question asks of looks that were made with a profile hiding whose it is."""
    is_counted = counted(text) == "looks" or "how often" in text.casefold()
    return is_counted and bool(_PROFILES_USED.search(text))


# Platforms that are named for examples of all: `social media such as Facebook`, `Facebook, X etc`.
_EXAMPLES = bounded(
    rf"\b(?:such as|including|like|e\.? ?g\b\.?|for (?:example|instance))[^.?!;)]{{0,80}}"
    rf"|\b(?:{'|'.join(words('subjects.platform').values())})\b[^.?!;]{{0,40}}?(?:\betc\b|\band so on\b|\b(?:and|or) (?:any |all )?(?:others?|similar)\b)",
    re.IGNORECASE,
)


def words_of(category: str, text: str) -> list[str]:
    """The words of a text that set a sort of limit, as they are written."""
    plain = _PRACTICE.sub(" ", text)
    found = (pattern.search(plain) for pattern in _PATTERNS[category].values())
    return list(dict.fromkeys(one.group() for one in found if one))


def subjects(text: str) -> dict[str, frozenset[str]]:
    """Each sort of limit that words set, with what they limit to; of `overt or covert` both."""
    plain = _PRACTICE.sub(" ", text)
    found = {
        category: frozenset(value for value, pattern in values.items() if pattern.search(plain))
        for category, values in _PATTERNS.items()
    }
    if _EXAMPLES.search(plain):
        plain = _EXAMPLES.sub(" ", plain)
        found["platform"] = frozenset(
            value for value, pattern in _PATTERNS["platform"].items() if pattern.search(plain)
        )
    return {category: values for category, values in found.items() if values}


_HOW_MANY = bounded(
    r"\b(?:how many|number of|count of|total of) (?P<what>(?:[\w'’-]+ ){0,4}?[\w'’-]+)\b", re.IGNORECASE
)
_OF_COUNTED = {
    name: bounded(rf"\b(?:{written})\b", re.IGNORECASE) for name, written in words("counted").items()
}


_WHOSE = r"(?:people|persons?|individuals?|somebody|someone|anybody|anyone|residents?|tenants?|citizens?|members? of the public|householders?|claimants?|users?)"
_OF_PEOPLE = bounded(
    rf"\b{_WHOSE}(?:['’]s?)? (?:[\w'’-]+ ){{0,3}}?(?:accounts?|profiles?|pages?|posts?|feeds?|facebook|instagram|twitter|social media|social networks?|online)\b"
    rf"|\b(?:accounts?|profiles?|pages?|posts?|social media|facebook|instagram) (?:of|belonging to|run by|held by) (?:[\w'’-]+ ){{0,2}}?{_WHOSE}\b"
    r"|\b(?:look(?:ed|ing|s)?(?: at| up| into)?|view(?:ed|ing)?|watch(?:ed|ing)?|monitor(?:ed|ing)?|check(?:ed|ing|s)?(?: on| up on)?|spy(?:ing)? on|spied on)"
    rf" (?:[\w'’-]+ ){{0,2}}?(?<!by ){_WHOSE}\b|\b{_WHOSE} (?:were|was|had been|have been|being) (?:looked|viewed|watched|monitored|searched|checked|researched)\b",
    re.IGNORECASE,
)
_OWN_PAGES = bounded(
    r"\b(?:own|council['’]?s?|authority['’]?s?|corporate) (?:[\w'’-]+ ){0,3}?(?:pages?|accounts?|channels?|sites?)\b",
    re.IGNORECASE,
)


# Sorts of limit that a stem sets to its parts: `On Facebook: a) how many times …`.
_OF_STEMS = ("whose", "platform", "service")


def asked_subjects(text: str, *, above: str) -> dict[str, frozenset[str]]:
    """The limits of a question with those of the words above it, of each sort that it does not name itself."""
    own = subjects(text)
    lent = subjects(above)
    if not follows_on(text):
        lent = {category: values for category, values in lent.items() if category in _OF_STEMS}
    return lent | own


def is_of_people(text: str, *, above: str) -> bool:
    """Whether a question asks of looks at people or at their accounts, of which those at the authority's own pages are none."""
    if _OWN_PAGES.search(text):
        return False
    return any(_OF_PEOPLE.search(one) and not _OWN_PAGES.search(one) for one in (text, above))


def tells_of_own_pages(answer: str) -> bool:
    """Whether an answer says what it does with looks at the authority's own pages."""
    return bool(_OWN_PAGES.search(answer))


_STOPS = (
    r"(?:did|do|does|were|was|are|is|be|been|being|have|has|had|may|can|could|would|will|of|in|on|by|for|at|to|that|which|who|whose|under|about|from"
    r"|with|between|and|or|you|your|it|its|the|their|they|per|during|since|through|against|concern\w*|relat\w*|involv\w*|took|take|came|led|made|used|held|them|these|those|times?)"
)
_NOUN = bounded(
    r"\b(?:how many|(?:number|count|tally|total) of)\s+(?:of\s+)?(?:(?:the|these|those|your|its|their)\s+)?"
    rf"(?P<what>(?:(?!{_STOPS}\b)[\w'’-]+\s+){{0,4}}?(?!{_STOPS}\b)[\w'’-]+)(?=\s+{_STOPS}\b|\s*[,.;:?()]|\s*$)",
    re.IGNORECASE,
)


def counted_noun(text: str) -> str:
    """Return what a question wants counted in its own words, `how many site visits were made`; "" where a known thing is named there."""
    found = _NOUN.search(text)
    noun = found["what"] if found else ""
    return "" if speaks_of_any_counted(noun) else noun


def counted(text: str) -> str:
    """Find what a question wants counted, by the first known words behind `how many`, the longest; "" where none is known."""
    for found in _HOW_MANY.finditer(text):
        after = text[found.start("what") : found.start("what") + 60]
        known = [
            (place.start(), -place.end(), name)
            for name, words in _OF_COUNTED.items()
            if (place := words.search(after))
        ]
        if known:
            return min(known)[2]
    return ""


def speaks_of_counted(name: str, *, answer: str) -> bool:
    """Whether an answer speaks of what was to be counted."""
    return bool(_OF_COUNTED[name].search(answer))


def speaks_of_any_counted(answer: str) -> bool:
    """Whether an answer says what it counts at all; a bare figure counts what was asked."""
    return any(pattern.search(answer) for pattern in _OF_COUNTED.values())
