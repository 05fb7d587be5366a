"""A request that comes as a PDF: the text of its pages. A scan, a locked file and one too large are refused."""

import json
import subprocess
import sys

from django.utils.translation import gettext as _

from watchbook.foi.request_text import CHARACTERS_LIMIT, NotARequest
from watchbook.foi.sources.pdf_pages import PAGES_LIMIT, Found

# `-I` keeps the caller's folder and environment from choosing what is imported.
READER = (sys.executable, "-I", "-m", "watchbook.foi.sources.pdf_pages", str(CHARACTERS_LIMIT + 1))
SECONDS = 40  # more than the reader gives itself, for a machine that is busy


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF, by their first mark."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-")


def text(data: bytes) -> str:
    """The text of the pages, one below the other. Raises NotARequest."""
    found = _read(data)
    if found.get("refused") == "locked":
        raise NotARequest(
            what=_("The PDF is locked."),
            why=_("It is encrypted, with or without a password, so its text cannot be read."),
            next=_(
                "Open it with its password and print it to a new PDF, or ask the requester for an open copy."
            ),
        )
    if found.get("refused") == "too_many":
        raise NotARequest(
            what=_("The PDF is too long."),
            why=_("It has {pages} pages; a request may have {limit}.").format(
                pages=found["pages"], limit=PAGES_LIMIT
            ),
            next=_("Print the pages that hold the request to a new PDF, and give that."),
        )
    if "refused" in found:
        raise _unreadable(_("It is cut short or damaged."))
    written = str(found["text"])
    if not written.strip():
        raise NotARequest(
            what=_("The PDF holds no text."),
            why=_("Its pages are pictures, as of a scanned letter."),
            next=_(
                "Type the request out, or give it to a program that recognises text and check what it made."
            ),
        )
    return written


def _read(data: bytes) -> Found:
    try:
        done = subprocess.run(READER, input=data, capture_output=True, check=True, timeout=SECONDS, env={})
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise _unreadable(_("It takes more time or memory than a letter needs.")) from None
    found: Found = json.loads(done.stdout)
    return found


def _unreadable(why: str) -> NotARequest:
    return NotARequest(
        what=_("The PDF cannot be read."),
        why=why,
        next=_("Open it and print it to a new PDF, or copy its text and paste that."),
    )
