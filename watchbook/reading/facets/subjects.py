"""Of whom or what a question asks: whose accounts, for what purpose, on which platform, by which service, in which manner (FOIA s.1(1))."""

import re

_SUBJECTS: dict[str, dict[str, str]] = {
    "whose": {
        "residents": r"residents?|tenants?|citizens?|householders?|(?:members of )?the public|private (?:persons?|individuals?)|people",
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
