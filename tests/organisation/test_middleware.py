"""Refusals become pages: 403 where a person may not, 409 where the act does not fit; anything else is an error."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tests.pages import words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.keys.refused import KeyDestroyed, KeysMissing, WrappingFailed
from watchbook.organisation.middleware import refusals_are_pages


@pytest.fixture
def request_(people):
    made = RequestFactory().get("/")
    made.user, made.session = people.nell, {}
    made._messages = []
    return made


@pytest.mark.parametrize(("refusal", "status"), [(NotPermitted, 403), (WrongState, 409)])
def test_a_refusal_is_a_page_with_its_sentence(request_, refusal, status):
    response = refusals_are_pages(HttpResponse).process_exception(request_, refusal("Only <Gwen> may."))
    assert response.status_code == status
    assert "Only &lt;Gwen&gt; may." in response.text
    assert "Nothing was changed" in words(response)


def test_what_was_destroyed_on_disposal_is_a_page_that_says_so(request_):
    response = refusals_are_pages(HttpResponse).process_exception(request_, KeyDestroyed("key of 1-2"))
    assert response.status_code == 410
    assert "This record was deleted" in words(response)
    assert "1-2" not in response.text


@pytest.mark.parametrize("refusal", [KeysMissing, WrappingFailed])
def test_keys_that_are_not_there_are_a_page_that_says_so_and_to_whom(request_, refusal, caplog):
    response = refusals_are_pages(HttpResponse).process_exception(request_, refusal("No copy in /keys."))
    assert response.status_code == 503
    assert "its key is missing" in words(response)
    assert "Tell a system administrator" in words(response)
    assert "/keys" not in response.text
    assert "No copy in /keys." in caplog.text


def test_any_other_exception_is_an_error(request_):
    assert refusals_are_pages(HttpResponse).process_exception(request_, ValueError("x")) is None


def test_an_answer_passes_through(request_):
    answer = HttpResponse("as it is")
    assert refusals_are_pages(lambda _request: answer)(request_) is answer
