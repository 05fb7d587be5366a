"""An upload is looked at before it is kept: its size, and what its first bytes say it is, whatever its name says."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

# What the first bytes must be for each ending we keep; text is checked by decoding.
SIGNATURES = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
}
ARCHIVES = {".docx", ".odt"}
TEXTS = {".txt": "text/plain", ".csv": "text/csv", ".eml": "message/rfc822"}
NAME_LENGTH = 150


class Refused(Exception):
    """An upload that is not kept; the message says what happened, why and what next."""


@dataclass(frozen=True)
class Content:
    """An upload that may be kept."""

    data: bytes
    name: str
    media_type: str


def look_at(upload: "UploadedFile[Any]") -> Content:
    """The content of an upload, or Refused."""
    return look_at_bytes(read(upload), name=upload.name or "")


def read(upload: "UploadedFile[Any]") -> bytes:
    """The bytes of an upload, or Refused before they are read where they are too many."""
    _refuse_too_large(upload.size or 0)
    content: bytes = upload.read()
    return content


def look_at_bytes(data: bytes, *, name: str) -> Content:
    """As `look_at`, for bytes that came another way."""
    name = _safe_name(name)
    ending = PurePath(name).suffix.lower()
    if not data:
        raise Refused(_("The file is empty. Choose the file again."))
    _refuse_too_large(len(data))
    if ending in SIGNATURES:
        start, media_type = SIGNATURES[ending]
        if not data.startswith(start):
            raise _not_what_it_is_named(ending)
        if ending in ARCHIVES:
            _refuse_macros(data, ending=ending)
        return Content(data=data, name=name, media_type=media_type)
    if ending in TEXTS:
        text_of(data)
        return Content(data=data, name=name, media_type=TEXTS[ending])
    raise Refused(_("Files of this kind are not kept. Use PDF, DOCX, ODT, PNG, JPEG or plain text."))


def _safe_name(name: str) -> str:
    """The last part of a path, without characters that hide or turn round what follows them."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[-NAME_LENGTH:]


def _refuse_too_large(size: int) -> None:
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            _(
                "The file is larger than {limit} MB. Send a smaller copy, such as a PDF without pictures."
            ).format(limit=settings.UPLOAD_MAX_BYTES // (1024 * 1024))
        )


def _not_what_it_is_named(ending: str) -> Refused:
    return Refused(
        _("The file is named {ending} but its content is not. Open it and save it as {ending} again.").format(
            ending=ending
        )
    )


def _refuse_macros(data: bytes, *, ending: str) -> None:
    """A document with a program in it is refused by its list of parts; nothing is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = [part.lower() for part in archive.namelist()]
    except (BadZipFile, ValueError, NotImplementedError):
        raise _not_what_it_is_named(ending) from None
    if any(part.endswith("vbaproject.bin") or part.startswith(("basic/", "scripts/")) for part in parts):
        raise Refused(_("The document holds macros, which are programs. Save it without macros, or as PDF."))


def text_of(data: bytes) -> str:
    """Plain text from UTF-8 bytes, with or without a mark at the start, or Refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("The file is not plain text in UTF-8. Save it as “plain text, UTF-8” and choose it again.")
        ) from None
    if "\x00" in text:
        raise Refused(
            _("The file holds binary data, not text. Save it as “plain text, UTF-8” and choose it again.")
        )
    return text
