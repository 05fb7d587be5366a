"""The authority's logo in a letter: a picture that every format can read and that is small enough, or none."""

import struct
import zlib
from io import BytesIO

import docx
import pytest

from tests.foi.letters import a_letter
from watchbook.files.document.formats import media_type
from watchbook.files.store import the_store
from watchbook.foi.letter.files import rendered
from watchbook.organisation.letterhead import AT_MOST, logo_of


def a_png(width=4, height=2):
    """A white picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\xff\xff\xff" * width) * height
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.django_db  # it asks for the steps of the request
def test_every_file_carries_the_logo_with_the_authoritys_name_for_those_who_do_not_see_it():
    files = rendered(a_letter(logo=a_png()))
    assert '<img src="data:image/png;base64,' in files["html"].decode()
    assert 'alt="Test Council"' in files["html"].decode()
    shapes = docx.Document(BytesIO(files["docx"])).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Test Council"]
    assert b"/Subtype/Image" in files["pdf"].replace(b" ", b"")


def test_a_logo_is_kept_and_found():
    assert logo_of(the_store().put(a_png())) == a_png()
    assert logo_of("") == b""


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n not a picture",
        a_png()[:30],
        b"\xff\xd8\xff not a picture",
        b"\xff\xd8\xff",
        a_png() + b"\x00" * AT_MOST,
    ],
)
def test_what_is_no_picture_or_too_large_is_left_out_of_letters(data):
    assert logo_of(the_store().put(data)) == b""


def test_a_logo_that_is_gone_or_damaged_keeps_no_letter_back(files_folder):
    assert logo_of("0" * 64) == b""
    name = the_store().put(a_png())
    path = files_folder / name[:2] / name
    path.chmod(0o600)
    path.write_bytes(b"changed")
    assert logo_of(name) == b""


def test_its_kind_is_told_by_its_first_bytes():
    assert media_type(a_png()) == "image/png"
    assert media_type(b"\xff\xd8\xff") == "image/jpeg"
