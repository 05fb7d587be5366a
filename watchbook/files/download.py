"""A kept file as a response: always a download, never shown in our pages, and checked against its hash."""

from django.http import HttpResponse

from watchbook.files.models import KeptFile
from watchbook.files.store import the_store


def download(row: KeptFile) -> HttpResponse:
    """The file of a row as an attachment under the name it came with."""
    response = HttpResponse(the_store().get(row.file_sha256), content_type=row.file_media_type)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in row.file_name)
    response["Content-Disposition"] = f'attachment; filename="{safe or "file"}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
