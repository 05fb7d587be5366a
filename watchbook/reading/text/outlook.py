"""A mail as Outlook keeps it (MSG): made into a mail as the internet sends it, which is then read like any other.

The file is a container of properties: [MS-OXMSG] says under which name each lies, [MS-OXPROPS] what its number means.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from functools import cache
from io import BytesIO
from struct import iter_unpack

from watchbook.reading.text import rich_text
from watchbook.reading.text.archive import OLE_START
from watchbook.reading.text.kinds import lacks_end
from watchbook.reading.text.outlook_container import Container
from watchbook.reading.text.refusals import NotARequest, RequestFault

# Properties by their numbers ([MS-OXPROPS] 2), and the types in which text and files are kept ([MS-OXCDATA] 2.11.1).
SUBJECT, HEADERS, PLAIN, PAGE, RICH = "0037", "007D", "1000", "1013", "1009"
# Whom a message is from, with the address; of one that a delegate sent, whom it is from in truth comes first.
FROM = (("0042", "5D02"), ("0042", "0065"), ("0C1A", "5D01"), ("0C1A", "0C1F"))
SENDER = FROM[2:]
REPLIES, REPLY_NAMES = (
    "004F",
    "0050",
)  # to whom it wants answers: entries with their addresses, and what they are called
FILE, FILE_NAMES = "3701", ("3707", "3704", "3001")
SENT, DELIVERED, CODE_PAGE, PAGE_CODE_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
UNICODE, ANSI, BINARY, OBJECT = "001F", "001E", "0102", "000D"
ATTACHED, FIXED = "__attach_version1.0_#", "__properties_version1.0"
HEADS = (32, 24)  # bytes before the fixed properties of a message, and of one within another
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # from which Windows counts, in tenths of a microsecond
LATEST = 2**61  # in the year 8907: no letter is dated later
_ADDRESS = re.compile(r"[\w.+'’=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_TITLE = re.compile(r"\A[^:\n]*\n")  # a line that some versions put above the headers
# Of the headers that came with it those that are read; others say how its parts were packed on the way.
KEPT_HEADERS = ("Received", "Date", "From", "Sender", "Reply-To", "Subject", "Message-ID")
CODECS = {1200: "utf-16-le", 20127: "ascii", 28591: "latin-1", 28605: "iso8859-15", 65001: "utf-8"}
USUAL_CODE_PAGE = 1252
HEADER_LONGEST = 10_000  # characters; of 400,000 quotation marks the library reads for a minute
DEEPEST = 4
FILES_LIMIT = 200  # as of the parts of any mail
_BROKEN = (MessageError, OSError, LookupError, RecursionError, TypeError, ValueError, OverflowError)


def as_mail(data: bytes) -> bytes:
    """The message as a mail (RFC 5322): text, page and files, and the headers that say from whom and when. Raises NotARequest."""
    try:
        with Container(BytesIO(data)) as container:
            return _mail(_Streams(container, left=len(data))).as_bytes()
    except _BROKEN:
        raise NotARequest(RequestFault.MAIL_CUT if lacks_end(data) else RequestFault.MAIL_BROKEN) from None


class _Streams:
    """The streams of a container; together no longer than the file, since two may be said to lie in one place."""

    def __init__(self, container: Container, *, left: int) -> None:
        self._container, self._left = container, left
        self.paths = dict(sorted(container.places.items()))
        attached = {
            path[: at + 1] for path in self.paths for at, one in enumerate(path) if one.startswith(ATTACHED)
        }
        if len(attached) > FILES_LIMIT:
            raise NotARequest(RequestFault.MAIL_TOO_MANY_FILES, limit=FILES_LIMIT)

    def read(self, path: tuple[str, ...]) -> bytes | None:
        if path not in self.paths:
            return None
        size = self.paths[path][1]
        self._left -= size
        if self._left < 0:
            raise ValueError("The streams are longer than the file.")
        content = self._container.content(path)
        if len(content) < size and self._container.ends_early:
            raise NotARequest(RequestFault.MAIL_CUT)
        if len(content) < size:
            raise ValueError("A stream is shorter than it says.")
        return content


def _mail(streams: _Streams, *, at: tuple[str, ...] = ()) -> EmailMessage:
    """The message that lies under a path of the container."""
    if len(at) > 2 * DEEPEST:
        raise NotARequest(RequestFault.MAIL_WITHIN_MAIL)
    fixed = _fixed(streams, at=at)
    code_page = fixed.get(CODE_PAGE, USUAL_CODE_PAGE)
    mail = EmailMessage(policy=policy.SMTP)
    for name, value in _headers(streams, fixed, at=at, code_page=code_page):
        mail[name] = value
    plain = _text(streams, PLAIN, at=at, code_page=code_page)
    page = _text(streams, PAGE, at=at, code_page=fixed.get(PAGE_CODE_PAGE, code_page))
    page = page or rich_text.as_page(streams.read((*at, f"__substg1.0_{RICH}{BINARY}")) or b"")
    if plain or not page:
        mail.set_content(plain, cte="base64")
    if page and plain:
        mail.add_alternative(page, subtype="html", cte="base64")
    elif page:
        mail.set_content(page, subtype="html", cte="base64")
    here = len(at)
    for folder in sorted(
        {path[here] for path in streams.paths if path[:here] == at and len(path) > here + 1}
    ):
        if folder.startswith(ATTACHED):
            _attach(mail, streams, at=(*at, folder), code_page=code_page)
    return mail


def _attach(mail: EmailMessage, streams: _Streams, *, at: tuple[str, ...], code_page: int) -> None:
    """Put in a file, a message within, or what an object that stands in the text is made of."""
    names = (_text(streams, number, at=at, code_page=code_page) for number in FILE_NAMES)
    name = "".join(filter(str.isprintable, next(filter(None, names), ""))) or "attachment"
    within = (*at, f"__substg1.0_{FILE}{OBJECT}")
    if (*within, FIXED) in streams.paths:
        mail.add_attachment(_mail(streams, at=within))
        return
    content = streams.read((*at, f"__substg1.0_{FILE}{BINARY}"))
    if content is None:
        parts = [streams.read(path) or b"" for path in streams.paths if path[: len(within)] == within]
        content = OLE_START + b"".join(parts) if parts else b""
    mail.add_attachment(content, "application", "octet-stream", filename=name)


def _headers(
    streams: _Streams, fixed: dict[int, int], *, at: tuple[str, ...], code_page: int
) -> Iterator[tuple[str, str]]:
    """The headers that came with the message; of one that no server sent, the sender, subject and time that Outlook noted."""

    @cache  # no stream is read twice
    def said(number: str) -> str:
        return _text(streams, number, at=at, code_page=code_page)

    came = message_from_string(_TITLE.sub("", said(HEADERS)), policy=policy.compat32)
    entries = streams.read((*at, f"__substg1.0_{REPLIES}{BINARY}")) or b""
    noted = {
        "Subject": said(SUBJECT),
        "From": _from(said, FROM),
        "Sender": _from(said, SENDER),
        "Reply-To": _replies(entries, said(REPLY_NAMES)),
    }
    moment = fixed.get(DELIVERED) or fixed.get(SENT) or 0
    if 0 < moment < LATEST:
        noted["Date"] = format_datetime(EPOCH + timedelta(microseconds=moment // 10))
    if DELIVERED in fixed and not came["Received"]:
        del came["Date"]  # which its sender wrote; Outlook noted when it came
    for name in KEPT_HEADERS:
        if value := " ".join(str(came[name] or noted.get(name, "")).split())[:HEADER_LONGEST]:
            yield name, value


def _from(said: Callable[[str], str], properties: Sequence[tuple[str, str]]) -> str:
    """The name and address of whom a message is from; nothing where no address is an internet address."""
    known = ((said(name), said(address)) for name, address in properties)
    name, address = next(((name, address) for name, address in known if "@" in address), ("", ""))
    plain = "".join(filter(str.isprintable, name))
    return formataddr((plain, address)) if address.isascii() else ""


def _replies(entries: bytes, names: str) -> str:
    """The addresses to which a message wants answers: those in its entries, however they are spelled, and those that are names."""
    written = (entries.decode("utf-16-le", "ignore"), entries.decode("latin-1"), names)
    found = [one for words in written for one in _ADDRESS.findall(words) if one.isascii()]
    return ", ".join(dict.fromkeys(found))


def _fixed(streams: _Streams, *, at: tuple[str, ...]) -> dict[int, int]:
    """The properties of fixed length, as whole numbers: times and code pages ([MS-OXMSG] 2.4)."""
    content = (streams.read((*at, FIXED)) or b"")[HEADS[bool(at)] :]
    rows = iter_unpack("<HHIQ", content[: len(content) // 16 * 16])
    return {number: value & 0xFFFFFFFF if kind == 3 else value for kind, number, _flags, value in rows}


def _text(streams: _Streams, number: str, *, at: tuple[str, ...], code_page: int) -> str:
    """A property that is a text, however it is kept; nothing where the message has none."""
    if (content := streams.read((*at, f"__substg1.0_{number}{UNICODE}"))) is not None:
        return content.decode("utf-16-le", "replace").rstrip("\0")
    for kind in (ANSI, BINARY):
        if (content := streams.read((*at, f"__substg1.0_{number}{kind}"))) is not None:
            return content.decode(_codec(code_page), "replace").rstrip("\0")
    return ""


def _codec(code_page: int) -> str:
    """The name by which Python knows a code page; of one that it does not know the usual one."""
    name = CODECS.get(code_page, f"cp{code_page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return f"cp{USUAL_CODE_PAGE}"
