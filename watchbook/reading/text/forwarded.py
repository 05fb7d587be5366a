"""A mail that forwards another: from whom and of which day the one within is, as its head in the text says.

That is what somebody typed or a program copied, so it is proposed to the officer and never decided.
"""

import re
from datetime import date

from watchbook.reading.text.mail_facts import ForwardedMail

_FROM = re.compile(
    r"^[> \t*]{0,20}(?:From|Oddi wrth):[ \t*]{0,5}([^\n]{1,300})$", re.IGNORECASE | re.MULTILINE
)
_DATED = re.compile(
    r"^[> \t*]{0,20}(?:Sent|Date|Anfonwyd|Dyddiad):[ \t*]{0,5}([^\n]{1,120})$", re.IGNORECASE | re.MULTILINE
)
_HEAD = 800  # characters of the head of a mail within
_ADDRESS = re.compile(r"[\w.+'’=-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_REPLIES = re.compile(r"\s*(?:re|ateb|aw|sv)\s*:", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_DAYS = [
    re.compile(written, re.IGNORECASE)
    for written in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})/(?P<number>\d{1,2})/(?P<year>\d{4})\b",
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})",
    )
]


def forwarded(text: str, *, subject: str, sender: str, recipients: str) -> ForwardedMail | None:
    """The mail that a text forwards; None where it answers one, or sends the authority back its own."""
    found = _FROM.search(text)
    dated = _DATED.search(text, found.end(), found.end() + _HEAD) if found else None
    if not found or not dated or _REPLIES.match(subject):
        return None
    address = _ADDRESS.search(found[1])
    if address:
        domain, own = address[1].casefold(), {one.casefold() for one in _ADDRESS.findall(recipients)}
        sent_by = {one.casefold() for one in _ADDRESS.findall(sender)}
        if address[0].casefold() in sender.casefold() or (domain in own and not sent_by & own):
            return None
    name = found[1][: address.start()] if address else found[1]
    plain = "".join(filter(str.isprintable, name)).replace("mailto:", "").strip(" \"'<[(*")
    return ForwardedMail(plain[:200], address[0] if address else "", _day(dated[1]))


def _day(written: str) -> date | None:
    found = next((one for pattern in _DAYS if (one := pattern.search(written))), None)
    if found is None:
        return None
    told = found.groupdict()
    month = int(told.get("number") or 0) or _MONTHS.index(told["month"].lower()[:3]) + 1
    try:
        return date(int(told["year"]), month, int(told["day"]))
    except ValueError:
        return None
