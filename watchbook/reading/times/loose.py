"""Times that a question names by no day: at weekends, over Christmas, in January, during the pandemic (FOIA s.1(1)).

No figure of ours keeps to them, so an answer that does not speak of them is of another time.
"""

import re

from watchbook.reading.bounded import bounded

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SOME_DAYS = bounded(
    r"\b(?:weekends?|week ?days?|overnight|at night|night[- ]?time|out[- ]of[- ](?:office |working )?hours"
    r"|outside (?:of )?(?:office|working|business|normal) (?:working )?hours|(?:on|each|every) (?:a )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(?:bank|public|school) holidays?|half[- ]term|term[- ]time"
    r"|(?:at|over|during|around|before|after) (?:the )?(?:christmas|easter|new year))\b",
    re.IGNORECASE,
)
_WHOSE = r"(?:(?:the|its|your|their|this) )?"
_NO_DAYS = bounded(
    rf"\b(?:in|during|between|since|from|until|for|before|after|by|throughout) (?:(?:early|late|mid)[ -])?(?:the )?(?:months? of )?{_MONTH}\b"
    r"|\b(?:in|for|during) (?:q[1-4]|(?:the )?(?:first|second|third|fourth) quarter)\b(?!,? (?:of )?(?:the )?(?:(?:calendar|financial|fiscal) year )?(?:19|20)[0-9])"
    r"|\b(?:last|past|previous|this|current) (?:\w+ )?(?:decade|century|parliament|administration)\b"
    r"|\b(?:this|the current|the last|last) (?:municipal|academic|school|council|tax) year\b"
    rf"|\b(?:during|since|before|after|throughout) {_WHOSE}(?:\w+ ){{0,2}}?"
    r"(?:pandemic|lockdowns?|covid\S*|elections?|administration|restructure|merger|reorganisation)\b"
    rf"|\b(?:life|lifetime|term) of {_WHOSE}(?:\w+ )?(?:council|administration|parliament|contract|policy)\b"
    rf"|\b(?:at|on|by|before|after|since|from|until|till) (?:midnight (?:on|of) )?[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?!,? (?:of )?(?:19|20)[0-9])"
    r"|\b(?:week|month|quarter|year) before last\b|\blast (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:date|day|time) of (?:your|the) (?:reply|response|answer)\b|\bweek (?:commencing|beginning|ending)\b"
    r"|\b(?:lately|recently|of late|in recent (?:years|months|weeks|times)|nowadays)\b"
    r"|\b(?:spring|summer|autumn|winter) (?:term|months|just gone)\b|\b(?:last|this|past) (?:spring|summer|autumn|winter)\b"
    rf"|\b(?:day|week|month|quarter|year|weeks|months|years)s? (?:before|after|following|prior to|leading up to) {_WHOSE}(?!date\b|that\b)\w+",
    re.IGNORECASE,
)


def some_days(text: str) -> str:
    """The words that ask of some days only of whatever time is named; "" where there are none."""
    found = _SOME_DAYS.search(text)
    return found.group() if found else ""


def no_days(text: str) -> str:
    """The words that name a time without its days; "" where there are none."""
    found = _NO_DAYS.search(text)
    return found.group() if found else ""
