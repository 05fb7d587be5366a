"""The authority's logo as a letter can carry it: small enough, and a picture that every format can read."""

import typst
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from watchbook.files.store import Damaged, the_store

AT_MOST = 500_000  # bytes: three files carry it, each time
TRY = b"#image(bytes(json(bytes(sys.inputs.logo))))"
UNREADABLE = (
    InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, typst.TypstError, ZeroDivisionError,
)  # fmt: skip


def logo_of(sha256: str) -> bytes:
    """The kept logo of this hash; nothing where there is none, or none that a letter can carry."""
    if not sha256:
        return b""
    try:
        data = the_store().get(sha256)
    except (FileNotFoundError, Damaged):
        return b""
    return data if len(data) <= AT_MOST and _is_readable(data) else b""


def media_type(data: bytes) -> str:
    """What kind of picture it is."""
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"


def _is_readable(data: bytes) -> bool:
    try:
        Image.from_blob(data)
        typst.Compiler(TRY, sys_inputs={"logo": str(list(data))}).compile(format="pdf")
    except UNREADABLE:
        return False
    return True
