"""Papers that somebody signed: a copy is kept only if it is a PDF or a picture that a reader can show."""

from django.utils.translation import gettext as _

from watchbook.files.refused import Refused
from watchbook.files.upload import Content

# Parts without which no reader shows a file of the kind: its content, and its end.
PARTS = {
    "application/pdf": (b" obj", b"startxref"),
    "image/png": (b"IDAT", b"IEND"),
    "image/jpeg": (b"\xff\xda", b"\xff\xd9"),
}
PICTURES = PARTS.keys() - {"application/pdf"}


def refuse_no_paper(content: Content) -> None:
    """Raise Refused unless the file shows a page: a PDF or a picture, whole."""
    if content.media_type not in PARTS:
        said = _(
            "We did not keep “{name}”: it is not a PDF or a picture, so it does not show the signature. Choose a PDF, PNG or JPEG of the signed paper."
        )
        raise Refused(said.format(name=content.name[:80]))
    if not all(part in content.data for part in PARTS[content.media_type]):
        said = _(
            "We did not keep “{name}”: it is damaged or cut off, so it cannot be read. Save or scan the signed paper again, and choose the new file."
        )
        raise Refused(said.format(name=content.name[:80]))
