"""Kinds of file, known by their first bytes, without the readers that only a child needs."""

import re
from struct import unpack_from

from watchbook.reading.text.archive import OLE_START

# Only a mail program writes these; a requester who pastes a mail pastes From, To, Date and Subject at most.
_TRANSPORT = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t]+[^\n]*\n|[A-Za-z][A-Za-z0-9-]*:[^\n]*\n)*"
)
_HEADERS_LIMIT = 64 * 1024
# The streams in which Outlook keeps the class of a message and its fixed properties ([MS-OXMSG] 2.2).
_OUTLOOK = tuple(name.encode("utf-16-le") for name in ("__substg1.0_001A", "__properties_version1.0"))

_MARKS_FROM = 0xFFFFFFFA  # numbers from here on are marks, and no sector


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF, by their first mark."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-")


def is_mail(data: bytes, *, name: str) -> bool:
    """Whether bytes are a mail as a mail program keeps it: by its headers, for which a name in .eml asks fewer."""
    headers = _HEADERS.match(data[:_HEADERS_LIMIT])
    if headers is None:
        return False
    return name.lower().endswith(".eml") or _TRANSPORT.search(headers.group()) is not None


def is_outlook(data: bytes) -> bool:
    """Whether bytes are a message as Outlook keeps it (MSG), by the streams that its container names."""
    return data.startswith(OLE_START) and all(name in data for name in _OUTLOOK)


def lacks_end(data: bytes) -> bool:
    """Whether a container ends before a table of its own, as its head says where each lies."""
    if len(data) < 512:
        return True
    size = 1 << min(unpack_from("<H", data, 30)[0], 20)
    places = [*unpack_from("<I", data, 48), *unpack_from("<I", data, 60), *unpack_from("<109I", data, 76)]
    return any(place < _MARKS_FROM and (place + 1) * size >= len(data) for place in places)
