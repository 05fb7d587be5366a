"""The file in which a request comes, read within what an upload may hold; or the command's standard input."""

import sys
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from watchbook.reading.text import source
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.source import SourceText


def read_file(name: str) -> SourceText:
    """The text of a named file, or of standard input for `-`. Raises NotARequest."""
    try:
        if name == "-":
            return read("", _as_much_as_allowed(sys.stdin.buffer))
        with Path(name).open("rb") as file:
            return read(name, _as_much_as_allowed(file))
    except OSError as error:
        raise NotARequest(RequestFault.NO_FILE, why=str(error.strerror)) from None


def read(name: str, data: bytes) -> SourceText:
    """The text of a file's bytes. Raises NotARequest."""
    return source.read(name, data, limit=settings.UPLOAD_MAX_BYTES)


def _as_much_as_allowed(file: BinaryIO) -> bytes:
    """All of a file, or as much as shows that it is too large."""
    return file.read(settings.UPLOAD_MAX_BYTES + 1)
