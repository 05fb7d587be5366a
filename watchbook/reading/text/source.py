"""The text of a request however it came: plain text, mail, Outlook’s mail, Word or PDF (a request is made in writing: FOIA 2000 s.8(1)(a)).

A file is known by what is in it; its name only helps. Places in a request are places in this text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable
from watchbook.reading.text.archive import OLE_START
from watchbook.reading.text.kinds import is_mail, is_outlook, is_pdf, lacks_end
from watchbook.reading.text.mail_facts import AttachedFile, ForwardedMail, MailPeople
from watchbook.reading.text.refusals import ArchiveFault, NotARequest, RequestFault
from watchbook.reading.text.request import decoded, looked_at

_ZIP_START = b"PK\x03\x04"
_PROGRAMS = (b"MZ", b"\x7fELF")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_RICH_TEXT = b"{\\rtf"
_WORD_WITHIN = b"word/document.xml"
MAILS = {"eml", "msg"}  # formats in which other files can come along
_MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * _MEGABYTE  # as an upload may be
_READER = "watchbook.reading.text.formats:text_of"
_UNREADABLE = {
    ReadingFault.COSTLY: RequestFault.TOO_COSTLY,
    ReadingFault.BROKEN: RequestFault.UNREADABLE,
    ReadingFault.BUSY: RequestFault.BUSY,
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a request, the format it came in (txt, eml, msg, docx, pdf), and the attachments that were not read.

    `dated` is the day that a mail bears, in London, and `dated_by` the header that bears it, `people` whom it names,
    `forwards` the mail that it forwards, `quotes` whom an older mail in it is from.
    """

    text: str
    format: str
    attached: tuple[AttachedFile, ...] = ()
    dated: date | None = None
    dated_by: str = ""
    people: MailPeople = field(default_factory=MailPeople)
    forwards: ForwardedMail | None = None
    quotes: str = ""

    @property
    def unread(self) -> tuple[str, ...]:
        """The names of the attachments."""
        return tuple(one.name for one in self.attached)


def read(name: str, data: bytes, *, limit: int) -> SourceText:
    """The text of a file of at most so many bytes. Raises NotARequest for what is no request or cannot be read."""
    if fault := _no_text(data, name=name):
        raise NotARequest(fault)
    form = _form(data, name=name)
    if form == "txt":
        return SourceText(decoded(data), form)
    if len(data) > limit:
        raise NotARequest(RequestFault.FILE_TOO_LARGE, limit=limit // _MEGABYTE)
    return _read(data, form=form)


def _read(data: bytes, *, form: str) -> SourceText:
    """The text that a child of ours read."""
    try:
        found = child.ask(_READER, data, form)
    except Unreadable as failure:
        raise NotARequest(_UNREADABLE[failure.why]) from None
    if "fault" in found:
        raise NotARequest(_fault(found["fault"]), **found["values"])
    return SourceText(
        looked_at(found["text"]),
        form,
        tuple(AttachedFile(*one) for one in found["attached"]),
        _day(found.get("dated")),
        found.get("dated_by", ""),
        _people(found.get("people", ())),
        _forwards(found.get("forwards")),
        found.get("quotes", ""),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _people(told: Sequence[Any]) -> MailPeople:
    """The people as the child told them: each group of several as a list."""
    name, address, came_from, sent_by, replies, writers = told or MailPeople()
    return MailPeople(name, address, came_from, sent_by, tuple(replies), tuple(writers))


def _forwards(told: Sequence[str] | None) -> ForwardedMail | None:
    if not told:
        return None
    name, address, day, other = told
    return ForwardedMail(name, address, _day(day), _day(other))


def _fault(told: str) -> RequestFault | ArchiveFault:
    return RequestFault(told) if told in RequestFault else ArchiveFault(told)


def _form(data: bytes, *, name: str) -> str:
    if data.startswith(_ZIP_START):
        return "docx"
    if is_pdf(data):
        return "pdf"
    if is_outlook(data):
        return "msg"
    return "eml" if is_mail(data, name=name) else "txt"


def _no_text(data: bytes, *, name: str) -> RequestFault | None:
    """Name the kind of a file that is not read; None for any other."""
    found = {
        RequestFault.MAIL_CUT: data.startswith(OLE_START)
        and name.lower().endswith(".msg")
        and not is_outlook(data)
        and lacks_end(data),
        RequestFault.OLD_OFFICE: data.startswith(OLE_START) and not is_outlook(data),
        RequestFault.OTHER_ARCHIVE: data.startswith(_ZIP_START) and _WORD_WITHIN not in data,
        RequestFault.PROGRAM: data.startswith(_PROGRAMS) and b"\x00" in data[:64],
        RequestFault.PICTURE: data.startswith(_PICTURES),
        RequestFault.RICH_TEXT: data.startswith(_RICH_TEXT),
    }
    return next((fault for fault, holds in found.items() if holds), None)
