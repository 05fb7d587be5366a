"""The words of each refusal of a text or a file: what happened, why, and what next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.files import archive
from watchbook.law_words.refusals import Words
from watchbook.reading.text.refusals import ArchiveFault, NotARequest, RequestFault

_UNREAD_KIND = _("We do not read this kind of file.")
_UNREAD = _("The file cannot be read.")
_TOO_LONG = _("The text is too long.")
_SHORTER = _("Paste only the request itself, without earlier correspondence or attachments.")
_PDF_UNREAD = _("The PDF cannot be read.")
_PRINT_AGAIN = _("Open the file and print it to a new PDF, or copy its text and paste the text.")
_DOCX_UNOPENED = _("The Word document was not opened.")
_MAIL_UNREAD = _("The email cannot be read.")
_PASTE_MAIL = _("Open the email in an email program, copy its text, and paste the text.")
_PASTE_INSTEAD = _("If you cannot do that, open the document, copy its text, and paste the text.")

WORDS: dict[RequestFault, tuple[str | Promise, str | Promise, str | Promise]] = {
    RequestFault.NO_TEXT: (
        _("The text is empty."),
        _("A request needs at least one word."),
        _("Paste the whole request as the requester wrote it."),
    ),
    RequestFault.TOO_MANY_CHARACTERS: (
        _TOO_LONG,
        _("The text has {length} characters, and the limit for a request is {limit}."),
        _SHORTER,
    ),
    RequestFault.TOO_MANY_BYTES: (
        _TOO_LONG,
        _(
            "The file is larger than {limit} bytes, too large to be a request: a request can have no more than {characters} characters."
        ),
        _SHORTER,
    ),
    RequestFault.TOO_MANY_LINES: (
        _TOO_LONG,
        _("The text has {lines} lines that are not empty, and the limit for a request is {limit}."),
        _SHORTER,
    ),
    RequestFault.BINARY: (
        _("This is not plain text."),
        _("The text contains binary data. Perhaps a whole file was pasted instead of its text."),
        _("Open the document, copy its text, and paste the text."),
    ),
    RequestFault.WEB_PAGE: (
        _("This is the source of a web page."),
        _("The text has HTML tags, which we would take for the requester’s words."),
        _("Open the page or email, copy its text, and paste the text."),
    ),
    RequestFault.NOT_UTF_8: (
        _("This is not plain text in UTF-8."),
        _(
            "The text is not in UTF-8. It may be a Word document, a PDF or text in an older encoding such as Windows-1252, and some letters would be lost."
        ),
        _("Save the text as “plain text, UTF-8” and choose that file, or open it and paste its text."),
    ),
    RequestFault.NO_FILE: (
        _UNREAD,
        "{why}",
        _("Give the name of a text, .eml, .msg, .docx or .pdf file, or - to read from standard input."),
    ),
    RequestFault.TOO_COSTLY: (
        _UNREAD,
        _("Reading the file takes more time or memory than we allow for a request."),
        _PRINT_AGAIN,
    ),
    RequestFault.UNREADABLE: (
        _UNREAD,
        _("The file is incomplete or damaged, or it was made to crash programs."),
        _PRINT_AGAIN,
    ),
    RequestFault.BUSY: (
        _UNREAD,
        _("We are reading too many other files at this moment."),
        _("Send the file again in a minute."),
    ),
    RequestFault.FILE_TOO_LARGE: (
        _("The file is too large."),
        _("The file is larger than {limit} MB."),
        _("Leave out attachments and pictures, or paste the text of the request."),
    ),
    RequestFault.OLD_OFFICE: (
        _UNREAD_KIND,
        _("The file is a locked document or an old Office file (.doc, .xls)."),
        _("Open the file and save it without a password as .docx, or copy its text and paste the text."),
    ),
    RequestFault.OTHER_ARCHIVE: (
        _UNREAD_KIND,
        _("The file is a spreadsheet, an archive, or another document that is not a Word document."),
        _("Copy the request out of the file and save it as .docx, .pdf, .eml or plain text."),
    ),
    RequestFault.PROGRAM: (
        _UNREAD_KIND,
        _("The file is a program."),
        _("Do not open the file. Ask the sender for the request as text."),
    ),
    RequestFault.PICTURE: (
        _UNREAD_KIND,
        _("The file is a picture, which has no text."),
        _("Type the request out, or ask the requester for its text."),
    ),
    RequestFault.RICH_TEXT: (
        _UNREAD_KIND,
        _("The file is rich text (.rtf)."),
        _("Open the file and save it as .docx, or copy its text and paste the text."),
    ),
    RequestFault.MAIL_BROKEN: (
        _MAIL_UNREAD,
        _("The email is cut off, or its parts are not in the form that email programs use."),
        _PASTE_MAIL,
    ),
    RequestFault.MAIL_CUT: (
        _MAIL_UNREAD,
        _("The file is an Outlook email and is cut off: its end is missing."),
        _("Ask for the email again, or open it in Outlook, copy its text, and paste the text."),
    ),
    RequestFault.MAIL_ENCRYPTED: (
        _("The email is protected."),
        _(
            "The text of the email is in “{name}”, which opens only in the email program of a person who may read it."
        ),
        _(
            "Open the email in that email program, copy its text, and paste the text. Or ask the requester to send the email unprotected."
        ),
    ),
    RequestFault.MAIL_TOO_MANY_FILES: (
        _MAIL_UNREAD,
        _(
            "The email has more than {limit} attachments and other parts, and we do not read emails with more than that."
        ),
        _PASTE_MAIL,
    ),
    RequestFault.MAIL_TOO_DEEP: (
        _MAIL_UNREAD,
        _(
            "The email, or its formatted version, has too many files or parts nested inside one another for us to read."
        ),
        _PASTE_MAIL,
    ),
    RequestFault.MAIL_PAGE_TOO_LONG: (
        _MAIL_UNREAD,
        _("The formatted version of the email has more than {limit} characters."),
        _PASTE_MAIL,
    ),
    RequestFault.MAIL_WITHIN_MAIL: (
        _("The email has one or more other emails attached."),
        _("We cannot tell which email is the request, so we did not read any of them."),
        _("Save the email with the request on its own, then choose that file."),
    ),
    RequestFault.MAIL_EMPTY: (
        _("The email has no text."),
        _("The email is empty or encrypted, or has only a picture."),
        _("Open the email in an email program. If the request is there, copy its text and paste the text."),
    ),
    RequestFault.MAIL_ONLY_ATTACHMENTS: (
        _("This email has no text of its own."),
        _("The email came with attachments, which we did not read. Number of attachments: {number}."),
        _("If the request is in an attachment, save that attachment and choose that file."),
    ),
    RequestFault.PDF_LOCKED: (
        _("The PDF is locked."),
        _("The PDF is encrypted, with or without a password, so its text cannot be read."),
        _(
            "Open the PDF with its password and print it to a new PDF, or ask the requester for an unlocked copy."
        ),
    ),
    RequestFault.PDF_TOO_LONG: (
        _("The PDF is too long."),
        _("The PDF has {pages} pages, and the limit for a request is {limit}."),
        _("Print the pages with the request to a new PDF, and upload the new PDF."),
    ),
    RequestFault.PDF_DAMAGED: (_PDF_UNREAD, _("The PDF is cut off or damaged."), _PRINT_AGAIN),
    RequestFault.PDF_WITHOUT_TEXT: (
        _("The PDF has no text."),
        _("The pages of the PDF may be pictures, like those of a scanned letter."),
        _("Type the request out, or use a text-recognition program and check the result."),
    ),
    RequestFault.DOCX_BROKEN: (
        _("The Word document cannot be read."),
        _("The document is cut off or damaged."),
        _("Open the document and save it as .docx again, or copy its text and paste the text."),
    ),
    RequestFault.DOCX_WITHOUT_TEXT: (
        _("The Word document has no text."),
        _("The document is empty, or its pages are pictures."),
        _("Open the document. If the request is there as a picture, type the request out."),
    ),
    RequestFault.DOCX_TOO_LARGE: (
        _DOCX_UNOPENED,
        _(
            "The text and styles of the document are larger than we allow for a request. Copy the text to a new document."
        ),
        _PASTE_INSTEAD,
    ),
    RequestFault.DOCX_ENTITIES: (
        _DOCX_UNOPENED,
        _(
            "The document declares XML entities, which no word processor does. Save the document again as .docx."
        ),
        _PASTE_INSTEAD,
    ),
}


def words_of(refusal: NotARequest) -> Words:
    """Say a refusal in its three sentences."""
    if isinstance(refusal.fault, ArchiveFault):
        why = archive.in_words(refusal.fault, refusal.values)
        return Words(str(_DOCX_UNOPENED), why, str(_PASTE_INSTEAD))
    return Words(*(str(part).format(**refusal.values) for part in WORDS[refusal.fault]))


def on_one_line(refusal: NotARequest) -> str:
    """Say a refusal on one line."""
    return " ".join(words_of(refusal))
