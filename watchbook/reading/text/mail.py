"""A request sent by e-mail and kept as a file (EML): its text, without the headers; attachments are named, not read.

Where the page of a mail says more than its plain text, that stands below it; a mail that breaks off says so.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    MessageError,
)
from email.message import EmailMessage
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from zoneinfo import ZoneInfo

from watchbook.reading.text import html, marks
from watchbook.reading.text.forwarded import forwarded, quoted_sender
from watchbook.reading.text.mail_facts import AttachedFile, ForwardedMail
from watchbook.reading.text.refusals import NotARequest, RequestFault

LONDON = ZoneInfo("Europe/London")
_PARTS_LIMIT = 200
_PAGE_LIMIT = 2_000_000
# Far beyond any letter with attachments, and few enough that the library, which goes line by line, is soon through.
_LINES_LIMIT = 500_000
_HEAD_LIMIT = 256 * 1024  # bytes
_SENDER_LIMIT = 1000  # characters of a header that names one person
_DELIMITERS_LIMIT = 5000  # lines that may begin a part
NAMED = re.compile(
    r"""name\s*=\s*"?([^";\r\n]{1,200})""", re.IGNORECASE
)  # each of several; programs take the first or the last
_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"[<\[(](?:https?://|mailto:|cid:)[^\s>\])]{1,2000}[>\])]|https?://\S{1,2000}")
_MARK = re.compile(r"^\s*(?:\d{1,4}\.|•)\s")
_RECIPIENTS = re.compile(rb"^(?:to|cc|bcc):[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)
# In which mail programs pack a protected mail, so that its own text only says that it is one.
_PROTECTED = {"message.rpmsg", "smime.p7m"}
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# What a mail that was cut short or made to deceive brings the library to raise.
_BROKEN = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def text(data: bytes) -> tuple[str, tuple[AttachedFile, ...]]:
    """The text of a mail and its attachments. Raises NotARequest."""
    data = _without_recipients(data)
    _refuse_costly(data)
    try:
        message = _parsed(data)
        _refuse_mail_within(message)
        written = _body(message)
        attached = tuple(map(_attached_file, filter(_is_attached, message.walk())))
    except RecursionError:
        raise NotARequest(RequestFault.MAIL_TOO_DEEP) from None
    except _BROKEN:
        raise NotARequest(RequestFault.MAIL_BROKEN) from None
    if locked := next((one.name for one in attached if one.name.lower() in _PROTECTED), ""):
        raise NotARequest(RequestFault.MAIL_ENCRYPTED, name=locked)
    if not written.strip():
        raise _without_text(attached)
    return written, attached


def attached(data: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Each file that came with a mail, under every name that a mail program may give it, whatever its text is. Raises NotARequest."""
    data = _without_recipients(data)
    _refuse_costly(data)
    try:
        message = _parsed(data)
        for part in message.walk():
            if _is_file(part):
                yield _names(part), _content(part)
    except _BROKEN:
        raise NotARequest(RequestFault.MAIL_BROKEN) from None


def day(data: bytes) -> tuple[date, str] | None:
    """The London day on which a mail arrived, by the last server's mark, else on which it is dated; and by which header."""
    try:
        message = _headers(data)
        marks = [
            (one.rpartition(";")[2], "Received") for one in map(str, message.get_all("Received", [])[:1])
        ]
        dates = message.get_all("Date", [])
        marks += [(str(one), "Date" if len(dates) == 1 else "Dates") for one in dates[:1]]
    except _BROKEN:
        return None
    return next((found for words, header in marks if (found := _day(words, header=header))), None)


def within(data: bytes, text: str) -> tuple[ForwardedMail | None, str]:
    """The mail that this one forwards, and whom one that it quotes is from, by the text that is seen."""
    text = text.partition(marks.HIDDEN_IN_MAIL)[0]  # nobody who sent it on has seen more
    recipients = b" ".join(one[:_SENDER_LIMIT] for one in _RECIPIENTS.findall(_head(data))[:10])
    sender, to = said(data, "From"), recipients.decode("latin-1")
    forwards = forwarded(text, subject=said(data, "Subject"), sender=sender, recipients=to)
    return forwards, "" if forwards else quoted_sender(text, sender=sender, recipients=to)


def said(data: bytes, header: str, *, longest: int = _SENDER_LIMIT) -> str:
    """The start of a header of a mail, as it is to be read, of several one after the other; nothing where none can be read."""
    try:
        return str(policy.default.header_factory(header, written(data, header, longest=longest)))
    except _BROKEN:
        return ""


def written(data: bytes, header: str, *, longest: int) -> str:
    """The start of a header of a mail as it is written, of several one after the other."""
    values = [str(value) for name, value in _headers(data).raw_items() if name.lower() == header.lower()]
    words = " ".join(", ".join(values)[:longest].split())
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def drawn(name: str, longest: int = 150) -> str:
    """The start of a name, without what is not drawn."""
    return "".join(filter(str.isprintable, name))[:longest]


def _parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)


def _head(data: bytes) -> bytes:
    end = _HEAD_END.search(data)
    return data[: end.end() if end else len(data)]


def _headers(data: bytes) -> EmailMessage:
    """The headers of a mail, without its body."""
    return _parsed(_RECIPIENTS.sub(b"", _head(data)))


def _without_recipients(data: bytes) -> bytes:
    """A mail without whom it went to: they may be thousands, and tell nothing of a request."""
    head = _head(data)
    return _RECIPIENTS.sub(b"", head) + data[len(head) :]


def _day(words: str, *, header: str) -> tuple[date, str] | None:
    try:
        moment = parsedate_to_datetime(words.strip())
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(LONDON).date(), header
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _refuse_costly(data: bytes) -> None:
    """Count what the library would go through, before it makes an object of each."""
    end = _HEAD_END.search(data)
    if (
        (end.start() if end else len(data)) > _HEAD_LIMIT
        or data.count(b"\n") > _LINES_LIMIT
        or data.count(b"\n--") > _DELIMITERS_LIMIT
        or data.lower().count(b"boundary=") > _PARTS_LIMIT
    ):
        raise NotARequest(RequestFault.TOO_COSTLY)


def _refuse_mail_within(message: EmailMessage) -> None:
    for number, part in enumerate(message.walk()):
        if number > _PARTS_LIMIT:
            raise NotARequest(RequestFault.MAIL_TOO_MANY_FILES, limit=_PARTS_LIMIT)
        if part.get_content_type() == "message/rfc822":
            raise NotARequest(RequestFault.MAIL_WITHIN_MAIL)


def _body(message: EmailMessage) -> str:
    """The plain text, and below it what the page alone says; where there is no plain text, that of the page."""
    texts = [part for part in message.walk() if part.get_content_maintype() == "text" and not _is_file(part)]
    plain = "\n\n".join(filter(str.strip, map(_words, _of_type(texts, "text/html", is_wanted=False))))
    pages = [html.parted(_page_words(one)) for one in _of_type(texts, "text/html", is_wanted=True)]
    page = "\n\n".join(filter(str.strip, (seen for seen, _hidden in pages)))
    written = plain or page
    more = _lines_lacking(plain, page) if plain else ""
    notes = [(marks.ONLY_IN_PAGE, more), *(one for _seen, hidden in pages for one in hidden)]
    if _breaks_off(message, texts):
        notes.append((marks.BREAKS_OFF, ""))
    if "\ufffd" in written + more:
        notes.append((marks.UNDECODED, ""))
    return marks.below(written, notes) if written or pages else ""


def _of_type(texts: Sequence[EmailMessage], kind: str, *, is_wanted: bool) -> list[EmailMessage]:
    return [part for part in texts if (part.get_content_type() == kind) is is_wanted]


def _words(part: EmailMessage) -> str:
    """The text of a part; where its packing breaks off, as far as it goes."""
    written = str(part.get_content())
    if not _is_cut(part):
        return written
    packed = re.sub(r"[^A-Za-z0-9+/]", "", str(part.get_payload()))
    content = b64decode(packed[: len(packed) // 4 * 4])
    return content.decode(part.get_content_charset("utf-8"), "replace")


def _page_words(part: EmailMessage) -> str:
    written = _words(part)
    if len(written) > _PAGE_LIMIT:
        raise NotARequest(RequestFault.MAIL_PAGE_TOO_LONG, limit=f"{_PAGE_LIMIT:,}")
    return written


def _is_cut(part: EmailMessage) -> bool:
    return any(
        isinstance(one, InvalidBase64LengthDefect | InvalidBase64PaddingDefect) for one in part.defects
    )


def _breaks_off(message: EmailMessage, texts: Sequence[EmailMessage]) -> bool:
    has_no_end = any(
        isinstance(one, CloseBoundaryNotFoundDefect) for part in message.walk() for one in part.defects
    )
    return has_no_end or any(map(_is_cut, texts))


def _lines_lacking(plain: str, page: str) -> str:
    """The lines of the page whose words the plain text has not, one after the other; links and marks of lists aside."""
    said = [f" {_bare(one)} " for one in (plain, _LINK.sub(" ", plain))]
    lacking = [
        line
        for line in page.splitlines()
        if not any(f" {_bare(one)} " in text for one in (line, _MARK.sub("", line)) for text in said)
    ]
    return "\n".join(line for line in lacking if _bare(line))


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _name(part: EmailMessage) -> str:
    return drawn(str(part.get_filename() or part.get_content_type()))


def _is_attached(part: EmailMessage) -> bool:
    """Whether a part is a file that the mail names, and no frame of parts; text within the mail is read."""
    return part.get_content_maintype() not in {"multipart", "message"} and _is_file(part)


def _is_file(part: EmailMessage) -> bool:
    """Whether a part is a file: by a name, by what the mail says of it, or since it is neither text nor a frame of parts."""
    is_said = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    return is_said or part.get_content_maintype() not in {"text", "multipart", "message"}


def _content(part: EmailMessage) -> bytes:
    """The content of a file; of a mail that is packed as no mail may be, what some programs unpack it to."""
    if (
        part.get_content_type() == "message/rfc822"
        and "base64" in str(part["content-transfer-encoding"]).lower()
    ):
        return b64decode(part.get_payload(0).as_bytes())  # type: ignore[union-attr]  # the payload of a mail in a mail is a list
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _names(part: EmailMessage) -> tuple[str, ...]:
    """The name that a mail gives a file, and another where its kind is told with one: programs do not agree on which counts."""
    other = part.get_param("name") or ""
    other = collapse_rfc2231_value(other) if isinstance(other, tuple) else str(other)
    written = [
        value
        for header, value in part.raw_items()
        if header.lower() in {"content-type", "content-disposition"}
    ]
    others = [other, *(found[1].strip() for value in written for found in NAMED.finditer(str(value)))]
    return tuple(dict.fromkeys([_name(part), *filter(None, map(drawn, others))]))


def _attached_file(part: EmailMessage) -> AttachedFile:
    return AttachedFile(_name(part), part.get_content_type()[:100], len(_content(part)))


def _without_text(attached: Sequence[AttachedFile]) -> NotARequest:
    if not attached:
        return NotARequest(RequestFault.MAIL_EMPTY)
    return NotARequest(RequestFault.MAIL_ONLY_ATTACHMENTS, number=len(attached))
