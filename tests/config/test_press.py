"""The same press of a form's button, however often it comes, is one act; another press is another act."""

import re
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import UniqueViolation

from tests.fixtures import point_django_at
from tests.pages import a_day, signed_in
from watchbook.audit_log.models import Event
from watchbook.foi.models import Request
from watchbook.organisation.middleware import refusals_are_pages
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.web import press
from watchbook.web.models import Press


@pytest.fixture
def asked(rf, people):
    """Press with this key and words; the view says what it answers."""

    def sent(key, answer, words="a"):
        request = rf.post("/x/", {press.FIELD: key, "words": words})
        request.user, request.session = people.ada, Mock(session_key="s")
        return press.once(request, answer)

    return sent


KEY = "A" * 22


def test_a_second_press_gets_the_first_ones_answer_and_no_act(asked):
    acts = []

    def act(_request):
        acts.append(1)
        press.note()
        return HttpResponseRedirect("/there/")

    assert [asked(KEY, act)["Location"] for _ in range(3)] == ["/there/"] * 3
    assert len(acts) == 1
    asked("B" * 22, act)
    asked(KEY, act, words="b")
    asked("no key", act)
    assert len(acts) == 4


def test_a_page_whose_act_was_recorded_is_not_acted_on_again(asked):
    def act(_request):
        press.note()
        return HttpResponse("done")

    assert asked(KEY, act).content == b"done"
    again = asked(KEY, act)
    assert again.status_code == 409
    assert "You sent this form twice. We accepted it once." in again.text


def test_a_form_that_was_refused_and_a_file_may_be_asked_for_again(asked):
    def file(_request):
        press.note()
        return HttpResponse("x", content_type="application/pdf")

    for answer in (lambda _request: HttpResponse("fill it in"), file):
        assert [asked(KEY, answer).status_code for _ in range(2)] == [200, 200]
    assert not Press.objects.exists()


def test_ten_presses_at_once_open_one_request_and_add_one_person(committed, committed_people):
    """Over the pages, each in a thread and a connection of its own."""
    for person, name, told in (
        (committed_people.bryn, "foi:request_new", {"text": "1. How many?", "regime": "foia"} | a_day("received_on", today())),
        (committed_people.ada, "organisation:person_add", {"name": "Zed", "email": "zed@council.example", "identity": "staff_pass"}),
    ):  # fmt: skip
        page = signed_in(person).get(reverse(name))
        key = re.search(r'name="press" value="([^"]+)"', page.text)[1]
        before = Event.objects.count()

        def pressed(person=person, name=name, told=told, key=key):
            point_django_at(committed)
            try:
                return signed_in(person).post(reverse(name), {**told, press.FIELD: key})
            finally:
                connection.close()

        with ThreadPoolExecutor(10) as pool:
            answers = [one.result() for one in [pool.submit(pressed) for _ in range(10)]]
        # The page that shows a one-time link is no address: the others lead to where a new one is made.
        codes = sorted(one.status_code for one in answers)
        assert codes in ([302] * 10, [200] + [302] * 9)
        assert len({one["Location"] for one in answers if "Location" in one}) == 1
        assert Event.objects.count() > before
    assert Request.objects.count() == 1
    assert Person.objects.filter(email="zed@council.example").count() == 1


@pytest.mark.parametrize(
    "name", ["organisation:person_add", "organisation:people_links", "authorisations:calendar_make"]
)
def test_a_second_press_after_a_page_that_is_shown_once_leads_to_a_new_one(people, name):
    by = people.ines if name == "authorisations:calendar_make" else people.ada
    told = {"name": "Zed", "email": "zed@council.example", "identity": "staff_pass", press.FIELD: KEY}
    client = signed_in(by)
    if name == "organisation:people_links":
        client.post(reverse("organisation:person_add"), told)
        told["people"] = str(Person.objects.get(name="Zed").pk)
    assert client.post(reverse(name), told).status_code == 200
    page = client.post(reverse(name), told, follow=True)
    assert page.status_code == 200
    assert "You sent this form twice" in page.text or "We cannot show it again" in page.text
    assert re.search("<form[^>]*method=.post", page.text)


def test_old_presses_are_forgotten(asked):
    asked(KEY, lambda _request: HttpResponseRedirect("/there/"))
    press.drop_old()
    pressed = Press.objects.get()
    assert str(pressed) == pressed.key
    Press.objects.update(since=timezone.now() - 2 * press.KEPT)
    press.drop_old()
    assert not Press.objects.exists()


def test_what_the_database_has_already_is_a_sentence(rf, people):
    request = rf.post("/")
    request.user = people.ada
    failure = IntegrityError("x")
    assert refusals_are_pages(Mock()).process_exception(request, failure) is None
    failure.__cause__ = UniqueViolation("x")
    found = refusals_are_pages(Mock()).process_exception(request, failure)
    assert found.status_code == 409
    assert "Watchbook already has it" in found.text
