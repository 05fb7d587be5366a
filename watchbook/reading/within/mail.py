"""The files that came with a mail, each by every name that a mail program may give it."""

import re
from collections.abc import Iterator

from watchbook.reading.held import WithinKind
from watchbook.reading.text.mail import attached
from watchbook.reading.text.outlook import as_mail
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.within.work import Finding, HeldThing, InnerFile, WorkLeft

# A file in the words of a mail, as programs wrote it before there were attachments; some still unpack it.
WRITTEN_IN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})$", re.MULTILINE)


def looked_in_outlook(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """Give each file that came with a message of Outlook."""
    try:
        yield from looked(as_mail(data), work)
    except NotARequest:
        yield HeldThing(WithinKind.UNREAD)


def looked(data: bytes, work: WorkLeft) -> Iterator[Finding]:
    """Give each file that came with a mail."""
    try:
        for names, content in attached(data):
            size = len(content)
            if not work.take_part() or work.take(size) < size:
                yield HeldThing(WithinKind.UNREAD, names[0])
                continue
            yield InnerFile(names[0], content)
            for other in names[1:]:
                yield InnerFile(other, b"")
    except NotARequest:
        yield HeldThing(WithinKind.UNREAD)
    for found in WRITTEN_IN.finditer(data):
        if not work.take_part():
            yield HeldThing(WithinKind.UNREAD)
            return
        name = found[1]
        yield InnerFile(name.strip().decode(errors="replace"), b"", is_put_in=True)
