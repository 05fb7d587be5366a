"""An upload is looked at before it is kept: its size, and what its first bytes say it is, whatever its name says."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import is_zipfile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from watchbook.files.archive import look_at_archive, not_what_it_is_named
from watchbook.files.refused import Refused
from watchbook.files.scan import scan
from watchbook.reading.text.archive import OLE_START, SHAPES
from watchbook.reading.text.kinds import is_outlook

__all__ = (
    "WITH_PROGRAMS", "Content", "Refused", "look_at", "look_at_all", "look_at_bytes", "read",
    "refuse_too_large", "safe_name", "text_of",
)  # fmt: skip

# What the first bytes must be for each ending we keep; text is checked by decoding.
SIGNATURES = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".msg": (OLE_START, "application/vnd.ms-outlook"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
}
# Formats that carry programs, and what to save instead.
WITH_PROGRAMS = {".docm", ".dotm", ".xlsm", ".xltm", ".pptm"}
TEXTS = {".txt": "text/plain", ".csv": "text/csv", ".eml": "message/rfc822"}
NAME_LENGTH = 150


@dataclass(frozen=True)
class Content:
    """An upload that may be kept."""

    data: bytes
    name: str
    media_type: str


def look_at(upload: "UploadedFile[Any]") -> Content:
    """The content of an upload, or Refused."""
    return look_at_bytes(read(upload), name=upload.name or "")


def look_at_all(uploads: "Sequence[UploadedFile[Any]]") -> dict[str, Content]:
    """The contents of several uploads by their names, or Refused with the name of the first that is not kept."""
    total = sum(upload.size or 0 for upload in uploads)
    if total > settings.UPLOAD_MAX_TOGETHER_BYTES:
        said = _("The files are larger than {limit} MB in total. Send fewer files at a time.")
        raise Refused(said.format(limit=settings.UPLOAD_MAX_TOGETHER_BYTES // (1024 * 1024)))
    found: dict[str, Content] = {}
    for upload in uploads:
        name = safe_name(upload.name or "")
        try:
            content = look_at(upload)
        except Refused as refusal:
            raise Refused(f"“{name[:80]}”: {refusal}") from None
        if content.name in found and content != found[content.name]:
            said = _(
                "Two different files are named “{name}”. Rename one of the files, and change its name in the row of the spreadsheet."
            )
            raise Refused(said.format(name=content.name[:80]))
        found[content.name] = content
    return found


def read(upload: "UploadedFile[Any]") -> bytes:
    """The bytes of an upload, or Refused: before they are read where they are too many, or the scanner knows them."""
    refuse_too_large(upload.size or 0)
    content: bytes = upload.read()
    scan(content)
    return content


def look_at_bytes(data: bytes, *, name: str) -> Content:
    """As `look_at`, for bytes that came another way."""
    name = safe_name(name)
    ending = PurePath(name).suffix.lower()
    if not data:
        raise Refused(_("The file is empty. Choose another file."))
    refuse_too_large(len(data))
    if ending in SIGNATURES:
        start, media_type = SIGNATURES[ending]
        if not data.startswith((start, OLE_START) if ending in SHAPES else start):
            raise not_what_it_is_named(ending)
        if ending in SHAPES:
            look_at_archive(data, ending=ending)
        elif ending == ".msg":
            _refuse_no_message(data)
        else:
            _refuse_two_at_once(data, ending=ending)
        return Content(data=data, name=name, media_type=media_type)
    if ending in TEXTS:
        text_of(data)
        return Content(data=data, name=name, media_type=TEXTS[ending])
    if ending in WITH_PROGRAMS:
        said = _(
            "Files whose names end in {ending} may contain macros, which are programs. Save the file without macros, or as PDF."
        )
        raise Refused(said.format(ending=ending))
    raise Refused(_("We do not keep files of this kind. Use PDF, DOCX, ODT, PNG, JPEG or plain text."))


def safe_name(name: str) -> str:
    """The last part of a path, without characters that hide or turn round what follows them."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[-NAME_LENGTH:]


def refuse_too_large(size: int) -> None:
    """Refuse a file of so many bytes if they are too many, before it is read."""
    if size > settings.UPLOAD_MAX_BYTES:
        said = _("The file is larger than {limit} MB. Send a smaller copy, such as a PDF without pictures.")
        raise Refused(said.format(limit=settings.UPLOAD_MAX_BYTES // (1024 * 1024)))


def _refuse_two_at_once(data: bytes, *, ending: str) -> None:
    """What opens as a picture here and as an archive elsewhere was made to deceive."""
    if is_zipfile(BytesIO(data)):
        raise Refused(
            _(
                "The file is both a {ending} file and an archive, so programs disagree about its content. Print the file to a new PDF and choose the new PDF."
            ).format(ending=ending)
        )


def _refuse_no_message(data: bytes) -> None:
    """Old documents of Office lie in the same container; an archive within a message is a file that came with it."""
    if not is_outlook(data):
        raise not_what_it_is_named(".msg")


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
            _("The file contains binary data, not text. Save it as “plain text, UTF-8” and choose it again.")
        )
    return text
