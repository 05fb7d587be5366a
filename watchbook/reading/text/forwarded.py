"""A mail that forwards another: from whom and of which day the one within is, as its head in the text says.

That is what somebody typed or a program copied, so it is proposed to the officer and never decided.
"""

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date
from itertools import islice, zip_longest
from typing import NamedTuple

from watchbook.reading.text.mail_facts import ForwardedMail

_FROM = re.compile(
    r"^[> \t*]{0,20}(?:From|Oddi wrth):[ \t*]{0,5}([^\n]{1,300})$", re.IGNORECASE | re.MULTILINE
)
_DATED = re.compile(
    r"^[> \t*]{0,20}(?:Sent|Date|Anfonwyd|Dyddiad):[ \t*]{0,5}([^\n]{1,120})$", re.IGNORECASE | re.MULTILINE
)
_SUBJECT = re.compile(
    r"^[> \t*]{0,20}(?:Subject|Pwnc):[ \t*]{0,5}([^\n]{1,300})$", re.IGNORECASE | re.MULTILINE
)
_MAILS = 20  # heads of mails within each other that are read
_HEAD = 800  # characters of the head of a mail within
_ADDRESS = re.compile(r"[\w.+'’=-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_FOR_ANOTHER = re.compile(r"\bon behalf of\b|\bar ran\b", re.IGNORECASE)
_REPLIES = re.compile(r"\s*(?:re|ateb|aw|sv)\s*:", re.IGNORECASE)
_FORWARDS = re.compile(r"\s*(?:fwd?|yml|wg)\s*:", re.IGNORECASE)
# The first three letters of each month in English, and in Welsh as it is written alone and after “o”.
_SPELLED = (
    "jan ion", "feb chw", "mar maw faw", "apr ebr", "may mai fai", "jun meh feh", "jul gor orf", "aug aws", "sep med fed", "oct hyd",
    "nov tac dac", "dec rha rag",
)  # fmt: skip
_MONTHS = {spelled: number for number, one in enumerate(_SPELLED, 1) for spelled in one.split()}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,8}}"
_DAYS = [
    re.compile(written, re.IGNORECASE)
    for written in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|il|ydd|ed|eg|fed|ain)?(?: o)? {_MONTH},? (?P<year>\d{{4}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})(?P<cut>[/.])(?P<number>\d{1,2})(?P=cut)(?P<year>\d{4}|\d\d)\b",
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})",
    )
]


class _Head(NamedTuple):
    """A head of a mail within: the words of its lines, and whether its subject says that it forwards another."""

    sender: str
    dated: str
    forwards: bool


def forwarded(text: str, *, subject: str, sender: str, recipients: str) -> ForwardedMail | None:
    """The innermost mail that a text of the authority's own people forwards, of nobody where only they wrote it or we cannot tell.

    None where it answers one, or comes from outside: what a stranger quotes is no request because they quote it.
    """
    own, senders = _domains(recipients), _domains(sender)
    if _REPLIES.match(subject) or (senders and not senders & own):
        return None
    heads = list(_heads(text))
    if not heads:
        return ForwardedMail("", "", None) if senders and _FORWARDS.match(subject) else None
    address = _ADDRESS.search(heads[0].sender)
    if address and address[0].casefold() in sender.casefold():
        return None
    within = _innermost(heads, own=own)
    if _domains(within.sender) & own or _FOR_ANOTHER.search(within.sender):
        return ForwardedMail("", "", *_days(within.dated))
    address = _ADDRESS.search(within.sender)
    name = within.sender[: address.start()] if address else within.sender
    plain = "".join(filter(str.isprintable, name)).replace("mailto:", "").strip(" \"'<[(*")
    return ForwardedMail(plain[:200], address[0] if address else "", *_days(within.dated))


def quoted_sender(text: str, *, sender: str, recipients: str) -> str:
    """Find whom the first mail is from that a mail quotes of somebody else: neither its sender nor the authority."""
    own, writer = _domains(recipients), sender.casefold()
    for head in _heads(text):
        address = _ADDRESS.search(head.sender)
        if address and address[0].casefold() not in writer and not _domains(head.sender) & own:
            return "".join(filter(str.isprintable, head.sender)).strip()[:200]
    return ""


def _heads(text: str) -> Iterator[_Head]:
    """Find the heads of the mails within, from the outermost on."""
    found = list(islice(_FROM.finditer(text), _MAILS))
    for one, after in zip_longest(found, found[1:]):
        end = min(one.end() + _HEAD, after.start() if after else len(text))
        dated, subject = _DATED.search(text, one.end(), end), _SUBJECT.search(text, one.end(), end)
        if dated:
            yield _Head(one[1], dated[1], bool(subject and _FORWARDS.match(subject[1])))


def _innermost(heads: Sequence[_Head], *, own: Set[str]) -> _Head:
    """The head of the mail that was forwarded first: one of the authority below another's is what that one answers."""
    chosen = heads[0]
    for head in heads[1:]:
        is_ours = bool(_domains(chosen.sender) & own)
        if not (is_ours or chosen.forwards) or (_domains(head.sender) & own and not is_ours):
            break
        chosen = head
    return chosen


def _domains(addresses: str) -> set[str]:
    return {one.casefold() for one in _ADDRESS.findall(addresses)}


def _days(written: str) -> tuple[date | None, date | None]:
    """The day that is written, and the one that it is where the month stands first and may."""
    found = next((one for pattern in _DAYS if (one := pattern.search(written))), None)
    if found is None:
        return None, None
    told = found.groupdict()
    month = int(told.get("number") or 0) or _MONTHS[told["month"].lower()[:3]]
    year, day = int(told["year"]), int(told["day"])
    year += 2000 if year < 100 else 0
    is_either = "/" in found[0] and day != month
    return _date(year, month, day), _date(year, day, month) if is_either else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
