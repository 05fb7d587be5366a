"""A signed paper of the fictional council, as a scanner would send it."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


def a_paper(line: str) -> bytes:
    """A PDF of one page with a line of text, which has no brackets or backslashes but pairs of round ones."""
    writer, shown, made = PdfWriter(), DecodedStreamObject(), BytesIO()
    page = writer.add_blank_page(width=595, height=842)
    shown.set_data(f"BT /F1 12 Tf 60 760 Td ({line}) Tj ET".encode("cp1252"))
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in FONT.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(shown)
    writer.write(made)
    return made.getvalue()
