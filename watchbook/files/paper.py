"""Papers that somebody signed: a copy is kept only if it is a PDF or a picture that a reader can show."""

from django.utils.translation import gettext as _

from watchbook.files.refused import Refused
from watchbook.files.upload import Content
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable

READER = "watchbook.reading.text.pdf_pages:fault_of"
PDF = "application/pdf"
# Parts without which no reader shows a file of the kind: its content, and its end.
PARTS = {
    PDF: (b" obj", b"startxref"),
    "image/png": (b"IDAT", b"IEND"),
    "image/jpeg": (b"\xff\xda", b"\xff\xd9"),
}
PICTURES = PARTS.keys() - {PDF}


def refuse_no_paper(content: Content) -> None:
    """Raise Refused unless the file shows a page: a PDF or a picture, whole."""
    if content.media_type not in PARTS:
        said = _(
            "We did not keep “{name}”: it is not a PDF or a picture, so it does not show the signature. Choose a PDF, PNG or JPEG of the signed paper."
        )
        raise Refused(said.format(name=content.name[:80]))
    fault = _fault(content)
    if fault == "locked":
        said = _(
            "We did not keep “{name}”: it needs a password, so others could not read it. Save the PDF without a password, and choose the new file."
        )
        raise Refused(said.format(name=content.name[:80]))
    if fault:
        said = _(
            "We did not keep “{name}”: it is damaged or cut off, so it cannot be read. Save or scan the signed paper again, and choose the new file."
        )
        raise Refused(said.format(name=content.name[:80]))


def _fault(content: Content) -> str:
    """Say why nobody could read the file; empty where they could, or where we are too busy to try."""
    if not all(part in content.data for part in PARTS[content.media_type]):
        return "broken"
    if content.media_type != PDF:
        return ""
    try:
        return str(child.ask(READER, content.data))
    except Unreadable as unreadable:
        return "" if unreadable.why is ReadingFault.BUSY else "broken"
