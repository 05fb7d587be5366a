"""What Django replaced in a form is noticed; a mark that was sent as such is not."""

import pytest
from django.test import RequestFactory

from watchbook.foi.forms.requests import URLENCODED, lost_characters


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (b"", False),
        (b"text=caf%C3%A9+%2B", False),
        (b"text=caf%E9", True),
        (b"text=caf\xe9", True),
        (b"text=%EF%BF%BD", False),
        (b"text=%EF%BF%BD&other=%FF", True),
    ],
)
def test_lost_letters_of_an_ordinary_form_are_noticed(body, lost):
    assert lost_characters(RequestFactory().post("/", body, content_type=URLENCODED)) is lost


@pytest.mark.parametrize(
    ("text", "lost"), [("café".encode(), False), (b"caf\xe9", True), ("\ufffd".encode(), True)]
)
def test_in_a_form_in_parts_the_mark_itself_counts(text, lost):
    body = b'--part\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + text + b"\r\n--part--\r\n"
    request = RequestFactory().post("/", body, content_type="multipart/form-data; boundary=part")
    assert lost_characters(request) is lost


def test_a_page_that_is_only_read_loses_nothing():
    assert not lost_characters(RequestFactory().get("/?text=%FF"))
