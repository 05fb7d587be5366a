"""What a line of a request is by its wording: does it ask for information held (FOIA 2000 s.1(1)), or not?

Lists and numbers are read first; wording decides only over what bears no marker, over bullets, and over a
numbered line that might be no more than a heading. It knows English, and some other scripts' question mark.
"""

import re
from itertools import pairwise

from watchbook.reading.bounded import bounded
from watchbook.reading.split import forms


def _wording(pattern: str) -> re.Pattern[str]:
    """A pattern in which a space stands for any white space, since lines are folded anywhere."""
    return bounded(pattern.replace(" ", r"\s+"), re.IGNORECASE)


_SENTENCE_ENDS = bounded(r"(?<=[.?!؟？])\s+(?=[\"“‘(]?[^\W\d_a-z])")
_QUESTION = bounded(r"[?؟？](?=$|[\s)\]\"'”’»<*_])")
_ADDRESSES = _wording(
    r"\b(?:please|kindly|(?:could|can|would|will) you|(?:may|could|can) (?:i|we)|(?:i|we)[’']d like"
    r"|(?:i|we) (?:should|would) (?:also )?like|be (?:very |most )?(?:grateful|obliged|glad)|appreciate"
    r"|(?:i|we) (?:am |are )?(?:also )?(?:request|ask|seek|want|wish|need)(?:ing|s)?"
    r"|(?:writ(?:e|ing)(?: [\w’']+){0,12}?|like|wish|want(?:ed)?) to (?:request|ask|obtain|enquire|find out|see|know)"
    r"|this is (?:an?|my) (?:[\w’']+ ){0,6}request(?: under [^,.;]{0,80})?,? for)\b"
)
_THINGS = (
    r"how (?:many|much|often|long|regularly|frequently)|cop(?:y|ies) of|(?:full )?details? of|lists? of"
    r"|(?:total |exact |overall )?(?:number|amount|cost|value|sum|percentage|proportion)s? of|breakdowns? of"
    r"|(?:names?|dates?|titles?|locations?|minutes|records?|reports?) of|whether"
    r"|(?:any|all) (?:correspondence|communications?|e-?mails?|contracts?|documents?|documentation|policy"
    r"|policies|guidance|records|reports?|minutes|agreements?|assessments?"
    r"|information (?:held|about|on|relating|regarding|concerning|you hold|that you hold|which you hold))"
)
_NAMES_A_THING = _wording(rf"\b(?:{_THINGS})\b")
_BEGINS_WITH_A_THING = _wording(
    rf"(?:(?:and|also|the|an?|any|all) ){{0,3}}(?:(?:by|on|in|at|to|from|for|under|with|of|through) (?=what|which|whom|how))?"
    rf"(?:{_THINGS}|what|which|who|why|how|whatever|totals?|spend|expenditure)\b"
)
# Please send me the readings: an order for something that the request names, and not for its own answer.
_ORDERS = _wording(
    r"\bplease (?:also |then |instead |now )?(?:(?:provide|send|supply|give|list|forward|name|release|disclose|share)(?: (?:me|us))?(?: with)?"
    r"|let (?:me|us) have|describe|explain|outline|set out|state|specify|indicate|confirm|tell (?:me|us))"
    r" (?!(?:this|that|your|it|the|any|all|an?)? ?(?:further |relevant )?(?:information|answers?|respon\w+|repl(?:y|ies)|data"
    r"|figures(?! (?:or|of|for|on|about))|link|rest|remainder)\b)"
    r"(?:(?:me|us) )?(?:an?|any|all|the|each|every|your|cop(?:y|ies)|how|what|which|why|who|details|evidence)\b"
)
# Please say if a log is kept; would you tell me what was paid: a question that stands within a sentence.
_ASKS_WITHIN = _wording(
    r"\b(?:tell|told|say|state|confirm|advise|know|learn|explain|specify|indicate)(?: [\w’']+){0,3}?"
    r" (?:what|which|who|whom|whose|when|where|why|how|if|whether)\b"
    r"(?= \w)(?! (?:this|that|it|there|not|none|so|no|you (?:need|require|have (?:any|none)|hold none|cannot|can't|do not))\b)"
)
_ASKS_FOR_EVERYTHING = _wording(
    r"\b(?:i|we) (?:am |are )?(?:also )?(?:ask|request|seek|want|asking|requesting)(?:ing)? (?:you )?(?:for )?(?:every|each|any|all)\b"
)
# If it would cost too much, then give details of any contracts: less is asked for, but it is asked for.
_ASKS_INSTEAD = _wording(
    r"\b(?:then|instead|alternatively|at least),? (?:please )?(?:just )?(?:give|provide|send|supply|list)\b"
)
# What begins so asks, whatever else it speaks of: the number of requests that were refused.
_BEGINS_WITH_A_COUNT = _wording(
    r"(?:(?:and|also|the|an?) ){0,3}(?:(?:total|exact|overall|full|annual|yearly|monthly|quarterly|average) ){0,2}"
    r"(?:(?:numbers?|amounts?|costs?|values?|percentages?|proportions?|cop(?:y|ies)|lists?) of|how (?:many|much|often))\b"
)
# I should like to see the guidance: a wish for a thing, and not for an answer or for the form of one.
_WISHES = _wording(
    r"(?:\b(?:i|we)(?:[’']d| (?:would|should)) (?:also |really )?like|\b(?:i|we) (?:also )?(?:want|wish|need)"
    r"|\bit (?:would|will) (?:also )?be (?:very |most )?(?:helpful|useful|good)|(?<!\bam\s)(?<!\bare\s)\b(?:grateful|obliged) for)"
    r"(?: (?:to (?:see|have|get|receive|obtain)|sight of) your| to (?:know|see|understand) (?:your|what|which|who|why)"
    r"|(?: to (?:see|have|get|receive|obtain)| sight of)? (?:the|any|cop(?:y|ies)))\b"
    r"(?! (?:(?:following|further|above|relevant|requested|full|prompt) )?(?:information|answers?|respon\w+|repl(?:y|ies)|data|figures"
    r"|rest|remainder|help|assistance|advice|views?|best|opportunity|public|council|same|acknowledgement|documents? in)\b)"
)
_BREAKS_DOWN = _wording(r"\bbr(?:eak|oken)\b[^.?!]{0,40}?\bdown\b")
_ENQUIRES = _wording(
    r"\b(?:how|what|which|who|whom|when|where|why|whether|please|provide|confirm|explain|state|list|specify|supply"
    r"|give|send|tell|describe|detail)\b"
)
_LEADS_IN = _wording(r"(?:[:–—-]|\bthe following\b[^?]{0,60}\.?)\s*$")
# Do you hold …, and if so: a question to be answered with yes or no, whatever its parts ask further.
_YES_OR_NO = _wording(r"\s*(?:do|does|did|is|are|was|were|has|have|had|will|would)\b")
_IF_SO = _wording(
    r"\bif (?:so|yes|not|no|any|(?:it|you|they|there) (?:do|does|did|is|are|was|were|has|have))\b[^.?!؟？]{0,60}$"
)
# Please confirm that you received it, and: what stands before the “and” is asked as well.
_GOES_ON = bounded(r"\band\W*$", re.IGNORECASE)
_NO_TROUBLE = r"let (?:me|us) know (?:if|whether) (?:this|that|it|there) (?:is|will be|would be|are) (?:any |an? )?(?:problems?|issues?|difficult\w*)"
# Text that speaks of the handling of the request, its form, its cost or its time.
is_about_the_request = _wording(
    rf"\b(?:{_NO_TROUBLE}|acknowledge (?:receipt|this|my)|confirm (?:safe )?receipt|working days|advi[sc]e and assist"
    r"|(?:cost|appropriate) limit|(?:under|within) section \d+|internal review|exempt|exemptions?"
    r"|contact me|get in touch|hesitate|clarif(?:y|ication)|by (?:return )?e-?mail|electronic(?:ally)?"
    r"|excel|spreadsheet|machine.readable|already (?:public|available|published)|public already"
    r"|(?:this|my) (?:foi |information )?request|look forward|confidence|redact(?:ed|ion)?"
    r"|(?:i|we) (?:am|are|would be|[’']m|[’']re) (?:content|happy|willing|grateful for an)"
    r"|please (?:also )?(?:note|be aware|bear in mind|remember|treat|include|exclude|ignore|do not|don[’']t|feel free)"
    r"|(?:if|should|where|were) [^.?!]{0,80}(?:withh[eo]ld|refus(?:e|al|ing)|fees?|charges?|chargeable)"
    r"|public interest (?:test|in disclos\w+)|in the public interest|duty to (?:advise|assist))\b"
).search
# Could you answer these questions? I should like to know more about bees: what is asked for comes after it.
_ANNOUNCES = _wording(
    r"\b(?:the following|these|those|some|a few|a number of|several|my|below) (?:\w+ ){0,2}?"
    r"(?:questions?|information|quer(?:y|ies)|details|points|facts|particulars|figures|statistics)\b"
    r"|\b(?:details|information|facts|particulars|questions|points|figures|statistics) (?:\w+ ){0,2}?below\b"
    r"|\bthe following\b[^?]{0,90}\??\s*$"
    r"|\b(?:know|find out|learn|hear|understand) (?:some ?things?|more|a (?:bit|little))\b|\byou (?:please |kindly )?help\b"
)
# These put a question mark to the reader of a page or to the officer, and ask for no information held.
_ASKS_SOMETHING_ELSE = _wording(
    r"\b(?:cookies?|this (?:web ?)?page|this website|javascript|skip to"
    r"|sign up (?:for|to) (?:our|e-?mail|updates|alerts|news)|how are you(?: today| all| keeping| doing)? ?\?|hope (?:you|this|all)"
    r"|acknowledge (?:receipt|this|my)|confirm (?:safe )?receipt|wrong address|contact me"
    rf"|{_NO_TROUBLE}"
    r"|(?:received|got|had) (?:this|my) (?:\w+ )?(?:request|e-?mail|message)"
    r"|have (?:the|an|your) (?:answer|reply|response) (?:by|in|as|within|sent)|(?:reply|respond|answer|send \w+) (?:\w+ ){0,3}(?:by e-?mail|electronically))\b"
)
_OF_THE_REPLY = _wording(
    r"\b(?:(?:this|my) (?:\w+ ){0,2}request|reference number|in your (?:answer|reply|response))\b"
)
# The close of a letter.
signs_off = _wording(
    r"(?:yours?,? (?:sincerely|faithfully|truly|ever)|yours|regards|best wishes|sincerely|cheers|ta(?: very much)?|yn gywir"
    r"|(?:kind(?:est)?|best|warm(?:est)?|with) (?:\w+ )?regards|diolch(?: yn fawr)?"
    r"|(?:with )?(?:many |my )?thanks?(?: you)?(?: in advance| very much| for your (?:help|time))*)\W*(?:$|,)"
).match
# A line that is marked as quoted from an earlier message.
is_quoted = bounded(r"[>|]").match
# The heading under which a mail program puts an earlier message.
opens_a_quoted_message = _wording(
    r"-{2,}\s*(?:original|forwarded) message|on .{6,120} wrote:\s*$|from: [^@]{0,200}@\S"
).match
_OFFERS = _wording(
    r"\b(?:select|tick|choose|circle|mark|delete|indicate)\b[^.?!]{0,40}\b(?:appl(?:y|ies|icable|opriate)|appropriate|one|below|from)\b"
    r"|\b(?:any|which|either) of (?:the following|these)\b"
)
# The number for each of these: what stands below are the kinds to count by.
# Please let us have these: an order for what stands below, and for nothing else.
_ORDERS_WHAT_FOLLOWS = _wording(
    r"(?:^|[.?!,] ?)(?:please |kindly |(?:can|could|would) you (?:please )?|i (?:would|should) like (?:you )?to )?"
    r"(?:give|send|provide|supply|let (?:me|us) have|list|answer)(?: (?:me|us))?(?: with)?"
    r"(?: (?:the|these|this|following|further|particulars|details|information|figures|facts|questions|below|all|of|also))*"
    r"(?: (?:on|for|about|in respect of|regarding) [^:?]{1,80})?\s*[:–—-]+\s*$"
)
_SAYS_OF_WHEN = _wording(r"(?:where|when|if) [^?,]{1,80}[.:]\s*$")
_COUNTS_BY = _wording(
    r"\b(?:numbers?|amounts?|costs?|totals?|how (?:many|much)|percentages?)\b[^.?!]{0,120}\beach of (?:the following|these|those)\W*$"
    r"|\b(?:(?:broken|split) (?:(?:this|that|it|them) )?(?:down )?|breakdowns? |numbers? [^.?!]{0,80})by(?: (?:type|category|kind|year|ward|month))?:\s*$"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# So that a number before it is a day; and where a line was folded before `31. December`.
begins_with_a_month = _wording(rf"{_MONTH}\b").match
begins_with_a_day = _wording(rf"\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}\b").match
_YEAR = r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:19|20)?\d\d)?"
_PERIOD = _wording(rf"(?:(?:\d{{1,2}} )?{_MONTH}\b,?(?: )?)?(?:{_YEAR})?[.,;?]?(?: (?:and|or))?$")
# Months or years that it will list: `in each of these months?`.
names_periods = _wording(
    r"\b(?:these|following|each of|which|between|in)(?: \w+)? (?:months?|years?|dates?|periods?)\b"
).search
_BEGINS_AS_A_NAME = _wording(
    r"(?:any|all|the|each|every|an?|both|your|total|numbers?|names?|dates?|reasons?|details)\b"
)
# Said to its reader, and names nothing: `Thank you for your help with this`.
is_said = _wording(r"(?:thanks?|please|dear|hi|hello|good|i|we|if|this|that|my|sent|kind|regards)\b").match
_ROW_OF_A_TABLE = bounded(r"[^|\n]*\|[^|\n]*\|")
_HEADING_AT_MOST = 80


def sentence_starts(text: str) -> list[int]:
    """The places in a paragraph at which a sentence begins, the first left out."""
    return [found.end() for found in _SENTENCE_ENDS.finditer(text)]


def asks(text: str) -> bool:
    """Whether unnumbered text asks for information in a request that numbers nothing."""
    if stands_alone(text):
        return True
    return any(_asks_where_nothing_is_numbered(sentence) for sentence in _sentences(text))


def _asks_where_nothing_is_numbered(sentence: str) -> bool:
    if leads_in(sentence):
        return False
    if _ASKS_INSTEAD.search(sentence) and _NAMES_A_THING.search(sentence):
        return True
    orders = (_ORDERS.search(sentence)) or (_BREAKS_DOWN.search(sentence) and _ADDRESSES.search(sentence))
    within = _ADDRESSES.search(sentence) and _ASKS_WITHIN.search(sentence)
    return bool(orders or within) and not _is_aside(sentence)


def stands_alone(text: str) -> bool:
    """Whether unnumbered text asks for information by itself, and not only says how to answer the rest."""
    if _ROW_OF_A_TABLE.match(text):
        return False
    sentences = _sentences(text)
    if _BEGINS_WITH_A_COUNT.match(sentences[0]) and not leads_in(sentences[0]):
        return True
    if _BEGINS_WITH_A_THING.match(sentences[0]) and not _is_aside(sentences[0]):
        return True
    return any(_sentence_asks(sentence) for sentence in sentences)


def _sentence_is_a_question(sentence: str) -> bool:
    if not _QUESTION.search(sentence) or _ASKS_SOMETHING_ELSE.search(sentence) or forms.asks(sentence):
        return False
    return not (
        _ADDRESSES.search(sentence) and (_ANNOUNCES.search(sentence) or _OF_THE_REPLY.search(sentence))
    )


def _sentence_asks(sentence: str) -> bool:
    if _QUESTION.search(sentence):
        return _sentence_is_a_question(sentence)
    wished = (
        _WISHES.search(sentence)
        or _ASKS_FOR_EVERYTHING.search(sentence)
        or (_ADDRESSES.search(sentence) and _NAMES_A_THING.search(sentence))
    )
    return bool(wished) and not _is_aside(sentence)


def _is_aside(sentence: str) -> bool:
    about = is_about_the_request(sentence) or _ANNOUNCES.search(sentence)
    return leads_in(sentence) or about is not None


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *sentence_starts(text), len(text)])]


def asks_from_the_start(text: str) -> bool:
    """Whether the first sentence of a preamble is whole and asks; one put later argues, a broken one leads in to a list."""
    return stands_alone(_sentences(text)[0]) and text.rstrip().endswith((".", "?", "!", "؟", "？"))


def announces_a_list(text: str) -> bool:
    """Whether text asks the authority for what is listed below it: `Please provide the following:`."""
    return bool(_ADDRESSES.search(text)) and leads_in(text) and not is_about_the_request(text)


def enquires(text: str) -> bool:
    """Whether a numbered line above its parts asks something itself; if not, it is their heading."""
    return any(found.search(text) for found in (_QUESTION, _ENQUIRES, _NAMES_A_THING, _COUNTS_BY))


def leads_in(text: str) -> bool:
    """Whether text only announces what follows it."""
    return bool(_LEADS_IN.search(text[-200:]))


def orders_what_follows(text: str) -> bool:
    """Whether text orders what stands below it, and names nothing itself: `Please let us have these:`."""
    asks = _QUESTION.search(text) or _YES_OR_NO.match(text)
    return not asks and bool(_ORDERS_WHAT_FOLLOWS.search(text[-200:]))


def says_of_when(text: str) -> bool:
    """Whether text says no more than when or where its parts are asked about, as `Where it took place:` does."""
    return bool(_SAYS_OF_WHEN.fullmatch(text.strip()))


def offers_options(text: str) -> bool:
    """Whether text ends by asking to choose, or to count by kinds: what stands below it are its options."""
    return bool(_OFFERS.search(text[-200:]) or _COUNTS_BY.search(text[-200:]))


def is_a_period(text: str) -> bool:
    """Whether text is no more than a month, a year or both: an option and never a question."""
    return bool(text.strip() and _PERIOD.match(text.strip()))


def asks_before_it_leads_in(text: str) -> bool:
    """Whether text that announces its parts asks something itself first: `Do you hold a policy? If yes:`."""
    *before, announces = _sentences(text)
    if any(_sentence_asks(sentence) for sentence in before) or _sentence_is_a_question(announces):
        return True
    if _GOES_ON.search(announces):  # confirm that you received it and:
        return True
    return bool(_YES_OR_NO.match(announces) and _IF_SO.search(announces))


def is_of_a_page(text: str) -> bool:
    """Whether text belongs to the web page or the mail program through which the request came."""
    return bool(_ASKS_SOMETHING_ELSE.search(text) or opens_a_quoted_message(text) or forms.asks(text))


def names_what_is_held(text: str) -> bool:
    """Whether text begins as the name of a thing: `All noise readings of 2015.`, in a list that was announced."""
    return bool(_BEGINS_AS_A_NAME.match(text)) and not _is_aside(text)


def is_heading(text: str) -> bool:
    """Whether text is short and no sentence."""
    written = text.rstrip()
    ended = written.endswith((".", "?", "!", ",", ";"))
    return len(written) <= _HEADING_AT_MOST and not ended and not _ADDRESSES.search(written)
