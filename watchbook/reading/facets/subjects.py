"""Of whom or what a question asks: whose accounts, for what purpose, on which platform, by which service, in which manner (FOIA s.1(1))."""

import re

_SUBJECTS: dict[str, dict[str, str]] = {
    "whose": {
        "residents": r"residents?|tenants?|citizens?|householders?|private (?:persons?|individuals?)",
        "staff": r"employees?|staff|workers|councillors?|officers'? own",
        "applicants": r"(?:job )?applicants?|candidates?|recruits?",
        "children": r"child(?:ren)?|under[- ]18s?|minors?|pupils?|juveniles?|under 18",
        "journalists": r"journalists?|reporters?|bloggers?",
        "campaigners": r"campaigners?|protest(?:e|o)rs?|activists?",
        "traders": r"traders?|sellers?|business(?:es)?|shops?",
        "claimants": r"claimants?|benefit recipients?",
    },
    "purpose": {
        "investigation": r"investigat\w+|enquir(?:y|ies) into",
        "recruitment": r"recruit\w*|vetting",
        "debt": r"debts?|arrears",
        "fraud": r"fraud\w*",
        "safeguarding": r"safeguarding|child protection",
    },
    "platform": {
        "facebook": r"facebook", "x": r"twitter|x\.com|on x", "instagram": r"instagram", "tiktok": r"tik ?tok", "linkedin": r"linkedin",
        "youtube": r"youtube", "whatsapp": r"whats ?app", "snapchat": r"snapchat", "telegram": r"telegram", "nextdoor": r"nextdoor", "ebay": r"ebay",
    },
    "service": {
        "trading standards": r"trading standards", "housing": r"housing", "planning": r"planning", "licensing": r"licensing",
        "environmental health": r"environmental health|environmental protection", "council tax": r"council tax|revenues", "benefits": r"benefits (?:service|team)",
        "social care": r"social (?:care|services|work\w*)|children['’]?s services|adult services", "education": r"education", "parking": r"parking", "counter fraud": r"counter[- ]fraud|audit team",
    },
    "manner": {
        "covert": r"covert\w*|ripa|ripsa|directed surveillance|chis|secret\w*|undercover", "overt": r"overt\w*|openly",
    },
}  # fmt: skip
# What is counted: `how many officers` is not answered by a number of looks.
_COUNTED = {
    "people": r"officers?|staff|employees|people|persons|individuals|members of staff",
    "looks": r"looks?|looked|times|occasions|searches|checks|often|frequently|viewed|accessed",
    "authorisations": r"authorisations?|authorities|warrants?|approvals?|authorised",
    "applications": r"applications?",
    "operations": r"operations?",
    "investigations": r"investigations|cases",
    "complaints": r"complaints?",
    "profiles": r"(?:\w+ )?profiles|fake accounts|identities",
    "accounts": r"accounts?",
    "documents": r"polic(?:y|ies)|documents?|copy|copies|materials?|slides|reports?",
    "errors": r"errors?|breaches",
    "prosecutions": r"prosecutions?|convictions?",
}
_PATTERNS = {
    category: {value: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for value, words in values.items()}
    for category, values in _SUBJECTS.items()
}
# Words that only name the practice as a whole: `social media in investigations`.
_PRACTICE = re.compile(
    r"\bsocial media (?:use )?(?:in|for) investigations?\b|\binvestigatory powers\b|\bpeople (?:were|are|was|took|work)\b|\bhow many (?:people|officers|staff|employees)\b|\bnumber of (?:people|officers|staff|employees)\b",
    re.IGNORECASE,
)


def subjects(text: str) -> dict[str, frozenset[str]]:
    """Each sort of limit that words set, with what they limit to; of `overt or covert` both."""
    plain = _PRACTICE.sub(" ", text)
    found = {
        category: frozenset(value for value, words in values.items() if words.search(plain))
        for category, values in _PATTERNS.items()
    }
    return {category: values for category, values in found.items() if values}


_HOW_MANY = re.compile(
    r"\b(?:how many|number of|count of|total of) (?P<what>(?:[\w'’-]+ ){0,4}?[\w'’-]+)\b", re.IGNORECASE
)
_OF_COUNTED = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _COUNTED.items()}


def counted(text: str) -> str:
    """What a question wants counted, by the first known word behind `how many`; "" where none is known."""
    for found in _HOW_MANY.finditer(text):
        after = text[found.start("what") : found.start("what") + 60]
        known = [
            (place.start(), name) for name, words in _OF_COUNTED.items() if (place := words.search(after))
        ]
        if known:
            return min(known)[1]
    return ""


def speaks_of_counted(name: str, *, answer: str) -> bool:
    """Whether an answer speaks of what was to be counted."""
    return bool(_OF_COUNTED[name].search(answer))


def speaks_of_any_counted(answer: str) -> bool:
    """Whether an answer says what it counts at all; a bare figure counts what was asked."""
    return any(words.search(answer) for words in _OF_COUNTED.values())
