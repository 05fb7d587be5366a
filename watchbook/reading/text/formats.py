"""The readers of a request's formats, as a child runs them (`reading.child`): text and attachments, or the fault by its id."""

from typing import Any, BinaryIO

from watchbook.reading.text import docx, mail, mail_people, outlook, pdf
from watchbook.reading.text.refusals import NotARequest


def text_of(file: BinaryIO, form: str) -> dict[str, Any]:
    """`text` and `attached`, and of a mail from whom it is and the day that it bears; or `fault` and `values`."""
    data = file.read()
    try:
        if form in {"eml", "msg"}:
            return _of_mail(outlook.as_mail(data) if form == "msg" else data)
        return {"text": docx.text(data) if form == "docx" else pdf.text(data), "attached": ()}
    except NotARequest as refusal:
        return {"fault": refusal.fault, "values": dict(refusal.values)}


def _of_mail(data: bytes) -> dict[str, Any]:
    written, attached = mail.text(data)
    day, (within, quotes) = mail.day(data), mail.within(data, written)
    told: dict[str, Any] = {
        "text": written,
        "attached": attached,
        "people": mail_people.people(data),
        "quotes": quotes,
    }
    if within:
        told["forwards"] = within.name, within.address, *(one and one.isoformat() for one in within[2:])
    return told | ({"dated": day[0].isoformat(), "dated_by": day[1]} if day else {})
