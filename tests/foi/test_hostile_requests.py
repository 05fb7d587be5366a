"""Whatever is pasted as a request: a clear message, nothing lost, nothing written.

That a page of it comes within five seconds is measured on the real server, in tests/journeys.
"""

import pytest

from tests.foi.cases import nine_questions
from tests.foi.pasted import in_the_box
from tests.pages import a_day, signed_in, typed
from tests.proof_only import EVERY_ROW
from watchbook.audit_log.models import Event
from watchbook.foi.models import Request
from watchbook.organisation.queries import today

NEW = "/foi/requests/new/"
MANY = 10_000 if EVERY_ROW else 300  # ten thousand of them are for `make proof`
LINES = 5_000 if EVERY_ROW else 300  # as many as a request may have
PAGE_OF_A_COUNCIL = "<!DOCTYPE html><html><body><p>1. How often?</p><p>2. Why?</p></body></html>"
REFUSED = {
    "empty": ("", "The text is empty."),
    "spaces": (" \r\n\t\u00a0\u2003\r\n ", "The text is empty."),
    "a character too long": (
        "x" * 200_001,
        "The text has 200,001 characters, and the limit for a request is 200,000.",
    ),
    "a line too many": (
        "1. How often?\r\n" * 5_001,
        "The text has 5,001 lines that are not empty, and the limit for a request is 5,000.",
    ),
    "5 MB": ("1. How often?\r\n" * 350_000, "The text is too long."),
    "20 MB": ("x" * (20 * 1024 * 1024), "The text is too long."),
    "NUL": ("1. How often?\x00", "This is not plain text."),
    "binary": ("PK\x03\x04\x14\x00\x06\x00\x08", "This is not plain text."),
    "escape sequences": ("1. \x1b[31mHow often?", "This is not plain text."),
    "HTML source": (PAGE_OF_A_COUNCIL, "This is the source of a web page."),
}
TAKEN = {
    "Welsh": "1. Pa mor aml y mae’r cyngor yn edrych ar gyfryngau cymdeithasol?\r\n2. Ŵyl, tŷ?",
    "right to left": "1. كم مرة ينظر المجلس إلى وسائل التواصل الاجتماعي؟\r\n2. \u202eneto woh\u202c?",
    "no question": "Thank you for your help last week.",
    "CR LF throughout": nine_questions().replace("\n", "\r\n"),
    "many numbered lines": "\r\n".join(f"{number}. How often?" for number in range(1, LINES + 1)),
    "a bracket": "1. Is 3 < 5? <b>Why</b>?",
    "one long line": "word " * (4 * MANY - 1),
    "only marks": "?" * (20 * MANY),
    "only markers": "a)\r\n" * LINES,
    "emoji": "🙂" * 10_000,
    "combining characters": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞?",
    "a template's words": "1. {{ 7*7 }} {% include '/etc/passwd' %} ${7*7} %(name)s {0}?",
}


@pytest.fixture
def officer(people):
    """The information officer's browser."""
    return signed_in(people.bryn)


def paste(officer, text):
    """What is answered to a pasted text."""
    return officer.post(NEW, {"text": text, "regime": "foia", **a_day("received_on", today())})


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_request_is_refused_with_the_text_still_in_its_box(officer, name):
    text, says = REFUSED[name]
    before = Event.objects.count()
    page = paste(officer, text)
    assert page.status_code == 200
    assert says in page.text
    assert in_the_box(page) == text
    assert not Request.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", TAKEN)
def test_odd_writing_is_taken_as_it_is_and_every_page_of_it_comes(officer, name):
    response = paste(officer, TAKEN[name])
    assert response.status_code == 302
    row = Request.objects.get()
    assert row.text == TAKEN[name].replace("\r\n", "\n")
    for page in ("", "draft/", "draft.html"):
        assert officer.get(f"{response['Location']}{page}").status_code == 200


def test_25_mb_are_refused_before_they_are_read(officer):
    page = paste(officer, "x" * (25 * 1024 * 1024))
    assert page.status_code == 413
    assert "too large" in page.text
    assert len(page.text) < 20_000
    assert not Request.objects.exists()


def as_bytes(text):
    """A form whose text is these percent-encoded bytes."""
    day = "&".join(f"{name}={value}" for name, value in a_day("received_on", today()).items())
    return f"regime=foia&text={text}&{day}".encode("latin-1")


@pytest.mark.parametrize("lost", ["%ED%A0%BD", "%FF", "caf\xe9", "caf%E9", "%93quoted%94"])
def test_bytes_that_are_no_utf_8_are_refused_and_nothing_else_is_lost(officer, lost):
    body = as_bytes(f"1.+How+often%3F+{lost}")
    page = officer.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200
    assert "This is not plain text in UTF-8." in page.text
    assert "Save the text as “plain text, UTF-8”" in page.text
    assert in_the_box(page).startswith("1. How often? ")
    assert {"foia", str(today().day), str(today().year)} <= typed(page)
    assert not Request.objects.exists()


def test_the_mark_of_a_lost_letter_that_the_requester_wrote_is_taken(officer):
    body = as_bytes("1.+How+often%3F+Caf%EF%BF%BD+%2B+tea")
    response = officer.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert Request.objects.get().text == "1. How often? Caf\N{REPLACEMENT CHARACTER} + tea"


def test_thousands_of_fields_are_refused(officer):
    page = officer.post(NEW, {f"field{number}": "x" for number in range(1000)})
    assert page.status_code == 400
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"text": ["a", "b"]}, {"text": "1. How often?", "received_on": "2019-10-07"}]
)
def test_a_form_that_is_none_of_ours_is_shown_again(officer, sent):
    assert officer.post(NEW, sent).status_code == 200
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "reference", ["FOI-9999", "foi-0001", "x" * 500, "%00", "..%2f..", "FOI-0001%0a", "🙂"]
)
def test_a_reference_that_is_none_is_not_found(officer, reference):
    assert officer.get(f"/foi/requests/{reference}/").status_code == 404
