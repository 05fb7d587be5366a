"""A request that comes as a PDF: the text of its pages. A scan, a locked file and one too large are refused."""

from watchbook.reading.text import marks, pdf_pages
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.request import CHARACTERS_LIMIT


def text(data: bytes) -> str:
    """The text of the pages, one below the other. Raises NotARequest."""
    found = pdf_pages.read(data, characters=CHARACTERS_LIMIT + 1)
    if found.get("refused") == "locked":
        raise NotARequest(RequestFault.PDF_LOCKED)
    if found.get("refused") == "too_many":
        raise NotARequest(RequestFault.PDF_TOO_LONG, pages=found["pages"], limit=pdf_pages.PAGES_LIMIT)
    if "refused" in found:
        raise NotARequest(RequestFault.PDF_DAMAGED)
    written = str(found["text"])
    if not written.strip() and not (found.get("beside") or found.get("hidden")):
        raise NotARequest(RequestFault.PDF_WITHOUT_TEXT)
    further = [
        (marks.HIDDEN, str(found.get("hidden", ""))),
        (marks.FIELDS_OF_PDF, str(found.get("beside", ""))),
    ]
    if wordless := str(found.get("wordless", "")):
        pages = "pages without text" if "," in wordless else "page without text"
        further.append((marks.not_read({}, [f"{pages}: {wordless}"]), ""))
    return marks.below(written, further)
