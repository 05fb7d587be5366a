"""A request sent by e-mail and kept as a file (EML): its text, without the headers; attachments are named, not read."""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from zoneinfo import ZoneInfo

from watchbook.reading.text import html
from watchbook.reading.text.refusals import NotARequest, RequestFault

LONDON = ZoneInfo("Europe/London")
_PARTS_LIMIT = 200
_PAGE_LIMIT = 2_000_000
# Far beyond any letter with attachments, and few enough that the library, which goes line by line, is soon through.
_LINES_LIMIT = 500_000
_HEAD_LIMIT = 256 * 1024  # bytes
_DELIMITERS_LIMIT = 5000  # lines that may begin a part
NAMED = re.compile(
    r"""name\s*=\s*"?([^";\r\n]{1,200})""", re.IGNORECASE
)  # each of several; programs take the first or the last
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# What a mail that was cut short or made to deceive brings the library to raise.
_BROKEN = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a mail and the names of its attachments. Raises NotARequest."""
    _refuse_costly(data)
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
        _refuse_mail_within(message)
        written = _body(message)
        attached = tuple(_name(part) for part in message.iter_attachments())
    except _BROKEN:
        raise NotARequest(RequestFault.MAIL_BROKEN) from None
    if not written.strip():
        raise _without_text(attached)
    return written, attached


def attached(data: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Each file that came with a mail, under every name that a mail program may give it, whatever its text is. Raises NotARequest."""
    _refuse_costly(data)
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
        for part in message.walk():
            if _is_file(part):
                yield _names(part), _content(part)
    except _BROKEN:
        raise NotARequest(RequestFault.MAIL_BROKEN) from None


def day(data: bytes) -> tuple[date, str] | None:
    """The London day on which a mail arrived, by the last server's mark, else on which it is dated; and by which header."""
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
        marks = [
            (one.rpartition(";")[2], "Received") for one in map(str, message.get_all("Received", [])[:1])
        ]
        marks += [(str(message["Date"]), "Date")] if message["Date"] else []
    except _BROKEN:
        return None
    return next((found for words, header in marks if (found := _day(words, header=header))), None)


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
            raise ValueError("No letter has so many parts.")
        if part.get_content_type() == "message/rfc822":
            raise NotARequest(RequestFault.MAIL_WITHIN_MAIL)


def _body(message: EmailMessage) -> str:
    """The plain text, or where there is none, the text of the page."""
    plain = message.get_body(preferencelist=("plain",))
    if plain is not None and (written := str(plain.get_content())).strip():
        return written
    page = message.get_body(preferencelist=("html",))
    written = str(page.get_content()) if page is not None else ""
    if len(written) > _PAGE_LIMIT:
        raise ValueError("No letter is so long a page.")
    return html.text(written)


def _name(part: EmailMessage) -> str:
    return _drawn(str(part.get_filename() or part.get_content_type()))


def _drawn(name: str) -> str:
    return "".join(character for character in name if character.isprintable())[:150]


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
    return tuple(dict.fromkeys([_name(part), *filter(None, map(_drawn, others))]))


def _without_text(attached: tuple[str, ...]) -> NotARequest:
    if not attached:
        return NotARequest(RequestFault.MAIL_EMPTY)
    return NotARequest(RequestFault.MAIL_ONLY_ATTACHMENTS, number=len(attached))
