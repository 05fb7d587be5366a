"""A kept file as a response: always a download, never shown in our pages, and checked against its hash.

Where it holds more than it shows, a page names that first; the link on it gives the file.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchbook.files.models import KeptFile
from watchbook.files.store import the_store
from watchbook.files.within import held_in

ANY_BYTES = "application/octet-stream"
ANYWAY = "open"  # in the address of the link on that page


def download(http: HttpRequest, row: KeptFile) -> HttpResponse:
    """The file of a row as an attachment under the name it came with."""
    return came(http, row.file_sha256, name=row.file_name, media_type=row.file_media_type)


def came(http: HttpRequest, sha256: str, *, name: str, media_type: str = ANY_BYTES) -> HttpResponse:
    """The kept bytes of a file that somebody sent, or the page that names what it holds. Raises FileNotFoundError, or Damaged."""
    return came_as(http, the_store().get(sha256), name=name, media_type=media_type)


def came_as(http: HttpRequest, content: bytes, *, name: str, media_type: str = ANY_BYTES) -> HttpResponse:
    """The bytes that somebody sent, or the page that names what they hold."""
    if ANYWAY not in http.GET and (held := held_in(content, name=name)):
        return render(http, "files/within.html", {"name": name, "held": held})
    return _attached(content, name=name, media_type=media_type)


def attachment(sha256: str, *, name: str, media_type: str = ANY_BYTES) -> HttpResponse:
    """The kept bytes of a file of ours as an attachment under a name. Raises FileNotFoundError, or Damaged."""
    return _attached(the_store().get(sha256), name=name, media_type=media_type)


def _attached(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    response["Content-Disposition"] = f'attachment; filename="{safe or "file"}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
