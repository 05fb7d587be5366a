"""Which files show a signed paper."""

import pytest

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
