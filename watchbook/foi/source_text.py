"""The text of a request however it came: plain text, mail, Word or PDF (a request is made in writing: FOIA 2000 s.8(1)(a)).

A file is known by what is in it; its name only helps. Places in a request are places in this text.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.files.archive import OLE_START
from watchbook.foi.request_text import NotARequest, decoded, looked_at
from watchbook.foi.sources import mail, pdf, word

_ZIP_START = b"PK\x03\x04"
_PROGRAMS = (b"MZ", b"\x7fELF")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_RICH_TEXT = b"{\\rtf"
_WORD_WITHIN = b"word/document.xml"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a request, the format it came in (txt, eml, docx, pdf), and the names of attachments not read."""

    text: str
    format: str
    unread: tuple[str, ...] = ()


def read_file(name: str) -> SourceText:
    """The text of a named file, or of standard input for `-`. Raises NotARequest."""
    try:
        if name == "-":
            return read("", _as_much_as_allowed(sys.stdin.buffer))
        with Path(name).open("rb") as file:
            return read(name, _as_much_as_allowed(file))
    except OSError as error:
        raise NotARequest(
            what=_("The file cannot be read."),
            why=str(error.strerror),
            next=_("Give the name of a text, .eml, .docx or .pdf file, or - to read from standard input."),
        ) from None


def read(name: str, data: bytes) -> SourceText:
    """The text of a file's bytes. Raises NotARequest for what is no request or cannot be read, with what to do next."""
    _refuse_what_is_no_text(data)
    form = _form(data, name=name)
    if form == "txt":
        return SourceText(decoded(data), form)
    _refuse_too_large(data)
    if form == "eml":
        written, unread = mail.text(data)
        return SourceText(looked_at(written), form, unread)
    written = word.text(data) if form == "docx" else pdf.text(data)
    return SourceText(looked_at(written), form)


def _form(data: bytes, *, name: str) -> str:
    if data.startswith(_ZIP_START):
        return "docx"
    if pdf.is_pdf(data):
        return "pdf"
    return "eml" if mail.is_mail(data, name=name) else "txt"


def _refuse_too_large(data: bytes) -> None:
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise NotARequest(
            what=_("The file is too large."),
            why=_("It has more than {limit} MB.").format(limit=settings.UPLOAD_MAX_BYTES // (1024 * 1024)),
            next=_("Leave out attachments and pictures, or paste the text of the request."),
        )


def _as_much_as_allowed(file: BinaryIO) -> bytes:
    """All of a file, or as much as shows that it is too large."""
    return file.read(settings.UPLOAD_MAX_BYTES + 1)


def _refuse_what_is_no_text(data: bytes) -> None:
    if data.startswith(OLE_START):
        raise _unread(
            _(
                "It is a locked document, one in the format of Office before 2007 (.doc, .xls), or an Outlook message (.msg)."
            ),
            next=_(
                "Open it and save it without a password as .docx or .eml, or copy its text and paste that."
            ),
        )
    if data.startswith(_ZIP_START) and _WORD_WITHIN not in data:
        raise _unread(
            _("It is a spreadsheet, an archive of files, or another document that is not Word’s."),
            next=_("Take the request out of it and save it as .docx, .pdf, .eml or plain text."),
        )
    if data.startswith(_PROGRAMS) and b"\x00" in data[:64]:
        raise _unread(
            _("It is a program."), next=_("Do not open it. Ask the sender for the request as text.")
        )
    if data.startswith(_PICTURES):
        raise _unread(
            _("It is a picture, which holds no text."),
            next=_("Type the request out, or ask the requester for its text."),
        )
    if data.startswith(_RICH_TEXT):
        raise _unread(
            _("It is rich text (.rtf)."),
            next=_("Open it and save it as .docx, or copy its text and paste that."),
        )


def _unread(why: str, *, next: str) -> NotARequest:  # the field's name on every error
    return NotARequest(what=_("This kind of file is not read."), why=why, next=next)
