"""A request sent by e-mail and kept as a file (EML): its text, without the headers; attachments are named, not read."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from watchbook.reading.text import html
from watchbook.reading.text.refusals import NotARequest, RequestFault

_PARTS_LIMIT = 200
_PAGE_LIMIT = 2_000_000
# What a mail that was cut short or made to deceive brings the library to raise.
_BROKEN = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a mail and the names of its attachments. Raises NotARequest."""
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
    name = str(part.get_filename() or part.get_content_type())
    return "".join(character for character in name if character.isprintable())[:150]


def _without_text(attached: tuple[str, ...]) -> NotARequest:
    if not attached:
        return NotARequest(RequestFault.MAIL_EMPTY)
    return NotARequest(RequestFault.MAIL_ONLY_ATTACHMENTS, number=len(attached))
