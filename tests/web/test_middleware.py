"""Every answer carries no-store unless its view said public, and a reference of its own."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from watchbook.web.logging import current_reference
from watchbook.web.middleware import new_reference, no_store, reference_for_errors


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("", "no-store"),
        ("private, max-age=600", "no-store"),
        ("max-age=0, no-cache, no-store, must-revalidate, private", "no-store"),
        ("public, max-age=600", "public, max-age=600"),
        ("Public", "Public"),
        ("max-age=1, x-republic", "no-store"),
    ],
)
def test_only_what_is_said_to_be_public_may_be_kept(said, sent):
    response = HttpResponse(headers={"Cache-Control": said} if said else {})
    assert no_store(lambda request: response)(RequestFactory().get("/"))["Cache-Control"] == sent


def test_a_request_has_its_reference_while_it_is_answered_and_no_longer():
    seen = []

    def view(request):
        seen.append((request.reference, current_reference.get()))
        return HttpResponse()

    response = reference_for_errors(view)(RequestFactory().get("/", headers={"X-Request-Reference": "mine"}))
    assert seen == [(response["X-Request-Reference"], response["X-Request-Reference"])]
    assert current_reference.get() == ""


def test_the_reference_is_forgotten_even_when_answering_fails():
    def view(request):
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  any will do
        reference_for_errors(view)(RequestFactory().get("/"))
    assert current_reference.get() == ""


def test_a_reference_can_be_read_out_and_does_not_repeat():
    references = {new_reference() for _ in range(1000)}
    assert len(references) == 1000
    assert all(
        re.fullmatch(r"([2-9B-DF-HJKMNP-TV-Y]{4}-){2}[2-9B-DF-HJKMNP-TV-Y]{4}", one) for one in references
    )
