"""The readers of a request's formats, as a child runs them (`reading.child`): text and attachments, or the fault by its id."""

from typing import Any, BinaryIO

from watchbook.reading.text import docx, mail, pdf
from watchbook.reading.text.refusals import NotARequest


def text_of(file: BinaryIO, form: str) -> dict[str, Any]:
    """`text` and `unread`, the names of attachments; or `fault` and `values`."""
    data = file.read()
    try:
        if form == "eml":
            written, unread = mail.text(data)
            return {"text": written, "unread": unread}
        return {"text": docx.text(data) if form == "docx" else pdf.text(data), "unread": ()}
    except NotARequest as refusal:
        return {"fault": refusal.fault, "values": dict(refusal.values)}
