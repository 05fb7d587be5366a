"""Office documents as their programs save them, small: a zip file of parts."""

from io import BytesIO
from zipfile import ZipFile

DOCX = ("[Content_Types].xml", "word/document.xml")
ODT = ("mimetype", "content.xml")


def an_archive(*parts):
    """A zip file with parts of these names."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return data.getvalue()
