"""Measure the pages of a request of 29 questions beside a bare page of the same bytes, by processor time (`make proof`).

The bare page is our layout around as many bytes of text, for somebody signed in. In turn in one run; the median of the
ratios counts. Once while nothing changes, when the draft is kept; and once after an act of a register before each page.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from tests import given
from tests.fixtures import point_django_at
from tests.pages import signed_in
from tests.people import People
from watchbook.config import urls
from watchbook.demo.requests import NINE_QUESTIONS
from watchbook.foi.request import request
from watchbook.keys.keyring import the_keyring

ROUNDS, AT_MOST = 15, 3
BARE = '{% extends "web/layout.html" %}{% block title %}Bare{% endblock %}{% block content %}<p>{{ text }}</p>{% endblock %}'
PAGES = {"request": "", "question": "questions/2.c/", "letter": "letter/"}


def measure() -> str:
    """Every page on one throw-away database: the ratios, and how many queries each takes."""
    with server.fresh_database() as name:
        point_django_at(name)
        the_keyring().begin()
        people = People(given.a_council())
        given.a_letter_without_reply(people)
        text = NINE_QUESTIONS.read_text(encoding="utf-8")
        row = request.receive(
            text, received_on=timezone.localdate(), regime="foia", by=people.bryn, at=timezone.now()
        )
        client = signed_in(people.bryn, host="localhost")
        told = [
            _page(client, f"/foi/requests/{row.reference}/{page}", name=name, people=people)
            for name, page in PAGES.items()
        ]
        connection.close()
    return "; ".join(told)


def _page(client: Client, address: str, *, name: str, people: People) -> str:
    size = len(client.get(address).content)
    with bare_page(size) as bare, CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)
        ratios = [
            _spent(lambda: client.get(address)) / _spent(lambda: client.get(bare)) for _ in range(ROUNDS)
        ]
    ratio = statistics.median(ratios)
    anew = statistics.median(_after_an_act(client, address, people=people) for _ in range(5))
    assert ratio <= AT_MOST, f"the {name} page takes {ratio:.2f} times a bare page of {size:,} bytes"
    return f"{name} {ratio:.2f} times a bare page of {size:,} bytes, {queries} queries; {anew:.0f} ms after an act"


def _after_an_act(client: Client, address: str, *, people: People) -> float:
    given.a_letter(people)
    return _spent(lambda: client.get(address))


@contextmanager
def bare_page(size: int) -> Iterator[str]:
    """A page of our layout that is as long, at its address."""
    template = engines["jinja2"].from_string(BARE)

    def bare(http: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"text": text}, http))

    module = ModuleType("bare_urls")
    module.urlpatterns = [*urls.urlpatterns, path("bare/", bare)]  # type: ignore[attr-defined]  # a module has what it is given
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(urls, name, None))
    text = "word " * (size // 5)
    with override_settings(ROOT_URLCONF=module):
        yield "/bare/"


def _spent(run: Callable[[], object]) -> float:
    """The processor time in milliseconds."""
    begun = time.process_time()
    run()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    assert settings.configured
    print(measure())
