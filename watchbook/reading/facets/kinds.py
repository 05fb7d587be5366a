"""Kinds of answer that a question asks for: a count, a document, a yes or no, a cost, a date (FOIA 2000 s.1(1))."""

import re

from watchbook.reading.bounded import bounded

_AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|has|have|had|will|may|must)(?:n['’]t)? (?!you please)(?!so\b)[\w'’]+"
)
_KINDS = {
    "count": r"\bhow (?:many|often|frequently)\b|\b(?:number|count|tally|totals?|figures?|statistics) (?:of|for)\b|\bwhat number\b"
    r"|\bhow regularly\b|\b(?:a|the) (?:number|count)\b|\b(?:yearly|annual|monthly|quarterly|total) (?:figures?|numbers?)\b",
    "document": r"\bcop(?:y|ies)\b|\b(?:send|supply|provide|forward|enclose|attach|let me have|disclose|see)\b[^.?;]{0,80}?\b(?:documents?|documentation|"
    r"polic(?:y|ies)|procedures?|guidance|reports?|letters?|e-?mails?|correspondence|minutes|contracts?|assessments?|materials?|notes|papers?|forms?|notices?)\b"
    r"|\ball (?:the )?(?:letters|e-?mails|correspondence|documents|records|papers)\b",
    "yes_no": rf"(?:^|[.?!;:]\s+|,\s+(?:and|or)\s+|\band\s+)\W*(?:if (?:so|yes|not|no),?\s+)?{_AUXILIARY}|\b(?:whether|if) (?:or not )?(?:you|your|the|any|it|this)\b"
    r"|\b(?:whether|if) (?:there|a|an|they)\b",
    "explain": r"\b(?:explain|describe|outline|why)\b|\bhow (?:do|does|did|is|are|was|were|has|have|the|your)\b|\bwhat (?:is|are|was|were) (?:the |your )?"
    r"(?:process|procedures?|criteria|basis|purposes?|reasons?|arrangements|steps|safeguards|grounds|rules)\b|\b(?:on|under) what (?:basis|circumstances|grounds|power)\b"
    r"|\bwhat (?:happen|became|steps|rules|safeguards|training|criteria|checks|action)|\breasons?\b",
    "list": r"\b(?:list|details|particulars) of\b|\blist\b|\b(?:which|what) (?:\w+ )?(?:services|departments|teams|platforms|networks|sites|tools|systems"
    r"|offences|purposes|types|kinds|powers|Acts|companies|products)\b"
    r"|\beach (?:one|of them|of these)\b|\bnames of\b|\bsplit of\b|\bbreakdown of\b",
    "name": r"\bwho(?:se|m)?\b|\bnames?\b|\b(?:which|what) (?:\w+ )?(?:company|supplier|provider|officer|firm|product|software|system|person|post"
    r"|department|service|team|body|role|job title)\b"
    r"|\bjob title\b",
    "date": r"\bwhen\b|\bdates?\b(?! of (?:birth|this))|\b(?:what|which) (?:day|year|month)\b",
    "cost": r"\bcosts?\b|\bspen[dt]\b|\bspending\b|\bbudget|[£€$]|\bpa(?:y|id)\b|\bexpenditure\b|\bpric(?:e|es)\b|\bfees?\b|\bhow much (?:money|did|was"
    r"|has|have|is|does)\b|\bhow much\W*$|\b(?:outlay|bills?|invoices?|invoiced)\b|\bwhat sum\b|\bvalue of (?:[\w'’]+ ){0,3}(?:contracts?|orders?|licences?)\b",
    "format": r"\b(?:in|as) (?:an? )?(?:excel|csv|spreadsheet|electronic|machine[- ]readable|word|pdf)\b",
    "rate": r"\b(?:percentage|proportion|per cent|average|mean|rate)\b",
    "status": r"\bstatus\b|\b(?:still|currently) (?:open|ongoing|under way|in force|outstanding)\b|\bprogress\b",
}
_PATTERNS = {kind: bounded(written, re.IGNORECASE) for kind, written in _KINDS.items()}
_HOW_LONG = bounded(
    r"\b(?:how long|(?:what|which) (?:(?:length|span) of )?(?:time|term)\b(?! frame)|length of time|(?:what|how many) (?:years|months|hours|days)"
    r"|term of (?:the|your|this)|retention period|duration)\b",
    re.IGNORECASE,
)
_MONEY = bounded(
    r"\bhow much\b|\b(?:what|which) (?:[\w'’]+ ){0,4}?(?:costs?|sums?|amounts?|prices?|spen[dt]|spending|pa(?:y|id)|budgets?|bills?|expenditure|outlay|fees?|value)\b"
    r"|\b(?:the|its|their|total|annual|yearly) (?:[\w'’]+ ){0,2}?(?:costs?|sums?|amounts?|prices?|spend|spending|expenditure|outlay|value)\b|\b(?:at|for) what\b",
    re.IGNORECASE,
)
_OF_TIME = bounded(
    r"\b(?:time|hours|days|weeks)\b[^.?;]{0,40}\bspen[dt]\b|\bspen[dt]\b[^.?;]{0,20}\b(?:time|hours)\b",
    re.IGNORECASE,
)
_DAY = bounded(
    r"^\W*(?:please )?(?:state|give|list|say|tell me)(?: me)? (?:the )?dates? (?:of|on which)\b"
    r"|^\W*(?:please (?:state|say|tell me) )?(?:when|(?:on )?(?:what|which) (?:date|day)) (?:did|was|were|is|are|does|do|has|will)\b",
    re.IGNORECASE,
)

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_SO_MANY = r"(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty[- ]four)"
# A time however loosely worded, even one from which no day can be read; the year of a law is none.
_TIME = bounded(
    r"(?<!Act )(?<!Acts )(?<!Regulations )(?<!Order )(?<!Code )(?<![\w/£.,-])(?:19|20)[0-9]{2}(?![0-9]|,[0-9])(?! (?:Act|Regulations))"
    r"|\b(?:last|past|previous|preceding|current|this|latest|coming|next) (?:[\w()-]+ ){0,4}?(?<!split by )(?:years?|yrs?|months?|weeks?|quarters?|decades?)\b"
    rf"|\b(?:in|during|since|from|until|between|for|of|to) (?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?{MONTH}\b|\b[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b"
    r"|(?<!\bup )\bto date\b|\bweek (?:ending|beginning)\b"
    r"|\b(?:for|in) (?:each|every) (?:calendar|financial|fiscal|tax) year\b|\byears (?:below|listed|shown|that follow)\b"
    r"|\bfrom when\b|\bup to and including\b|\b(?:in|for|during) q[1-4]\b"
    r"|\bsince (?!you\b|we\b|i\b|there\b)\w+|\b(?:until|up to|till) (?:now|today|then|the present|the day|this)\b|\bonwards?\b"
    rf"|\bFY ?'?[0-9]{{2}}\b|(?<![\w/£.,-])'?[0-9]{{2}}[/-][0-9]{{2}}(?= (?:financial|tax|fiscal|academic|school)? ?year)"
    rf"|\b(?:in|over|during|for|within|across|covering|spanning) (?:(?:a|the|any|each|every) )?(?:[\w()-]+ ){{0,2}}?"
    rf"{_SO_MANY}[ -](?:years?|yrs?|months?|weeks?|quarters?|days)\b"
    r"|\b(?:in|over|of) (?:recent|latter|prior|earlier) (?:years|months|weeks|times)\b|\bover the years\b"
    r"|\b(?:since|during|before|after|from|until) (?:the |its |their |your )?"
    r"(?:start|beginning|launch|introduction|adoption|inception|outbreak|pandemic|lockdowns?|covid\S*|(?:\w+ )?election)\b",
    re.IGNORECASE,
)

# What a question asks for without a verb that says so, as a part of a list does: `Minutes of the board`, `The last day of the contract`.
_ASKED_FOR = (
    r"^\W*(?:[0-9a-z]{1,3}[.)] ?)?(?:(?:please|kindly|i (?:\w+ )?(?:like|want|ask for|request|seek)|we (?:\w+ )?(?:like|want|ask for|request|seek)|would you|could you"
    r"|can you|may i have|to see|send|give|supply|provide|let|have|include|add|me|us|with|full|details of|for)\s+){0,7}"
)
_PAPERS = (
    r"(?:papers?|documents?|documentation|minutes|agendas?|e-?mails?|mails|letters?|correspondence|messages|guidance|guidelines|polic(?:y|ies)|procedures?"
    r"|instructions?|briefings?|presentations?|slides|materials?|drafts?|plans|stud(?:y|ies)|analys[ei]s|leaflets?|assessments?|dpias?|reports?|notes|audits?"
    r"|codes? of (?:conduct|practice)|contracts?|agreements?|statements?|protocols?|manuals?|handbooks?|forms?|templates?|advice|rules|terms of reference)"
)
_NAMED = {
    "document": rf"{_ASKED_FOR}(?:(?:a|an|any|all|each|every|the|your|whatever|further|other|relevant|current|latest|last|two|most recent|full text of)\s+){{0,4}}"
    rf"(?:(?!of\b|on\b|for\b|in\b|by\b|that\b|which\b|how\b|what\b|who\b|when\b|number\b|cost|date|name|total)"
    rf"[\w’'&/-]+\s+){{0,4}}?{_PAPERS}\b(?! (?:cost|number|date|owner|holder))"
    r"|\bwhatever (?:was|has been|is) (?:written|recorded|noted|sent)\b|\bany written (?:rules|guidance|advice)\b",
    "explain": rf"{_ASKED_FOR}(?:(?:say|state|tell (?:me|us)|know|learn|of|on|about|set out)\s+){{0,2}}how (?!many\b|much\b|often\b|long\b|frequently\b"
    r"|regularly\b|old\b|far\b)\w+"
    r"|\b(?:by|on|in|under|through) (?:what|which) (?:other )?(?:means|ways?|tests?|grounds?|basis|method|footing|law|powers?)\b"
    r"|\b(?:which|what) (?:\w+ )?(?:safeguards|protections?|instructions?|steps|considerations?|tests?|rules|measures)\b"
    r"|\bwhat (?:does|do|would|did) (?:[^?.;]{1,60} )?(?:amount to|mean|intend|consist of|do (?:with|about|if|when))\b"
    r"|\bwhat (?:is|are|was|were) (?:[^?.;]{0,40} )?(?:done|taught|for\?)"
    rf"|{_ASKED_FOR}(?:the )?(?:aims?|reasons?|purposes?) (?:of|for|why)\b",
    "date": r"\b(?:on|in) (?:what|which) (?:days?|dates?|months?|years?)\b|\b(?:the )?days? (?:and|on which)\b"
    r"|\b(?:first|last|start|end|expiry|renewal|begin\w*) (?:day|date)s?\b"
    r"|^\W*(?:[0-9a-z]{1,3}[.)] ?)?(?:day|date)s? of\b|\b(?:expires|expiry|runs? out)\b",
    "list": r"\bparticulars of\b|\bwhat (?:kinds?|types?|sorts?) of\b|\b(?:where|on which) (?:each|every) \b|\b(?:position|place|whereabouts) of (?:each|every)\b",
}
_BY_NAME = {kind: bounded(written, re.IGNORECASE) for kind, written in _NAMED.items()}


def kinds_named(text: str) -> tuple[str, ...]:
    """The kinds that a question asks for by the name of the thing alone, beside those that its words ask for."""
    return tuple(kind for kind, pattern in _BY_NAME.items() if pattern.search(text))


def kinds(text: str) -> tuple[str, ...]:
    """The kinds of answer that a question's words ask for, in a fixed order; empty where none shows."""
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))


def asks_how_long(text: str) -> bool:
    """Whether a question asks for a length of time: an answer that is a period, not one of a period."""
    return bool(_HOW_LONG.search(text))


def speaks_of_a_time(text: str) -> bool:
    """Whether a text speaks of a time, though its days may not be told by it: `in the week ending 15 September`."""
    return bool(_TIME.search(text))


def wants_money(text: str) -> bool:
    """Whether a question wants a sum of money; whether something is paid for is a yes or no, and time that is spent is no money."""
    found = kinds(text)
    if "cost" not in found or _OF_TIME.search(text):
        return False
    return "yes_no" not in found or bool(_MONEY.search(text))


def wants_a_day(text: str) -> bool:
    """Whether a question begins by asking for a day."""
    return bool(_DAY.search(text))
