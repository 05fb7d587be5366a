"""The same act from two tabs: the person is told of the one that is there already, and decides."""

import pytest
from django.urls import reverse

from tests.evidence.exhibits import a_held_capture
from tests.evidence.views.test_exhibits import SAID
from tests.looks import given as looks
from tests.pages import a_day, signed_in, words
from watchbook.evidence.models import Exhibit
from watchbook.foi.models import Request
from watchbook.looks.models import PageView
from watchbook.organisation.queries import today


def of_an_exhibit(people):
    capture = a_held_capture(people)
    return (
        people.ines,
        reverse("evidence:produce", args=[capture.reference]),
        SAID,
        Exhibit,
        "There is an exhibit of this capture: I/1",
    )


def of_a_page(people):
    look = looks.opened(people)
    told = {"address": "https://site.example/page"}
    return (
        people.ines,
        reverse("looks:page_view", args=[look.reference]),
        told,
        PageView,
        "You added this page at",
    )


def of_a_request(people):
    told = {"text": "1. How many?", "regime": "foia"} | a_day("received_on", today())
    return people.bryn, reverse("foi:request_new"), told, Request, "a request with the same words as FOI-0001"


@pytest.mark.parametrize("of", [of_an_exhibit, of_a_page, of_a_request])
def test_a_second_one_is_told_of_the_first_and_made_if_it_is_meant(people, of):
    person, path, told, model, said = of(people)
    client, before = signed_in(person), model.objects.count()
    assert client.post(path, told).status_code == 302
    page = client.post(path, told)
    assert page.status_code == 200
    assert said in words(page)
    assert "Record it a second time" in words(page)
    assert model.objects.count() == before + 1
    assert client.post(path, {**told, "twice": "on"}).status_code == 302
    assert model.objects.count() == before + 2
