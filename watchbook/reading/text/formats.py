"""The readers of a request's formats, as a child runs them (`reading.child`): text and attachments, or the fault by its id."""

from typing import Any, BinaryIO

from watchbook.reading.text import docx, mail, outlook, pdf
from watchbook.reading.text.refusals import NotARequest


def text_of(file: BinaryIO, form: str) -> dict[str, Any]:
    """`text` and `unread`, the names of attachments, and of a mail who sent it and the day that it bears; or `fault` and `values`."""
    data = file.read()
    try:
        if form in {"eml", "msg"}:
            data = outlook.as_mail(data) if form == "msg" else data
            written, unread = mail.text(data)
            found = mail.day(data)
            dated = {"dated": found[0].isoformat(), "dated_by": found[1]} if found else {}
            return {"text": written, "unread": unread, "sender": mail.sender(data)} | dated
        return {"text": docx.text(data) if form == "docx" else pdf.text(data), "unread": ()}
    except NotARequest as refusal:
        return {"fault": refusal.fault, "values": dict(refusal.values)}
