"""Is this the text of a request? Looked at once, for the page and the command alike; a refusal loses nothing."""

import codecs
import re

from watchbook.reading.text.refusals import NotARequest, RequestFault

CHARACTERS_LIMIT = 200_000
BYTES_LIMIT = 4 * CHARACTERS_LIMIT  # as much as so many characters can need in UTF-8
# Each line is weighed by itself when questions are found: at 5,000 that takes a second or two, at 50,000 a minute.
LINES_LIMIT = 5_000
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # no text in UTF-8 can begin so
# Control characters other than white space, and halves of surrogate pairs, which UTF-8 cannot hold.
BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# A letter may speak of tags; the source of a page begins with one, or has them at the start of its lines.
PAGE_ITSELF = re.compile(
    r"^[ \t]*<(?:!doctype|html|head|body)\b|\A\s*(?:<[^<>]{1,200}>\s{0,9}){3}",
    re.IGNORECASE | re.MULTILINE,
)
LINES_OF_A_PAGE = re.compile(
    r"^[ \t]*</?(?:head|div|table|tr|td|p|br|span|script)\b", re.IGNORECASE | re.MULTILINE
)
LINES_TO_BE_A_PAGE = 3


def looked_at(text: str) -> str:
    """The same text, or NotARequest."""
    if not text.strip():
        raise NotARequest(RequestFault.NO_TEXT)
    if len(text) > CHARACTERS_LIMIT:
        raise NotARequest(
            RequestFault.TOO_MANY_CHARACTERS, length=f"{len(text):,}", limit=f"{CHARACTERS_LIMIT:,}"
        )
    if (lines := sum(1 for line in text.splitlines() if line.strip())) > LINES_LIMIT:
        raise NotARequest(RequestFault.TOO_MANY_LINES, lines=f"{lines:,}", limit=f"{LINES_LIMIT:,}")
    if BINARY.search(text):
        raise NotARequest(RequestFault.BINARY)
    if PAGE_ITSELF.search(text) or len(LINES_OF_A_PAGE.findall(text)) >= LINES_TO_BE_A_PAGE:
        raise NotARequest(RequestFault.WEB_PAGE)
    return text


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so at its start; newlines untouched; or NotARequest."""
    if len(data) > BYTES_LIMIT:
        raise NotARequest(
            RequestFault.TOO_MANY_BYTES, limit=f"{BYTES_LIMIT:,}", characters=f"{CHARACTERS_LIMIT:,}"
        )
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotARequest(RequestFault.NOT_UTF_8) from None
    return looked_at(text)
