"""By what a question wants its answer split: by year, quarter, month, service, type … (FOIA 2000 s.1(1))."""

import re

_COLUMNS = {
    "year": r"(?:calendar |financial |fiscal |tax |council )?years?",
    "quarter": r"quarters?",
    "month": r"(?:calendar )?months?",
    "week": r"weeks?",
    "service": r"(?:services?|departments?|directorates?|teams?|units?|divisions?)",
    "type": r"(?:types?|kinds?|sorts?|categor(?:y|ies)|class(?:es)?|devices?|(?:of )?(?:either|both) kinds?)",
    "purpose": r"(?:purposes?|aims?)",
    "reason": r"(?:reasons?|grounds?|causes?)",
    "platform": r"(?:platforms?|networks?|web ?sites?|sites?|apps?)",
    "outcome": r"(?:outcomes?|results?|disposals?)",
    "crime": r"(?:offences?|crimes?)",
    "area": r"(?:areas?|wards?|boroughs?|districts?|locations?|places?|regions?|postcodes?)",
    "age": r"ages?(?: groups?| bands?)?",
    "gender": r"(?:gender|sex)(?:es)?",
    "ethnicity": r"ethnic(?:ity| groups?| origins?)?",
    "provider": r"(?:suppliers?|providers?|compan(?:y|ies)|firms?|contractors?|vendors?)",
    "authority": r"(?:authorit(?:y|ies)|councils?|trusts?|forces?)",
    "case": r"(?:cases?|incidents?|occasions?|requests?|applications?|authorisations?|investigations?)",
    "person": r"(?:persons?|grades?|ranks?|posts?|officers?|roles?|job titles?)",
    "party": r"part(?:y|ies)",
    "centre": r"(?:centres?|clubs?|schools?|hospitals?|prisons?)",
}
_FEW = r"(?:[(\w)]+ ){0,6}?"
_SPLIT = r"(?:split|broken down|break(?:ing)? (?:\w+ ){0,3}?down|breakdown|divided|sorted|grouped|set out|itemi[sz]ed|separated|listed)"
# What may stand behind `each` and only names what is asked about, unless the answer is to be split by it.
_NAMES_THINGS = {"case", "person", "authority", "centre", "party", "area", "provider", "outcome", "type"}
_BETWEEN = r"[^.?;]{0,60}?"
_PATTERNS = {
    name: re.compile(
        rf"\b{_SPLIT}\b{_BETWEEN}\b(?:by|per|for|into|between|of)\b{_BETWEEN}\b{words}\b"
        + (rf"|\b(?:by|per) {_FEW}(?<!up to ){words}\b(?! of the)" if name not in _NAMES_THINGS else "")
        + (rf"|\b(?:each|every)\b (?:one )?{_FEW}{words}\b" if name not in _NAMES_THINGS else ""),
        re.IGNORECASE,
    )
    for name, words in _COLUMNS.items()
}
_ADVERBS = {
    "year": r"\b(?:year[- ](?:by|on)[- ]year|annually|per annum|in a year|(?:yearly|annual) (?:\w+ )?(?:figures?|breakdown|totals?|sums?|numbers?|counts?|split))\b"
    r"|\b(?:these|those|following) (?:\w+ )?years\b(?! old| ago)|\b(?:calendar|financial|fiscal) years (?:from )?(?=[0-9])",
    "quarter": r"\bquarterly\b",
    "month": r"\b(?:month[- ]by[- ]month|monthly)\b",
    "week": r"\b(?:week[- ]by[- ]week|weekly)\b",
    "service": r"\b(?:which|what) (?:\w+ )?(?:services|departments|teams|directorates)\b",
    "type": r"\b(?:a|the) split of\b|\bof either kind\b|\ba\)[^?;]{2,60}\bb\)|\(a\)[^?;]{2,60}\(b\)",
    "outcome": r"\bhow many (?:of (?:them|these|those|the\w*) )?ended (?:with|in)\b|\b(?:what became|outcome) of (?:each|them)\b",
}
_BY_ADVERB = {name: re.compile(words, re.IGNORECASE) for name, words in _ADVERBS.items()}
_ANYTHING = re.compile(
    rf"\b{_SPLIT}\b[^.?;]{{0,60}}?\b(?:by|into)\b (?:each |every |the |their |its )?(?P<what>[a-z]+?)s?\b",
    re.IGNORECASE,
)
_YEARS_LISTED = re.compile(
    r"(?:(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\W{1,6}(?:and\W+|[a-h]\)\s*)?){2,}(?:19|20)\d\d|\b(?:19|20)\d\d(?:[/-]\d\d)? and (?:in )?(?:19|20)\d\d\b|\b\d\d/\d\d, \d\d/\d\d"
)


_EACH = re.compile(
    r"\b(?:for|of|in|at|to|from|by|per|with)? ?(?:each|every|per) (?:one )?(?:of )?(?:the |these |those |your )?(?:[\w-]+ ){0,2}?(?P<what>[a-z]{3,}?)(?:e?s)?(?=[\s,.;:?)]|$)",
    re.IGNORECASE,
)
_NO_COLUMN = {
    "cent",
    "time",
    "annum",
    "one",
    "day",
    "hour",
    "side",
    "other",
    "question",
    "part",
    "answer",
    "item",
    "point",
    "copy",
    "document",
    "please",
}
_LISTED = re.compile(
    r":\s*\n?\W*[^\n?.;]{2,80}(?:\n\W*[^\n?.;]{2,80}){1,}|(?:^|\s)(?:\(?[a-c]\)|\(?[1-3]\)|\(?i{1,3}\)|[a-c]\.|[1-3]\.)\s[^?;]{2,80}\s(?:\(?[b-d]\)|\(?[2-4]\)|\(?i{2,3}\)|[b-d]\.|[2-4]\.)\s",
)
_ATTRIBUTES = re.compile(
    r"\b(?P<age>ages?(?: groups?| bands?)?)\b|\b(?P<gender>gender|sex)\b|\b(?P<ethnicity>ethnic\w*)\b",
    re.IGNORECASE,
)
_OF_EACH = re.compile(
    r"\b(?:their|the|including|by|with|and|,) (?:(?:the|their) )?(?:ages?|gender|sex|ethnic\w*)\b",
    re.IGNORECASE,
)


def breakdowns(text: str) -> tuple[str, ...]:
    """What a question wants its answer split by, in a fixed order; `in 2018, 2019 and 2020` is by year."""
    found = {name for name, pattern in _PATTERNS.items() if pattern.search(text)}
    found |= {name for name, pattern in _BY_ADVERB.items() if pattern.search(text)}
    if _YEARS_LISTED.search(text):
        found.add("year")
    return tuple(name for name in _COLUMNS if name in found)


def looser_breakdowns(text: str) -> tuple[str, ...]:
    """Whatever else it may want its answer split by: each of what it names, or the options that it lists."""
    other = [one["what"].casefold() for one in _ANYTHING.finditer(text)]
    other += [one["what"].casefold() for one in _EACH.finditer(text)]
    if _LISTED.search(text):
        other.append("type")
    if _OF_EACH.search(text):
        other += [str(one.lastgroup) for one in _ATTRIBUTES.finditer(text)]
    return tuple(one for one in dict.fromkeys(other) if one not in _NO_COLUMN)
