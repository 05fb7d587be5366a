"""Error pages: the right status, what happened and what next, and none of them needs the database."""

from io import BytesIO

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.template import engines
from django.test import RequestFactory

from watchbook.web import views

REFERENCE = "7K3M-9QXD-2BHT"
CANARY = "Jane Canary"


@pytest.fixture
def request_(monkeypatch):
    """A request for pages in the frame; config's processors, which ask the database, are left out."""
    monkeypatch.setattr(engines["jinja2"], "template_context_processors", [])
    made = RequestFactory().get(f"/people/{CANARY}/?name={CANARY}")
    made.reference = REFERENCE
    return made


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (
            lambda r: views.bad_request(r, SuspiciousOperation(CANARY)),
            400,
            "We could not read what your browser sent",
        ),
        (lambda r: views.bad_request(r, RequestDataTooBig(CANARY)), 413, "too large"),
        (
            lambda r: views.bad_request(r, SessionInterrupted(CANARY)),
            409,
            "You were signed out before we could answer",
        ),
        (lambda r: views.permission_denied(r, PermissionError(CANARY)), 403, "cannot see this page"),
        (lambda r: views.page_not_found(r, Http404(CANARY)), 404, "Page not found"),
        (lambda r: views.csrf_failure(r, reason=CANARY), 403, "We could not accept the form"),
        (views.too_many_requests, 429, "Too many attempts"),
        (views.server_error, 500, "problem with the service"),
        (views.unavailable, 503, "not available"),
    ],
)
def test_an_error_page_has_its_status_its_reference_and_nothing_of_what_was_sent(
    request_, answer, status, says
):
    response = answer(request_)
    text = response.text
    assert response.status_code == status
    assert says in text
    assert REFERENCE in text
    assert CANARY not in text
    assert text.count('<p class="govuk-body">') >= 3


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError, 503), (InterfaceError, 503), (IntegrityError, 500), (ValueError, 500)],
)
def test_a_database_that_cannot_be_reached_is_not_called_a_fault(error, status):
    try:
        raise error(CANARY)
    except error:
        response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == status
    assert (response.get("Retry-After") == "60") == (status == 503)


@pytest.mark.parametrize("fails", [False, True])
def test_what_is_too_large_is_taken_in_so_that_the_browser_comes_to_read_the_page(fails):
    class Sending(BytesIO):
        def read(self, size=-1):
            if fails and self.tell():
                raise OSError("the browser has gone")
            return super().read(size)

    sent = Sending(b"x" * (3 * views.READ_OUT_CHUNK + 1))
    made = RequestFactory().post("/", data=b"", content_type="text/plain")
    made._stream = sent
    assert views.bad_request(made, RequestDataTooBig(CANARY)).status_code == 413
    assert sent.tell() == (views.READ_OUT_CHUNK if fails else len(sent.getvalue()))


def test_whoever_sends_without_an_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(views, "READ_OUT_CHUNKS", 2)
    sent = BytesIO(b"x" * (3 * views.READ_OUT_CHUNK))
    made = RequestFactory().post("/", data=b"", content_type="text/plain")
    made._stream = sent
    assert views.bad_request(made, RequestDataTooBig(CANARY)).status_code == 413
    assert sent.tell() == 2 * views.READ_OUT_CHUNK


@pytest.mark.parametrize("page", [views.server_error, views.unavailable])
def test_only_a_page_that_was_sent_something_says_that_it_was_not_saved(page):
    said = "What you were saving was not saved"
    assert said not in page(RequestFactory().get("/")).text  # such as the page after what was saved
    assert said in page(RequestFactory().post("/")).text


def test_an_error_page_does_without_a_reference_where_none_was_given():
    assert "give the reference" not in views.server_error(RequestFactory().get("/")).text


@pytest.mark.parametrize("view", [views.accessibility_statement, views.licence])
def test_public_pages_say_so_and_can_only_be_read(request_, view):
    assert view.login_required is False
    assert view(request_).status_code == 200
    request_.method = "POST"
    assert view(request_).status_code == 405


def test_the_accessibility_statement_gives_the_councils_contact_details(render):
    contact = ["access@tilling.example", "01632 960001"]
    text = render("web/accessibility_statement.html", council_contact=contact, council_name="Tilling Council")
    assert all(line in text for line in contact)
    assert "Tilling Council is committed" in text
    assert "not entered its contact details" not in text
    assert "not entered its contact details" in render("web/accessibility_statement.html")


def test_a_refusal_tells_its_reason(render):
    text = render("web/refused.html", reason="Only the <AO> may decide.", reference=REFERENCE)
    assert "Only the &lt;AO&gt; may decide." in text
    assert "Nothing was changed" in text
    assert "Ask Gwen." in render("web/refused.html", reason="No.", what_next="Ask Gwen.")
