"""Documents that are zip files: what would grow, is locked, lies or holds a program is refused, and nothing is unpacked."""

import random
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.files.documents import DOCX, ODT
from watchbook.files.archive import look_at_archive
from watchbook.files.refused import Refused
from watchbook.reading.text import archive
from watchbook.reading.text.archive import OLE_START, PARTS_LIMIT

XLSX = ("[Content_Types].xml", "xl/workbook.xml")
MEGABYTE = 1024 * 1024


def a_zip(parts, *, base=DOCX):
    """A zip file of these parts with their bytes, packed as small as may be."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name in base:
            made.writestr(name, "<x/>")
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def refusal(data, ending=".docx"):
    with pytest.raises(Refused) as refused:
        look_at_archive(data, ending=ending)
    return str(refused.value)


@pytest.mark.parametrize(("ending", "base"), [(".docx", DOCX), (".odt", ODT), (".xlsx", XLSX)])
def test_a_document_with_its_parts_is_let_through(ending, base):
    assert look_at_archive(a_zip({"more.xml": "x" * 2000}, base=base), ending=ending) is None
    assert "but its content is of another" in refusal(a_zip({}, base=base[:1]), ending)


def test_what_packs_a_thousandfold_is_refused_before_it_is_unpacked():
    bomb = a_zip({"word/media/image1.png": b"\0" * 3 * MEGABYTE})
    assert len(bomb) < 10_000
    told = refusal(bomb)
    assert "times as large" in told


def test_what_is_small_may_pack_as_it_likes():
    assert look_at_archive(a_zip({"x": b"\0" * (MEGABYTE - 1000)}), ending=".docx") is None


def test_what_grows_beyond_the_limit_is_refused_however_it_packs(monkeypatch):
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 100)
    assert "would have 1 MB in 3 parts" in refusal(a_zip({"x": bytes(range(101))}))


def test_too_many_parts_are_refused():
    assert f"in {PARTS_LIMIT + 3:,} parts" in refusal(
        a_zip({str(number): "" for number in range(PARTS_LIMIT + 1)})
    )


def test_a_zip_file_within_is_never_opened():
    inner = a_zip({"bomb": b"\0" * 3 * MEGABYTE})
    nested = a_zip({"word/embeddings/a.zip": a_zip({"b.zip": inner})})
    assert look_at_archive(nested, ending=".docx") is None


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word\\vbaData.xml": b"", "WORD/VBAPROJECT.BIN.rels": b""},
        {
            "[content_types].xml": b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        },
        {"[content_types].XML": b'<Override ContentType="application/vnd.ms-office.vbaProject"/>'},
        {"Basic/Standard/x.xml": b""},
        {"Scripts/x.py": b""},
    ],
)
def test_a_program_is_known_by_its_part_or_by_what_the_content_types_say(parts):
    assert refusal(a_zip(parts)) == (
        "The document contains macros, which are programs. Save it without macros, or as PDF."
    )


def test_content_types_of_very_many_bytes_are_refused_and_not_read():
    noise = random.Random(1).randbytes(archive.CONTENT_TYPES_LIMIT + 1)
    assert "but its content is of another" in refusal(a_zip({"[content_types].xml": noise}))


def test_a_locked_part_is_refused_with_what_to_do():
    data = bytearray(a_zip({}))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(start)
        data[place + offset] |= 1
    assert refusal(bytes(data)).startswith(
        "The file is locked with a password, so we cannot check its content."
    )


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("EncryptedPackage".encode("utf-16-le"), "The file is locked with a password"),
        (b"Workbook", "The file is in the format that Office used before 2007. Open it, save it as .xlsx"),
    ],
)
def test_offices_old_container_is_refused_with_what_to_do(rest, says):
    assert says in refusal(OLE_START + b"\0" * 500 + rest, ".xlsx")


def test_a_list_of_parts_that_lies_about_a_size_gives_no_more_than_it_says():
    bomb = lying(a_zip({"[content_types].xml": b"\0" * 3 * MEGABYTE}), says=10)
    assert "but its content is of another" in refusal(bomb)


def lying(data, *, says):
    """A zip file whose last part is said to be of another size, in the list and before the part itself."""
    data = bytearray(data)
    listed = data.rfind(b"PK\x01\x02")
    [own] = struct.unpack_from("<L", data, listed + 42)
    struct.pack_into("<L", data, listed + 24, says)
    struct.pack_into("<L", data, own + 22, says)
    return bytes(data)
