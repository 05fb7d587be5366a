"""Which files show a signed paper."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from tests.evidence.captured import png
from tests.pages import PAPER
from watchbook.files.paper import refuse_no_paper
from watchbook.files.refused import Refused
from watchbook.files.upload import look_at_bytes

JPEG = b"\xff\xd8\xff\xe0 a table \xff\xda a scan \xff\xd9"


@pytest.mark.parametrize(("data", "name"), [(PAPER, "a.pdf"), (png(), "a.png"), (JPEG, "a.jpeg")])
def test_a_pdf_or_a_picture_is_a_paper_until_it_is_cut_off(data, name):
    refuse_no_paper(look_at_bytes(data, name=name))
    with pytest.raises(Refused, match="damaged or cut off"):
        refuse_no_paper(look_at_bytes(data[:-12], name=name))


def test_a_text_shows_no_signature():
    with pytest.raises(Refused, match="Choose a PDF, PNG or JPEG"):
        refuse_no_paper(look_at_bytes(b"order", name="order.txt"))


def locked(password):
    writer, made = PdfWriter(clone_from=BytesIO(PAPER)), BytesIO()
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def test_a_pdf_that_needs_a_password_is_refused_and_one_that_only_forbids_printing_is_not():
    refuse_no_paper(look_at_bytes(locked(""), name="a.pdf"))
    with pytest.raises(Refused, match="Save the PDF without a password"):
        refuse_no_paper(look_at_bytes(locked("secret"), name="a.pdf"))


def test_a_pdf_without_a_page_is_damaged():
    data = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n0\n%%EOF"
    with pytest.raises(Refused, match="damaged or cut off"):
        refuse_no_paper(look_at_bytes(data, name="a.pdf"))
