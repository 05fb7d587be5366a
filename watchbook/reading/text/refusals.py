"""Refusals of a text or a file that is not taken as a request: an id and its values, put into words above."""

from collections.abc import Mapping
from enum import StrEnum

type RefusalValue = str | int


class ArchiveFault(StrEnum):
    """A fault of a document that is a zip file."""

    NOT_WHAT_IT_IS_NAMED = "not_what_it_is_named"
    LOCKED = "locked"
    OLD_FORMAT = "old_format"
    GROWS_TOO_MUCH = "grows_too_much"
    GROWS_AS_A_BOMB = "grows_as_a_bomb"
    MACROS = "macros"


class RequestFault(StrEnum):
    """A reason why nothing is read as a request."""

    NO_TEXT = "no_text"
    TOO_MANY_CHARACTERS = "too_many_characters"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_LINES = "too_many_lines"
    BINARY = "binary"
    WEB_PAGE = "web_page"
    NOT_UTF_8 = "not_utf_8"
    NO_FILE = "no_file"
    TOO_COSTLY = "too_costly"
    UNREADABLE = "unreadable"
    BUSY = "busy"
    FILE_TOO_LARGE = "file_too_large"
    OLD_OFFICE = "old_office"
    OTHER_ARCHIVE = "other_archive"
    PROGRAM = "program"
    PICTURE = "picture"
    RICH_TEXT = "rich_text"
    MAIL_BROKEN = "mail_broken"
    MAIL_CUT = "mail_cut"
    MAIL_ENCRYPTED = "mail_encrypted"
    MAIL_TOO_MANY_FILES = "mail_too_many_files"
    MAIL_TOO_DEEP = "mail_too_deep"
    MAIL_PAGE_TOO_LONG = "mail_page_too_long"
    MAIL_WITHIN_MAIL = "mail_within_mail"
    MAIL_EMPTY = "mail_empty"
    MAIL_ONLY_ATTACHMENTS = "mail_only_attachments"
    PDF_LOCKED = "pdf_locked"
    PDF_TOO_LONG = "pdf_too_long"
    PDF_DAMAGED = "pdf_damaged"
    PDF_WITHOUT_TEXT = "pdf_without_text"
    DOCX_BROKEN = "docx_broken"
    DOCX_WITHOUT_TEXT = "docx_without_text"
    DOCX_TOO_LARGE = "docx_too_large"
    DOCX_ENTITIES = "docx_entities"


class _Refused[Fault](Exception):
    def __init__(self, fault: Fault, **values: RefusalValue) -> None:
        super().__init__(fault, values)
        self.fault = fault
        self.values: Mapping[str, RefusalValue] = values


class ArchiveRefused(_Refused[ArchiveFault]):
    """A document that is not unpacked."""


class NotARequest(_Refused[RequestFault | ArchiveFault]):
    """A text or file that is not taken as a request; the fault of an archive where its document was not opened."""
