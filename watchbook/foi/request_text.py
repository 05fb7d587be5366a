"""Is this the text of a request? Looked at once, for the page and the command alike; a refusal loses nothing."""

import codecs
import re

from django.utils.translation import gettext as _

CHARACTERS_LIMIT = 200_000
BYTES_LIMIT = 4 * CHARACTERS_LIMIT  # as much as so many characters can need in UTF-8
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # no text in UTF-8 can begin so
ALLOWED_CONTROLS = "\t\n\r\f\v"
PAGE_ITSELF = re.compile(r"<(?:!doctype|html|head|body|script)\b", re.IGNORECASE)
TAGS_OF_A_PAGE = re.compile(r"<(?:!doctype|html|head|body|div|table|p|br|span|script)\b", re.IGNORECASE)
TAGS_TO_BE_A_PAGE = 3


class NotARequest(Exception):
    """The text is not taken as a request; the three sentences say what happened, why and what next."""

    def __init__(self, *, what: str, why: str, next: str) -> None:  # the field's name on every error
        super().__init__(f"{what} {why} {next}")
        self.what, self.why, self.next = what, why, next


def looked_at(text: str) -> str:
    """The same text, or NotARequest."""
    if not text.strip():
        raise NotARequest(
            what=_("There is no text."),
            why=_("The request is empty or holds only spaces."),
            next=_("Paste the whole request as the requester wrote it."),
        )
    if len(text) > CHARACTERS_LIMIT:
        raise _too_long(
            _("It has {length} characters; a request may have {limit}.").format(
                length=f"{len(text):,}", limit=f"{CHARACTERS_LIMIT:,}"
            )
        )
    if any(_is_binary(character) for character in text):
        raise NotARequest(
            what=_("This is not plain text."),
            why=_("It holds binary data, as when a document is pasted as a file."),
            next=_("Open the document, select its text, and paste that."),
        )
    if PAGE_ITSELF.search(text) or len(TAGS_OF_A_PAGE.findall(text)) >= TAGS_TO_BE_A_PAGE:
        raise NotARequest(
            what=_("This is the source of a web page."),
            why=_("It holds HTML tags, which would be taken for the requester’s words."),
            next=_("Open the page or mail, select its text, and paste that."),
        )
    return text


def not_utf_8() -> NotARequest:
    """The refusal of bytes whose letters cannot be known: they may be of any older encoding."""
    return NotARequest(
        what=_("This is not plain text in UTF-8."),
        why=_(
            "Its bytes are not UTF-8, as with a Word document, a PDF or an older encoding such as Windows-1252, so letters would be lost."
        ),
        next=_("Save it as “plain text, UTF-8” and give that, or open it and paste its text."),
    )


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so at its start; newlines untouched; or NotARequest."""
    if len(data) > BYTES_LIMIT:
        raise _too_long(
            _("The file has more than {limit} bytes; a request may have {characters} characters.").format(
                limit=f"{BYTES_LIMIT:,}", characters=f"{CHARACTERS_LIMIT:,}"
            )
        )
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise not_utf_8() from None
    return looked_at(text)


def _too_long(why: str) -> NotARequest:
    return NotARequest(
        what=_("The text is too long."),
        why=why,
        next=_("Leave out earlier correspondence and attachments, and paste the request itself."),
    )


def _is_binary(character: str) -> bool:
    """Control characters other than white space, and halves of surrogate pairs, which UTF-8 cannot hold."""
    code = ord(character)
    return (code < 32 and character not in ALLOWED_CONTROLS) or code == 127 or 0xD800 <= code <= 0xDFFF
