"""The head of the authority's letters: its name, how it is reached, who signs, and a logo that every format can carry."""

from typing import Any

import typst
from django.utils.translation import gettext as _
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from watchbook.files.document.characters import printable
from watchbook.files.store import Damaged, the_store
from watchbook.organisation.models import Authority

AT_MOST = 500_000  # bytes: three files carry it, each time
TRY = b"#image(bytes(json(bytes(sys.inputs.logo))))"
UNREADABLE = (
    InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, typst.TypstError, ZeroDivisionError,
)  # fmt: skip


def head_of(authority: Authority, *, logo: bytes) -> dict[str, Any]:
    """The head of every letter: name, colour, how we are reached, who signs, and where a review is asked for."""
    told = ("name", "contact", "officer_title", "review_to", "address", "telephone", "email")
    name, contact, title, review_to, address, telephone, email = (
        printable(getattr(authority, each)) for each in told
    )
    signed = _("For {authority}, the information officer").format(authority=name)
    return {
        "authority": name,
        "colour": authority.colour,
        "contact": contact,
        "logo": logo,
        "reached": tuple(line for line in (address, telephone, email) if line),
        "signed": f"{title}, {name}" if title else signed,
        "write_to": review_to or contact or email or ", ".join(address.splitlines()) or name,
    }


def says_where_to_write() -> bool:
    """Whether its letters can say where a review is asked for. One query."""
    authority = Authority.objects.get()
    return any((authority.review_to, authority.contact, authority.email, authority.address))


def letterhead() -> dict[str, Any]:
    """The head of the authority's own letters. One query."""
    authority = Authority.objects.get()
    return head_of(authority, logo=logo_of(authority.logo_sha256))


def logo_of(sha256: str) -> bytes:
    """The kept logo of this hash; nothing where there is none, or none that a letter can carry."""
    if not sha256:
        return b""
    try:
        data = the_store().get(sha256)
    except (FileNotFoundError, Damaged):
        return b""
    return data if len(data) <= AT_MOST and _is_readable(data) else b""


def _is_readable(data: bytes) -> bool:
    try:
        Image.from_blob(data)
        typst.Compiler(TRY, sys_inputs={"logo": str(list(data))}).compile(format="pdf")
    except UNREADABLE:
        return False
    return True
