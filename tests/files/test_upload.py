"""An upload is looked at before it is kept: each refusal with its sentence, and what a hostile name becomes."""

from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.files.documents import DOCX, ODT, an_archive
from watchbook.files.upload import (
    NAME_LENGTH,
    SIGNATURES,
    Content,
    Refused,
    look_at,
    look_at_all,
    look_at_bytes,
    read,
    text_of,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
GOOD = {
    "a.pdf": (b"%PDF-1.7", "application/pdf"),
    "a.png": (b"\x89PNG\r\n\x1a\nx", "image/png"),
    "a.jpg": (b"\xff\xd8\xff\xe0", "image/jpeg"),
    "a.jpeg": (b"\xff\xd8\xff\xe0", "image/jpeg"),
    "a.docx": (an_archive(*DOCX), WORD),
    "a.odt": (an_archive(*ODT), OPEN_DOCUMENT),
    "a.txt": ("Tŷ Cyngor".encode(), "text/plain"),
    "a.csv": (b"\xef\xbb\xbfa,b", "text/csv"),
    "a.eml": (b"Subject: x\r\n\r\ny", "message/rfc822"),
}
MACROS = "The document contains macros, which are programs. Save it without macros, or as PDF."
OTHER_KIND = "We do not keep files of this kind. Use PDF, DOCX, ODT, PNG, JPEG or plain text."


@each("name", GOOD)
def test_what_is_what_its_name_says_is_kept_as_it_is(name):
    data, media_type = GOOD[name]
    assert look_at_bytes(data, name=name) == Content(data=data, name=name, media_type=media_type)
    assert look_at_bytes(data, name=name.upper()).media_type == media_type
    assert look_at(SimpleUploadedFile(name, data)).data == data


@each("name", [*GOOD, "a.exe"])
def test_an_empty_file_is_refused(name):
    with pytest.raises(Refused, match=r"The file is empty\. Choose another file\."):
        look_at_bytes(b"", name=name)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    just = b"%PDF-" + b"x" * (1024 * 1024 - 5)
    assert look_at_bytes(just, name="a.pdf").data == just
    with pytest.raises(Refused, match=r"The file is larger than 1 MB\. Send a smaller copy"):
        look_at_bytes(just + b"x", name="a.pdf")
    upload = SimpleUploadedFile("a.pdf", just + b"x")
    upload.file.close()  # so that reading it would fail
    for look in (look_at, read):
        with pytest.raises(Refused, match="larger than 1 MB"):
            look(upload)


@each("ending", SIGNATURES)
@each("data", [b"MZ\x90", b"<html>", b"%PD", b"\x00", b" %PDF-1.7", b"PK\x05\x06"])
def test_content_that_is_not_what_the_name_says_is_refused(ending, data):
    with pytest.raises(
        Refused,
        match=f"The file’s name ends in {ending}, but its content is of another kind. Open it and save it as",
    ):
        look_at_bytes(data, name=f"a{ending}")


@each(
    "name",
    [
        "a.exe",
        "a.xlsx",
        "a.svg",
        "a.html",
        "a.zip",
        "a.js",
        "a",
        ".pdf",
        "",
        "a.pdf.exe",
        "a.",
    ],
)
@each("data", [b"%PDF-1.7", b"<svg/>", an_archive(*DOCX)])
def test_other_kinds_of_file_are_not_kept(name, data):
    with pytest.raises(Refused) as refusal:
        look_at_bytes(data, name=name)
    assert str(refusal.value) == OTHER_KIND


@pytest.mark.parametrize("name", ["a.docm", "a.DOTM", "a.xlsm", "a.xltm", "a.pptm"])
def test_formats_that_carry_programs_are_refused_with_the_reason(name):
    with pytest.raises(
        Refused, match=r"may contain macros, which are programs\. Save the file without macros, or as PDF\."
    ):
        look_at_bytes(an_archive(*DOCX), name=name)


@pytest.mark.parametrize("ending", [".pdf", ".png", ".jpg"])
def test_a_picture_that_is_an_archive_as_well_is_refused(ending):
    start = SIGNATURES[ending][0]
    assert look_at_bytes(start + b"PK\x03\x04 by chance", name=f"a{ending}")
    with pytest.raises(Refused, match=f"is both a {ending} file and an archive"):
        look_at_bytes(start + an_archive("a.class"), name=f"a{ending}")


@each("name", ["a.docx", "a.odt"])
@each("data", [b"<html><script>", b"\x89PNG\r\n\x1a\n", an_archive("a.exe"), an_archive("word/document.xml")])
def test_what_is_named_like_a_document_and_has_not_its_parts_is_refused(name, data):
    with pytest.raises(Refused, match="but its content is of another"):
        look_at_bytes(data, name=name)


def test_several_uploads_are_looked_at_together_and_the_refused_one_is_named():
    good, same = SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    assert look_at_all([]) == {}
    assert look_at_all([good, same]).keys() == {"a.pdf"}
    with pytest.raises(Refused, match=r"“b\.pdf”: The file is empty"):
        look_at_all([SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("x/b.pdf", b"")])
    with pytest.raises(Refused, match=r"Two different files are named “a\.pdf”"):
        look_at_all([SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("a.pdf", b"%PDF-2")])


@each(
    ("name", "parts"),
    [
        ("a.docx", [*DOCX, "word/vbaProject.bin"]),
        ("a.docx", [*DOCX, "word/VBAPROJECT.BIN"]),
        ("a.docx", [*DOCX, "vbaProject.bin"]),
        ("a.docx", [*DOCX, "elsewhere/deep/vbaProject.bin"]),
        ("A.DOCX", [*DOCX, "word/vbaProject.bin"]),
        ("a.odt", [*ODT, "word/vbaProject.bin"]),
        ("a.odt", [*ODT, "Basic/Standard/Module1.xml"]),
        ("a.odt", [*ODT, "Scripts/python/x.py"]),
    ],
)
def test_a_document_with_macros_is_refused_whatever_its_name_says(name, parts):
    with pytest.raises(Refused) as refusal:
        look_at_bytes(an_archive(*parts), name=name)
    assert str(refusal.value) == MACROS


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, an_archive(*DOCX)[:-30]])
def test_an_archive_that_cannot_be_read_is_refused(name, data):
    with pytest.raises(Refused, match="but its content is of another"):
        look_at_bytes(data, name=name)


def test_parts_that_lie_over_one_another_are_refused():
    archive = bytearray(an_archive(*DOCX))
    second = archive.rindex(b"PK\x01\x02")
    archive[second + 42 : second + 46] = bytes(
        4
    )  # the list says that the second part begins where the first does
    with pytest.raises(Refused, match="but its content is of another"):
        look_at_bytes(bytes(archive), name="a.docx")


@given(st.data())
def test_an_archive_that_was_tampered_with_is_looked_at_or_refused_and_nothing_else(data):
    archive = bytearray(an_archive(*DOCX, "word/vbaProject.bin"))
    for _turn in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(4, len(archive) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        assert look_at_bytes(bytes(archive), name="a.docx").media_type == WORD


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.eml"])
def test_text_is_utf_8_and_no_binary_data(name):
    with pytest.raises(Refused, match=r"The file is not plain text in UTF-8\. Save it as"):
        look_at_bytes("Tŷ".encode("latin-1", "replace") + b"\xff", name=name)
    with pytest.raises(Refused, match=r"The file contains binary data, not text\. Save it as"):
        look_at_bytes(b"a\x00b", name=name)


def test_a_mark_at_the_start_is_not_part_of_the_text():
    assert text_of(b"\xef\xbb\xbfx") == text_of(b"x") == "x"
    assert text_of("\ufeffx".encode("utf-8-sig")) == "\ufeffx"


@each(
    ("name", "kept"),
    [
        ("../../etc/letter.pdf", "letter.pdf"),
        ("/etc/letter.pdf", "letter.pdf"),
        ("C:\\Users\\Jane Roe\\letter.pdf", "letter.pdf"),
        ("a/..\\letter.pdf", "letter.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("let\u200bter\u2066.pdf", "letter.pdf"),
        ("let\r\nter\x00\x1b.pdf", "letter.pdf"),
        ("letter.p\u202edf", "letter.pdf"),
        ("Llythyr Tŷ Cyngor.pdf", "Llythyr Tŷ Cyngor.pdf"),
        ("<script>'\";.pdf", "<script>'\";.pdf"),
        ("x" * 300 + ".pdf", "x" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_of_a_hostile_name_only_the_harmless_end_is_kept(name, kept):
    assert look_at_bytes(b"%PDF-1.7", name=name).name == kept


@pytest.mark.parametrize("name", ["..", "a/", "x.pdf/..", "\u202e", "pdf", "letter.pdf/"])
def test_a_name_that_names_no_file_is_refused_or_only_its_last_part_counts(name):
    if name == "letter.pdf/":  # as the path of a folder
        assert look_at_bytes(b"%PDF-1.7", name=name).name == "letter.pdf"
        return
    with pytest.raises(Refused):
        look_at_bytes(b"%PDF-1.7", name=name)


@given(st.text())
def test_whatever_a_file_is_called_its_kept_name_is_one_printable_name(name):
    kept = look_at_bytes(b"%PDF-1.7", name=name + "x.pdf").name
    assert kept.endswith(".pdf")
    assert len(kept) <= NAME_LENGTH
    assert kept.isprintable()
    assert "/" not in kept
    assert "\\" not in kept
