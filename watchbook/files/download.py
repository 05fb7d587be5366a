"""A kept file as a response: always a download, never shown in our pages, and checked against its hash."""

from django.http import HttpResponse

from watchbook.files.models import KeptFile
from watchbook.files.store import the_store

ANY_BYTES = "application/octet-stream"


def download(row: KeptFile) -> HttpResponse:
    """The file of a row as an attachment under the name it came with."""
    return attachment(row.file_sha256, name=row.file_name, media_type=row.file_media_type)


def attachment(sha256: str, *, name: str, media_type: str = ANY_BYTES) -> HttpResponse:
    """The kept bytes of a hash as an attachment under a name. Raises FileNotFoundError, or Damaged."""
    response = HttpResponse(the_store().get(sha256), content_type=media_type)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    response["Content-Disposition"] = f'attachment; filename="{safe or "file"}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
