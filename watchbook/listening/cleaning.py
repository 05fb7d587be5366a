"""Take out of a text what may name somebody or lead to them, before it is kept to be labelled. Pure.

Patterns find links, accounts, numbers and addresses; a name is found by its capital letter within a sentence, by the words
around it, or in a list of first names (`first_names.txt`). None of them finds everything: `tests/listening/signed_texts.txt` measures how much.
"""

import re
from functools import cache
from importlib.resources import files

from watchbook.listening.taxonomy import taxonomy
from watchbook.reading.personal_words import EMAIL, POSTCODE, TELEPHONE, plain

GONE = "[…]"
LONGEST = 1000
READ = 4 * LONGEST  # of a longer text no more than this is looked at, and less of it is kept
NAME = r"[A-ZÀ-ÖØ-ÞŴŶ][\w'’-]{0,30}+"
NAMES = rf"{NAME}(?:[ \t]{{1,2}}{NAME}){{0,2}}"
TYPES = (
    "Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Way|Court|Crescent|Cres|Place|Gardens|Gdns|Grove|Terrace|Row|Hill|"
    "Square|Mews|Walk|View|Rise|Green|Parade|Cottages?|House|Farm|Lodge|Villas?|Flats|Bungalow|Estate"
)
WELSH_TYPES = "Ffordd|Stryd|Heol|Lôn|Lon|Rhodfa|Clos|Cilgant|Maes|Tŷ"
NOT_OF_A_STREET = "(?:The|Our|My|This|That|Your|Every|Each|A|No|Whole)"
PLATFORMS = "twitter|insta(?:gram)?|facebook|fb|tiktok|snap(?:chat)?|bluesky|bsky|mastodon|telegram|whatsapp|youtube|linkedin|discord|reddit"
SITES = (
    "com|org|net|uk|co|gov|info|wales|cymru|scot|london|social|ly|gl|tv|io|eu|blog|page|app|site|online|me"
)
RELATIVES = "son|daughter|wife|husband|partner|mum|mam|mother|dad|father|nan|nain|taid|gran|grandad|sister|brother|aunt|uncle|niece|nephew|neighbou?r|friend|boss"
FAREWELLS = (
    "(?:(?:kind|best|warm|kindest|many|with) ){0,2}regards|yours (?:sincerely|faithfully|truly)|sincerely|best wishes|"
    "cofion(?: gorau| cynnes)?|yn gywir|yn ddiffuant"
)
GREETINGS = "thanks|thank you|cheers|diolch|ta|thx|hi|hello|hey|dear|annwyl|helo|love"
NOT_GREETED = "The|So|But|And|You|For|All|Everyone|Council|Again|We|It|My|I|They|This|Please|Sir|Madam"
BEFORE_NAMES = (
    "i[ ]am|i['’]m|my[ ]name[ ]is|my[ ]name['’]s|name[ ]is|name['’]s|this[ ]is|called|named|fy[ ]enw[ ]i[ ]yw|fy[ ]enw[ ]yw|"
    "mr|mrs|ms|miss|mx|dr|prof|rev|reverend|sgt|pc|sir|dame|lord|lady|cllr|councillor|cynghorydd"
)
NUMBERED = "ref(?:erence)?|case|ticket|account|complaint|uprn|crm|nhs"
PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?:https?|hxxps?)://\S{1,500}|\bwww\.\S{1,500}", re.IGNORECASE),
        (r"(?<!\w)@[\w.-]{1,60}(?:@[\w.-]{1,60})?|(?<![\w/])[ur]/[\w-]{2,40}", re.IGNORECASE),
        (EMAIL.pattern, re.IGNORECASE),
        (r"\b[\w.+-]{1,64} (?:at|\(at\)) [\w-]{1,40}(?: (?:dot|\(dot\)) \w{2,20}){1,4}\b", re.IGNORECASE),
        (
            rf"(?<![\w.@/-])(?:[\w-]{{1,63}}\.){{1,6}}(?:(?:{SITES})\b(?:/\S{{0,300}})?|[a-z]{{2,20}}/\S{{0,300}})",
            re.IGNORECASE,
        ),
        (
            rf"(?P<said>\b(?:{PLATFORMS}))(?: (?:is|name|handle|user|username|account)){{0,2}} ?[:=–-] ?\S{{1,60}}",
            re.IGNORECASE,
        ),
        (r"\b(?:username|handle|user name) (?:is )?\S{1,60}", re.IGNORECASE),
        (r"(?<!\w)[a-z]\w{0,40}_\w{1,40}|\b[a-z]{3,40}\d{2,20}\b", re.IGNORECASE),
        (POSTCODE.pattern, re.IGNORECASE),
        (r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE),
        (TELEPHONE.pattern, 0),
        (r"(?<![\w£])\+?\d[\d ()./-]{6,30}\d", 0),
        (
            rf"(?P<said>\b(?:{NUMBERED})\b)[ .:#-]{{0,3}}(?:(?:no|number|num|is)\b\.?)?[ :#]{{0,2}}[a-z]{{0,6}}[-/]?\d[\w/-]{{0,30}}",
            re.IGNORECASE,
        ),
        (r"\b[A-Z]{2,6}[-/]?\d{3,12}\b|\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", 0),
        (r"(?<![\w£.,])(?!(?:19|20)\d\d\b)\d{4,20}\b", 0),
        (rf"\b(?:[A-Z]\. ?){{1,3}}{NAME}", 0),
        (
            r"(?P<said>\b(?:born|dob|d\.o\.b\.?)\b)(?: (?:on|in|is))?[ :]{1,2}[\w/.-]{1,12}(?: [A-Z]\w{2,9})?(?: \d{4})?",
            re.IGNORECASE,
        ),
        (r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b", 0),
        (
            rf"\b(?:(?:[Ff]lat|[Aa]partment|[Aa]pt|[Uu]nit|[Nn]o\.?|[Nn]umber) ?)?(?:\d{{1,4}}[a-zA-Z]?,? )?(?!{NOT_OF_A_STREET}\b)(?:{NAME} ){{1,3}}(?:{TYPES})\b\.?",
            0,
        ),
        (rf"\b\d{{1,4}}[a-z]?,? (?:[a-z'’-]{{2,20}} ){{1,3}}(?:{TYPES.casefold()})\b", re.IGNORECASE),
        (rf"\b\d{{1,4}}[a-z]?,? (?:{WELSH_TYPES}) (?:(?:y|yr) )?[\w'’-]{{2,20}}", re.IGNORECASE),
        (rf"\b(?:\d{{1,4}}[a-zA-Z]?,? )?(?:{WELSH_TYPES})(?: (?:y|yr|{NAME})){{1,3}}", 0),
        (r"\b(?:flat|apartment|apt|unit|number|no\.?|house number) ?\d{1,4}[a-z]?\b", re.IGNORECASE),
        # What follows a farewell, to the end of the text.
        (
            rf"(?P<said>\b(?:{FAREWELLS})\b)(?=[\s,.!–-])[\s\S]{{0,200}}\Z",
            re.IGNORECASE,
        ),
        (rf"(?:[-–—~][ \t]?|\n[ \t]*|\bfrom )(?:{NAME}\.?[ \t]?){{1,3}}(?:x{{1,3}})?[.!]?\s*\Z", 0),
        (
            rf"(?P<said>(?i:\b(?:{GREETINGS}))(?i: to| yn fawr| i)?)[ ,!.:\n-]{{1,3}}(?!(?:{NOT_GREETED})\b){NAMES}",
            0,
        ),
        (
            rf"(?P<said>(?i:\b(?:{BEFORE_NAMES})\.?)) {NAMES}",
            0,
        ),
        (rf"(?P<said>(?i:\b(?:{RELATIVES}))),? {NAMES}", 0),
        (r"(?P<said>\bmy name(?:['’]s| is)) [a-z'’-]{2,30}(?: [a-z'’-]{2,30})?", re.IGNORECASE),
        (rf"(?P<said>(?i:\bysgol)) {NAMES}", 0),
    )
)
# Capitals that tell of nobody.
SAID = frozenset((
    "the", "a", "an", "it", "we", "they", "you", "he", "she", "this", "that", "there", "my", "our", "your", "no", "not", "why", "what",
    "when", "where", "who", "how", "is", "are", "can", "please", "thanks", "and", "but", "so", "if", "in", "on", "at", "for", "from", "all",
    "every", "still", "nobody", "has", "have", "was", "were", "mae",
    "i", "i'm", "i've", "i'd", "i'll", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "christmas", "easter", "new", "year", "bank", "holiday", "boxing", "day", "covid", "welsh", "english",
    "wales", "england", "scotland", "ireland", "britain", "british", "uk", "council", "centre", "cllrs", "mp", "mps",
    "facebook", "twitter", "google", "ok", "tv",
))  # fmt: skip
WORD = re.compile(r"[^\W\d_][\w'’-]{0,60}")
BEGINS = re.compile(r"(?:^|[.!?:;\n\"“(*•])[\s\"“'‘(]{0,5}\Z")


def kept_words(text: str) -> str:
    """Return a text as it is kept for labelling: shortened, and without what may name somebody or lead to them."""
    said = plain(text)[:READ]
    for pattern in PATTERNS:
        said = pattern.sub(_gone, said)
    said = " ".join(_without_names(said).split())
    return re.sub(r"\[…\](?:[ ,.]{0,3}\[…\])+", GONE, said)[:LONGEST]


def _gone(found: re.Match[str]) -> str:
    """Return the mark of what was taken out, after the words that told of it and may stay."""
    said = found.groupdict().get("said")
    return f"{said} {GONE}" if said else GONE


def _without_names(text: str) -> str:
    """Take out each capitalised word within a sentence that tells of no service, and each known first name with what follows it."""
    service = frozenset().union(taxonomy().said, *taxonomy().topics.values())
    known = SAID | service | {f"{word}s" for word in SAID}
    parts, at, after_name = [], 0, False
    for found in WORD.finditer(text):
        word, low = found[0], found[0].casefold().replace("’", "'")
        between = text[at : found.start()]
        begins = bool(BEGINS.search(text[max(0, found.start() - 6) : found.start()])) or not found.start()
        is_name = word[0].isupper() and not word.isupper() and not begins and low not in known
        goes_on = after_name and between in (" ", "-") and word[0].isupper() and low not in known
        after_name = low.removesuffix("'s") in first_names() or is_name or goes_on
        parts += [between, GONE if after_name else word]
        at = found.end()
    return "".join([*parts, text[at:]])


@cache
def first_names() -> frozenset[str]:
    """Read the list of first names, once: those alone that are no other word."""
    told = (files("watchbook.listening") / "first_names.txt").read_text(encoding="utf-8")
    return frozenset(told.split())
