"""The same act from two tabs: the person is told of the one that is there already, and decides."""

import pytest
from django.urls import reverse

from tests.evidence.exhibits import a_held_capture
from tests.evidence.views.test_exhibits import SAID
from tests.looks import given as looks
from tests.pages import a_day, signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.evidence.models import Exhibit
from watchbook.foi.models import Request
from watchbook.looks import page_view
from watchbook.looks.models import PageView
from watchbook.organisation.queries import today


def of_an_exhibit(people):
    capture = a_held_capture(people)
    return (
        people.ines,
        reverse("evidence:produce", args=[capture.reference]),
        SAID,
        Exhibit,
        "This capture already has an exhibit: I/1",
    )


def of_a_page(people):
    look = looks.opened(people)
    told = {"address": "https://site.example/page"}
    return (
        people.ines,
        reverse("looks:page_view", args=[look.reference]),
        told,
        PageView,
        "You added this address at",
    )


def of_a_request(people):
    told = {"text": "1. How many?", "regime": "foia"} | a_day("received_on", today())
    return (
        people.bryn,
        reverse("foi:request_new"),
        told,
        Request,
        "a request with the same words. Its reference is FOI-0001.",
    )


def test_nobody_is_asked_about_a_page_of_a_look_that_must_end(people, monkeypatch):
    person, path, told, model, _said = of_a_page(people)
    client = signed_in(person)
    client.post(path, told)
    added = model.objects.count()

    def must_end(*_args, **_kept):
        raise WrongState("You cannot go on with this look: close it.")

    monkeypatch.setattr(page_view, "check_goes_on", must_end)
    page = client.post(path, told)
    assert "You cannot go on with this look: close it." in words(page)
    assert "I opened this page again" not in words(page)
    assert model.objects.count() == added


def test_nobody_is_asked_about_a_second_exhibit_that_would_be_refused(people):
    person, path, told, model, _said = of_an_exhibit(people)
    client = signed_in(person)
    client.post(path, told)
    page = client.post(path, told | {"collateral": "3", "minimised": ""})
    assert "Say how you kept the intrusion on them to a minimum." in words(page)
    assert "Record this entry a second time" not in words(page)
    assert model.objects.count() == 1


@pytest.mark.parametrize("of", [of_an_exhibit, of_a_page, of_a_request])
def test_a_second_one_is_told_of_the_first_and_made_if_it_is_meant(people, of):
    person, path, told, model, said = of(people)
    client, before = signed_in(person), model.objects.count()
    assert client.post(path, told).status_code == 302
    page = client.post(path, told)
    assert page.status_code == 200
    assert said in words(page)
    tick = "I opened this page again" if of is of_a_page else "Record this entry a second time"
    assert tick in words(page)
    assert model.objects.count() == before + 1
    assert client.post(path, {**told, "twice": "on"}).status_code == 302
    assert model.objects.count() == before + 2
