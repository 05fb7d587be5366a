"""A body that is longer than its address takes is refused before anything parses it; so is a length that is no number."""

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.urls import reverse

from tests.pages import browser, signed_in
from watchbook.web.middleware import COMING_IN, _counted, bodies_fit

FORM = "application/x-www-form-urlencoded"


def test_a_length_that_is_no_number_is_a_bad_request(db):
    for said in ("abc", "-1", "1e3", "9" * 5000):
        page = browser().post("/", data="x=1", content_type=FORM, CONTENT_LENGTH=said)
        assert page.status_code == 400, said


@pytest.mark.parametrize("name", ["account_login", "your_data:complain", "foi:request_new"])
def test_whoever_is_not_signed_in_sends_little_and_it_is_refused_before_it_is_parsed(
    people, name, monkeypatch
):
    monkeypatch.setattr(MultiPartParser, "parse", unwanted)
    page = a_strict_browser().post(
        reverse(name),
        data=b"x" * (settings.PUBLIC_MAX_BYTES + 1),
        content_type="multipart/form-data; boundary=x",
    )
    assert page.status_code == 413
    assert "Your files or text are too large" in page.text


def a_strict_browser():
    client = browser()
    client.handler.enforce_csrf_checks = True
    return client


def unwanted(*_given, **_named):
    raise AssertionError("The body was parsed.")


def sent(person, address, length):
    """What becomes of a body of this length, sent by a person who is signed in."""
    request = RequestFactory().post(address, data=b"", content_type=FORM, CONTENT_LENGTH=str(length))
    request.session = {SESSION_KEY: str(person.pk)}
    return bodies_fit(lambda _request: HttpResponse())(request).status_code


def test_one_person_has_half_of_the_threads_for_files_and_others_the_rest(people, settings):
    """While the files of one person come in, one more of theirs is refused, and another person's is taken."""
    settings.UPLOADS_AT_ONCE = 2
    bryn, ines, said = str(people.bryn.pk), str(people.ines.pk), []
    with (
        _counted(bryn) as first,
        _counted(bryn) as second,
        _counted(bryn) as third,
        _counted(ines) as another,
    ):
        said += [first, second, third, another]
    assert said == [False, False, True, False]
    assert not COMING_IN


def test_a_file_too_many_is_refused_in_words(people, settings):
    settings.UPLOADS_AT_ONCE = 0
    page = signed_in(people.bryn).post(
        reverse("foi:request_new"), data=b"x" * (settings.PUBLIC_MAX_BYTES + 1), content_type=FORM
    )
    assert (page.status_code, "Other files from your account are still being sent" in page.text) == (
        429,
        True,
    )


def test_whoever_is_signed_in_sends_files_but_no_more_than_the_address_takes(people):
    address, intake = reverse("foi:request_new"), reverse("evidence:intake", args=["LK-0001"])
    assert sent(people.bryn, address, settings.FORM_MAX_BYTES) == 200
    with pytest.raises(RequestDataTooBig):
        sent(people.bryn, address, settings.FORM_MAX_BYTES + 1)
    assert sent(people.bryn, intake, settings.FORM_MAX_BYTES + 1) == 200
    with pytest.raises(RequestDataTooBig):
        sent(people.bryn, intake, settings.LARGER_BODIES["evidence:intake"] + 1)
    with pytest.raises(RequestDataTooBig):
        sent(people.bryn, reverse("account_login"), settings.PUBLIC_MAX_BYTES + 1)


def test_an_address_that_leads_nowhere_takes_little(people):
    client = signed_in(people.bryn)
    assert client.post("/nowhere/", data=b"x" * 200_000, content_type=FORM).status_code == 413
