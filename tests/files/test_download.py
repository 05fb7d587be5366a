"""A kept file as a response: always to save, under a harmless name, in no page of ours, checked against its hash."""

import pytest
from django.test import RequestFactory

from tests.each import each
from watchbook.files.download import download
from watchbook.files.store import Damaged, the_store
from watchbook.governance.letters.models import LetterReceived

CONTENT = b"<script>alert(1)</script>"


def response_for(name="letter.pdf", media_type="application/pdf"):
    row = LetterReceived(file_sha256=the_store().put(CONTENT), file_name=name, file_media_type=media_type)
    return download(RequestFactory().get("/?open=yes"), row)  # as whoever was told what it holds


def test_a_file_is_an_attachment_with_its_type_that_no_page_can_run():
    response = response_for()
    assert response.content == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@each(
    ("name", "saved_as"),
    [
        ("Letter of 3 May_v1.2-b.pdf", "Letter of 3 May_v1.2-b.pdf"),
        ('a"; filename="b.exe', "a__ filename__b.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a__Set-Cookie_ x.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("fdp.\u202eexe", "fdp._exe"),
        ("Tŷ.pdf", "T_.pdf"),
        ("%2e%2e%2f.pdf", "_2e_2e_2f.pdf"),
        ("", "file"),
    ],
)
def test_whatever_a_file_was_called_it_is_saved_under_a_harmless_name(name, saved_as):
    assert response_for(name)["Content-Disposition"] == f'attachment; filename="{saved_as}"'


def test_damaged_bytes_are_given_to_nobody(files_folder):
    row = LetterReceived(file_sha256=the_store().put(CONTENT))
    [path] = [path for path in files_folder.rglob("*") if path.is_file()]
    path.chmod(0o600)
    path.write_bytes(b"something else")
    with pytest.raises(Damaged):
        download(RequestFactory().get("/"), row)


def test_a_file_that_is_gone_is_not_found(files_folder):
    with pytest.raises(FileNotFoundError):
        download(RequestFactory().get("/"), LetterReceived(file_sha256="ab" * 32))
