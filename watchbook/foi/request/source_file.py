"""The file in which a request comes, read within what an upload may hold."""

from django.conf import settings

from watchbook.reading.text import source
from watchbook.reading.text.source import SourceText


def read(name: str, data: bytes) -> SourceText:
    """The text of a file's bytes. Raises NotARequest."""
    return source.read(name, data, limit=settings.UPLOAD_MAX_BYTES)
