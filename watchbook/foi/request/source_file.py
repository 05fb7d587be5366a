"""The file in which a request comes, read within what an upload may hold; or the command's standard input."""

import sys
from pathlib import Path

from django.conf import settings

from watchbook.reading.text import source
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.source import SourceText


def read_file(name: str) -> SourceText:
    """The text of a named file, or of standard input for `-`. Raises NotARequest."""
    enough = settings.UPLOAD_MAX_BYTES + 1  # all of a file, or as much as shows that it is too large
    try:
        if name == "-":
            return read("", sys.stdin.buffer.read(enough))
        with Path(name).open("rb") as file:
            return read(name, file.read(enough))
    except OSError as error:
        raise NotARequest(RequestFault.NO_FILE, why=str(error.strerror)) from None


def read(name: str, data: bytes) -> SourceText:
    """The text of a file's bytes. Raises NotARequest."""
    return source.read(name, data, limit=settings.UPLOAD_MAX_BYTES)
