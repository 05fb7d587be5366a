"""Columns by which a question wants its answer split: by year, quarter, month, service, type … (FOIA 2000 s.1(1))."""

import re
from functools import cache

from watchbook.reading.bounded import bounded
from watchbook.reading.facets.subjects import subjects
from watchbook.reading.facets.words import words
from watchbook.reading.short_memory import kept_shortly

BY_TIME = ("year", "quarter", "month", "week")
_COLUMNS = words("columns")
_FEW = r"(?:(?!(?:in|during|over|since) (?:the|that|this)\b)[(\w)]+ ){0,6}?"
_SPLIT = (
    r"(?:split|broken down|break(?:ing)? (?:\w+ ){0,3}?down|breakdown|divided|sorted|grouped|set out|itemi[sz]ed|separat(?:ed|ing)|listed"
    r"|splits?|divides?|breaks? down|arranged|organi[sz]ed|ordered|presented|analysed|shown|laid out"
    r"|distinguish(?:ed|ing)?|differentiat(?:e|ed|ing)|tabulat(?:e|ed|ing)|disaggregated?|categori[sz]ed?|classif(?:y|ied))"
)
# What may stand behind `each` and only names what is asked about, unless the answer is to be split by it.
_NAMES_THINGS = {"case", "person", "authority", "centre", "party", "area", "provider", "outcome", "type"}
_MAY_STAND_BARE = _NAMES_THINGS - {"authority", "party", "provider"}
_BETWEEN = r"[^.?;]{0,60}?"
_ADVERBS = {
    "year": r"\bon (?:an annual|a yearly) basis\b|\b(?:in|during) (?:what|which) years?\b"
    r"|\b(?:19|20)\d\d(?:[/-]\d\d)?,? (?:as )?(?:compared (?:with|to)|against|versus|vs\.?) (?:(?:that|those) (?:of|in) )?(?:19|20)\d\d\b"
    r"|\b(?:year[- ](?:by|on)[- ]year|annually|per annum|in a year"
    r"|(?:yearly|annual) (?:\w+ )?(?:figures?|breakdown|totals?|sums?|numbers?|counts?|split))\b"
    r"|\b(?<!over )(?<!across )(?<!during )(?:these|those|following) (?:\w+ )?years\b(?! old| ago)"
    r"|\byears (?:below|listed|shown|that follow)\b|\b(?:calendar|financial|fiscal) years (?:from )?(?=[0-9])",
    "quarter": r"\bquarterly\b",
    "age": r"\badults? (?:and|from|or|versus) (?:children|minors|young people)\b|\b(?:children|minors|young people) (?:and|from|or|versus) adults\b"
    r"|\bunder[- ]?1[0-9]s?\b[^.?;]{0,40}\b(?:aged|over)\b",
    "gender": r"\bmen\b[^.?;]{0,20}\bwomen\b|\bmales?\b[^.?;]{0,20}\bfemales?\b",
    "month": r"\b(?:month[- ]by[- ]month|monthly|(?:in|during) (?:what|which) months?)\b"
    r"|\b(?:give|state|show|include|provide|add|specify) (?:\w+ ){0,3}?(?:the|its|their|which) months?\b",
    "week": r"\b(?:week[- ]by[- ]week|weekly)\b",
    "service": r"\b(?:which|what) (?:\w+ )?(?:services|departments|teams|directorates)\b",
    "platform": r"(?:\band|,) (?:(?:on|in|at|from|through) )?(?:which|what) (?:\w+ )?(?:platforms|networks|web ?sites|sites|apps)\b",
    "type": r"\b(?:a|the) split of\b|\b(?:separated|split|divided|broken down) (?:in)?to (?:covert|overt) and (?:covert|overt)\b"
    r"|\bhow many\b[^.?;]{0,60}\bhow many\b[^.?;]{0,60}\bhow many\b|\bof either kind\b|\ba\)[^?;]{2,60}\bb\)|\(a\)[^?;]{2,60}\(b\)",
    "outcome": r"\bhow many (?:of (?:them|these|those|the\w*) )?ended (?:with|in)\b|\b(?:what became|outcome) of (?:each|them)\b",
}
# One year, quarter or month that is meant as a time, and no column: `by ward for last financial year`.
_ONE_TIME = bounded(
    r"(?<!by )\b(?:the|this|that|last|past|previous|preceding|current|coming|next|a|an|same|one)\s+"
    r"(?:(?:last|same|current|previous|past|present|full|whole|complete|most recent)\s+){0,2}(?:(?:19|20)[0-9]{2}(?:\s?[/–-]\s?[0-9]{2,4})?\s+)?"
    r"(?:(?:calendar|financial|fiscal|tax|council|academic|municipal|school)\s+)?(?:year|quarter|month|week)\b(?![- ](?:by|on)[- ])(?! (?:in|of|on) (?:which|each))",
    re.IGNORECASE,
)
_BY_ADVERB = {name: bounded(written, re.IGNORECASE) for name, written in _ADVERBS.items()}
_ANYTHING = bounded(
    rf"\b{_SPLIT}\b[^.?;]{{0,60}}?\b(?:by|into)\b (?:each |every |the |their |its )?(?P<what>[a-z]+?)s?\b",
    re.IGNORECASE,
)
_YEARS_LISTED = bounded(
    r"(?:(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\W{1,6}(?:and\W+|[a-h]\)\s*)?(?:FY ?)?){2,}(?:19|20)\d\d|\b(?:19|20)\d\d(?:[/-]\d\d)? and (?:in )?(?:19"
    r"|20)\d\d\b|\b\d\d/\d\d, \d\d/\d\d"
)


_NAMED = {name: bounded(written, re.IGNORECASE) for name, written in _COLUMNS.items()}
_APART = bounded(
    r"\b(?:each (?:for|by|on)|for each of|(?:and |or )?separately,? (?:for|by|in|on|at|of)|respectively)\b"
    r"|\bhow many\b[^.?;]{0,80}\bhow many\b"
    r"|\b(?:splits?|divid(?:es?|ed)|breaks? down|broken down|spread|shared|distributed|falls?|fell)\b[^.?;]{0,40}\b(?:between|among|across|into)\b",
    re.IGNORECASE,
)
_LIMITS = {"service": "service", "platform": "platform", "manner": "type"}
_EACH = bounded(
    r"\b(?:for|of|in|at|to|from|by|per|with)? ?(?:each|every|per) (?:one )?(?:of )?(?:the |these |those "
    r"|your )?(?:[\w-]+ ){0,2}?(?P<what>[a-z]{3,}?(?<!ing))(?:e?s)?(?=[\s,.;:?)]|$)",
    re.IGNORECASE,
)
_NO_COLUMN = bounded(words("looser")["none"])
_OPENS_WITH_EACH = bounded(
    r"^\W*(?:(?:would|could|can) you )?(?:please )?(?:(?:give|send|supply|provide|disclose|let)(?: (?:me|us))?(?: have| with)? )?(?:each|every)\b",
    re.IGNORECASE,
)
_LISTED = bounded(
    r":\s?[A-Z][^\n?.;:]{2,80}?[a-z)][A-Z][a-z]|:\s*\n?\W*[^\n?.;]{2,80}(?:\n\W*[^\n?.;]{2,80}){1,}|(?:^|\s)(?:\(?[a-c]\)|\(?[1-3]\)|\(?i{1,3}\)|[a-c]\.|[1-3]\.)\s[^?;]{2,80}\s(?:\(?[b-d]\)|\(?[2-4]\)|\(?i{2,3}\)|[b-d]\.|[2-4]\.)\s",
)
_ATTRIBUTES = bounded(
    r"\b(?P<age>ages?(?: groups?| bands?)?)\b|\b(?P<gender>gender|sex)\b|\b(?P<ethnicity>ethnic\w*)\b",
    re.IGNORECASE,
)
_OF_EITHER = bounded(
    r"\b(?:either|both|each) (?:kind|type|sort)s?\b|\(a\)[^;]{2,60}\(b\)|\ba\)[^;]{2,60}\bb\)", re.IGNORECASE
)
_SPLITS = bounded(r"\b(?:split|broken|breakdown|divided?)\b", re.IGNORECASE)
_LOOSER = bounded(
    rf"\b(?:by|per) (?!what\b|which\b|any\b)(?:the |each )?(?:[\w-]+ )?(?P<what>{words('looser')['column']})\b",
    re.IGNORECASE,
)
_OUTCOME = bounded(rf"\b(?:{words('looser')['outcome']})\b", re.IGNORECASE)
_CAME_OF = bounded(
    r"\b(?:result(?:ed|ing|s)? in|led to|leading to|ended? (?:in|with|as)|came of|became of|outcomes?|how (?:\w+ ){1,3}?(?:ended|was closed|were closed|turned out))\b",
    re.IGNORECASE,
)


@cache
def _asked_by(name: str) -> re.Pattern[str]:
    """Ways in which a question asks to split by a column; each holds the column's own words, so others need not be compiled."""
    written = _COLUMNS[name]
    return bounded(
        rf"\b{_SPLIT}\b{_BETWEEN}\b(?:by|per|for|into|between|of|against|across)\b{_BETWEEN}\b{written}\b"
        rf"|\b{written}[- ]level\b|\b{written} by {written}\b|\b(?:according to|depending on) (?:the |its |their )?{written}\b"
        + (rf"|\b(?:by|per) {_FEW}(?<!up to ){written}\b(?! of the)" if name not in _NAMES_THINGS else "")
        + (rf"|\b(?:each|every)\b (?:one )?{_FEW}{written}\b" if name not in _NAMES_THINGS else "")
        + rf"|\b(?:and|,) (?:for|on|in|at) (?:which|what) {written}\b"
        + rf"|\b(?:showing|giving|stating|with|including|and) (?:the |its |their )?{written}\b (?:of|for|in|at) each\b"
        + rf"|\b(?:which|what) (?:\w+ )?{written}\b{_BETWEEN}\b(?:for|of|in|at|against) each\b(?! \w)",
        re.IGNORECASE,
    )


@cache
def _bare(name: str) -> re.Pattern[str]:
    """Ways in which a column that may also be whom something was done by stands bare and in the singular: `by outcome`."""
    return bounded(
        rf"\bby (?:[\w-]+(?:,| and| or| &|, and) ){{0,4}}(?:[\w-]+ ){{0,1}}?(?:{_COLUMNS[name]})(?<!s)(?<!post)\b"
        rf"(?=\s*(?:[.,;:?!)]|$|(?:and|or|for|in|{'' if name == 'type' else 'of|'}since"
        r"|from|between|during|over|on|at|made|was|were|is|are|did|please)\b))",
        re.IGNORECASE,
    )


def _asks_what_came_of(text: str) -> bool:
    """Whether a question names several ends of what it asks about, or asks for them: `how many were refused, how many granted`."""
    return bool(_CAME_OF.search(text)) or len({one.casefold() for one in _OUTCOME.findall(text)}) > 1


@kept_shortly(256)
def breakdowns(text: str) -> tuple[str, ...]:
    """Find what a question wants its answer split by, in a fixed order; `in 2018, 2019 and 2020` is by year.

    Found once: words that govern many questions are asked again for each.
    """
    plain = _ONE_TIME.sub(" ", text)
    named = [name for name, pattern in _NAMED.items() if pattern.search(text)]
    found = {name for name in named if _asked_by(name).search(plain if name in BY_TIME else text)}
    found |= {name for name in named if name in _MAY_STAND_BARE and _bare(name).search(text)}
    found |= {name for name, pattern in _BY_ADVERB.items() if pattern.search(text)}
    if _YEARS_LISTED.search(text):
        found.add("year")
    if _APART.search(text):
        limited = subjects(text)
        found |= {name for one, name in _LIMITS.items() if len(limited.get(one, ())) > 1}
    return tuple(name for name in _COLUMNS if name in found)


def asks_to_split(text: str) -> bool:
    """Whether a question asks for a split in so many words, by whatever."""
    return bool(_SPLITS.search(text))


def names_either(text: str) -> bool:
    """Whether a question names both kinds that it asks about, whatever it asks of them, as `in (a) minor (b) grave crime` does."""
    return bool(_OF_EITHER.search(text))


def loosest_breakdowns(text: str) -> tuple[str, ...]:
    """Find the same in a text that shows no kind of answer; one that opens with `every report` only names it."""
    return tuple(one for one in looser_breakdowns(_OPENS_WITH_EACH.sub("", text)) if one != "outcome")


def looser_breakdowns(text: str) -> tuple[str, ...]:
    """Find whatever else it may want its answer split by: each of what it names, or the options that it lists."""
    other = [one["what"].casefold() for one in _ANYTHING.finditer(text)]
    other += [one["what"].casefold() for one in _EACH.finditer(text)]
    other += [one["what"].casefold() for one in _LOOSER.finditer(text)]
    if _LISTED.search(text) or _OF_EITHER.search(text) or (not other and _SPLITS.search(text)):
        other.append("type")
    if _asks_what_came_of(text):
        other.append("outcome")
    other += [str(one.lastgroup) for one in _ATTRIBUTES.finditer(text)]
    named = map(_by_its_column, other)
    return tuple(one for one in dict.fromkeys(named) if not _NO_COLUMN.fullmatch(one))


def _by_its_column(word: str) -> str:
    """The column that a word is one of, `officer` a person; the word itself where it is none."""
    return next((name for name, pattern in _NAMED.items() if pattern.fullmatch(word)), word)
