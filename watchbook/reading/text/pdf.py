"""A request that comes as a PDF: the text of its pages. A scan, a locked file and one too large are refused."""

import json
import subprocess
import sys

from watchbook.reading.text.pdf_pages import PAGES_LIMIT, PagesRead
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.request import CHARACTERS_LIMIT

# `-I` keeps the caller's folder and environment from choosing what is imported.
READER = (sys.executable, "-I", "-m", "watchbook.reading.text.pdf_pages", str(CHARACTERS_LIMIT + 1))
SECONDS = 40  # more than the reader gives itself, for a machine that is busy


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF, by their first mark."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-")


def text(data: bytes) -> str:
    """The text of the pages, one below the other. Raises NotARequest."""
    found = _read(data)
    if found.get("refused") == "locked":
        raise NotARequest(RequestFault.PDF_LOCKED)
    if found.get("refused") == "too_many":
        raise NotARequest(RequestFault.PDF_TOO_LONG, pages=found["pages"], limit=PAGES_LIMIT)
    if "refused" in found:
        raise NotARequest(RequestFault.PDF_DAMAGED)
    written = str(found["text"])
    if not written.strip():
        raise NotARequest(RequestFault.PDF_WITHOUT_TEXT)
    return written


def _read(data: bytes) -> PagesRead:
    try:
        done = subprocess.run(READER, input=data, capture_output=True, check=True, timeout=SECONDS, env={})
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise NotARequest(RequestFault.PDF_TOO_COSTLY) from None
    found: PagesRead = json.loads(done.stdout)
    return found
