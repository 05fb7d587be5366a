"""A page that asks for no session gets none from any middleware: caches keep one copy of it for everybody."""

import time

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from tests.organisation.factors import required, signed_in_with_factor, with_codes


@login_not_required
def plain(request):
    """Ask for nothing."""
    return HttpResponse("the same for everybody")


urlpatterns = [path("plain/", plain), path("", include("watchbook.config.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize("ago", [0, 700, None])
def test_no_middleware_touches_the_session_of_a_page_that_asked_for_none(people, settings, ago):
    required(settings)
    settings.SESSIONS_END = True
    client = signed_in_with_factor(with_codes(people.ines), at=None if ago is None else time.time() - ago)
    answer = client.get("/plain/")
    assert answer.text == "the same for everybody"
    assert not answer.wsgi_request.session.accessed
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert client.get("/licence/").wsgi_request.session.accessed


def test_a_page_for_everybody_begins_no_session(client, settings):
    settings.SESSIONS_END = True
    answer = client.get("/plain/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
