"""What a line of a request is by its wording: does it ask for information held (FOIA 2000 s.1(1)), or not?

Lists and numbers are read first; wording decides only over what bears no marker, over bullets, and over a
numbered line that might be no more than a heading. It knows English, and some other scripts' question mark.
"""

import re
from itertools import pairwise


def _wording(pattern: str) -> re.Pattern[str]:
    """A pattern in which a space stands for any white space, since lines are folded anywhere."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


_SENTENCE_ENDS = re.compile(r"(?<=[.?!؟？])\s+(?=[\"“‘(]?[^\W\d_a-z])")
_QUESTION = re.compile(r"[?؟？](?=$|[\s)\]\"'”’»<*_])")
_ADDRESSES = _wording(
    r"\b(?:please|kindly|(?:could|can|would|will) you|(?:may|could|can) (?:i|we)|(?:i|we)[’']d like"
    r"|(?:i|we) (?:should|would) (?:also )?like"
    r"|(?:i|we) (?:am |are )?(?:also )?(?:request|ask|seek|want|wish|need)(?:ing|s)?)\b"
)
_THINGS = (
    r"how (?:many|much|often|long|regularly|frequently)|cop(?:y|ies) of|(?:full )?details? of|lists? of"
    r"|(?:total |exact |overall )?(?:number|amount|cost|value|sum|percentage|proportion)s? of|breakdowns? of"
    r"|(?:names?|dates?|titles?|locations?|minutes|records?|reports?) of|whether"
    r"|(?:any|all) (?:correspondence|communications?|e-?mails?|contracts?|documents?|documentation|policy"
    r"|policies|guidance|records|reports?|minutes|agreements?|assessments?"
    r"|information (?:held|about|on|relating))"
)
_NAMES_A_THING = _wording(rf"\b(?:{_THINGS})\b")
_BEGINS_WITH_A_THING = _wording(
    rf"(?:(?:and|also|the|an?|any|all) ){{0,3}}"
    rf"(?:{_THINGS}|what|which|who|why|how|totals?|spend|expenditure)\b"
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
_GOES_ON = _wording(r",? (?:and|or)\W*$")
_GOES_ON = re.compile(r"\band\W*$", re.IGNORECASE)
_IS_ABOUT_THE_REQUEST = _wording(
    r"\b(?:acknowledge (?:receipt|this|my)|confirm (?:safe )?receipt|working days|advi[sc]e and assist"
    r"|(?:cost|appropriate) limit|(?:under|within) section \d+|internal review|exempt|exemptions?"
    r"|contact me|get in touch|hesitate|clarif(?:y|ication)|by (?:return )?e-?mail|electronic(?:ally)?"
    r"|excel|spreadsheet|machine.readable|already (?:public|available|published)|public already"
    r"|(?:this|my) (?:foi |information )?request|look forward|confidence|redact(?:ed|ion)?)\b"
)
# These put a question mark to the reader of a page or to the officer, and ask for no information held.
_ASKS_SOMETHING_ELSE = _wording(
    r"\b(?:cookies?|(?:was|is|did you find) this page|javascript|skip to|sign up"
    r"|acknowledge (?:receipt|this|my)|confirm (?:safe )?receipt|wrong address|contact me"
    r"|(?:reply|respond|answer|send \w+) (?:\w+ ){0,3}(?:by e-?mail|electronically))\b"
)
_SIGNS_OFF = _wording(
    r"(?:yours?,? (?:sincerely|faithfully|truly|ever)|yours|regards|best wishes|sincerely|cheers|yn gywir"
    r"|(?:kind(?:est)?|best|warm(?:est)?|with) (?:\w+ )?regards|diolch(?: yn fawr)?"
    r"|(?:with )?(?:many |my )?thanks?(?: you)?(?: in advance| very much| for your (?:help|time))*)\W*(?:$|,)"
)
_QUOTES = re.compile(r"[>|]")
_OPENS_A_QUOTED_MESSAGE = _wording(
    r"-{2,}\s*(?:original|forwarded) message|on .{6,120} wrote:\s*$|from: [^@]{0,200}@\S"
)
_HEADING_AT_MOST = 80


def sentence_starts(text: str) -> list[int]:
    """The places in a paragraph at which a sentence begins, the first left out."""
    return [found.end() for found in _SENTENCE_ENDS.finditer(text)]


def asks(text: str) -> bool:
    """Whether unnumbered text asks for information in a request that numbers nothing."""
    if stands_alone(text):
        return True
    return any(_BREAKS_DOWN.search(s) and _ADDRESSES.search(s) and not _is_aside(s) for s in _sentences(text))


def stands_alone(text: str) -> bool:
    """Whether unnumbered text asks for information by itself, and not only says how to answer the rest."""
    sentences = _sentences(text)
    if _BEGINS_WITH_A_THING.match(sentences[0]) and not _is_aside(sentences[0]):
        return True
    return any(_sentence_asks(sentence) for sentence in sentences)


def _sentence_is_a_question(sentence: str) -> bool:
    return bool(_QUESTION.search(sentence)) and not _ASKS_SOMETHING_ELSE.search(sentence)


def _sentence_asks(sentence: str) -> bool:
    if _QUESTION.search(sentence):
        return _sentence_is_a_question(sentence)
    return bool(_ADDRESSES.search(sentence) and _NAMES_A_THING.search(sentence)) and not _is_aside(sentence)


def _is_aside(sentence: str) -> bool:
    return leads_in(sentence) or _IS_ABOUT_THE_REQUEST.search(sentence) is not None


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *sentence_starts(text), len(text)])]


def enquires(text: str) -> bool:
    """Whether a numbered line above its parts asks something itself; if not, it is their heading."""
    return bool(_QUESTION.search(text) or _ENQUIRES.search(text))


def leads_in(text: str) -> bool:
    """Whether text only announces what follows it."""
    return bool(_LEADS_IN.search(text[-200:]))


def asks_before_it_leads_in(text: str) -> bool:
    """Whether text that announces its parts asks something itself first: `Do you hold a policy? If yes:`."""
    *before, announces = _sentences(text)
    if any(_sentence_asks(sentence) for sentence in before) or _sentence_is_a_question(announces):
        return True
    if _GOES_ON.search(announces):  # confirm that you received it and:
        return True
    if _GOES_ON.search(announces):
        return True
    return bool(_YES_OR_NO.match(announces) and _IF_SO.search(announces))


def is_about_the_request(text: str) -> bool:
    """Whether text speaks of the handling of the request, its form, its cost or its time."""
    return bool(_IS_ABOUT_THE_REQUEST.search(text))


def is_of_a_page(text: str) -> bool:
    """Whether text belongs to the web page or the mail program through which the request came."""
    return bool(_ASKS_SOMETHING_ELSE.search(text) or _OPENS_A_QUOTED_MESSAGE.match(text))


def is_heading(text: str) -> bool:
    """Whether text is short and no sentence."""
    written = text.rstrip()
    ended = written.endswith((".", "?", "!", ",", ";"))
    return len(written) <= _HEADING_AT_MOST and not ended and not _ADDRESSES.search(written)


def signs_off(text: str) -> bool:
    """Whether text is the close of a letter."""
    return bool(_SIGNS_OFF.match(text))


def is_quoted(text: str) -> bool:
    """Whether a line is marked as quoted from an earlier message."""
    return bool(_QUOTES.match(text))


def opens_a_quoted_message(text: str) -> bool:
    """Whether a line is the heading under which a mail program puts an earlier message."""
    return bool(_OPENS_A_QUOTED_MESSAGE.match(text))
