"""The page of an authorisation draws its life with the looks along it, and offers what is next to whoever may do it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.looks.sitting import USUAL

GREEN = re.compile(r'class="govuk-button"[^>]*>\s*([^<]+?)\s*<')
HIDDEN = USUAL | triage.of_case("T02")["facts"]
ENDED = datetime(2026, 6, 8, 9, tzinfo=UTC)


@pytest.fixture
def row(people, monkeypatch):
    """In force since 4 March 2026, with a look under it; the pages stand at 10 March."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 10, 9, tzinfo=UTC))
    subject = given.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    row.subject = subject
    given.made(people, subject, looked_at=datetime(2026, 3, 9, 9, tzinfo=UTC), facts=HIDDEN)
    return row


def green_buttons(person, row):
    """The page of it for a person, and what its green buttons say."""
    page = signed_in(person).get(f"/authorisations/{row}/")
    assert page.status_code == 200
    return page, GREEN.findall(page.text)


def test_each_reads_its_life_and_who_may_act_has_one_green_button(people, row):
    for person, act in (
        (people.oliver, ["Review this authorisation"]),
        (people.ines, ["Write report for the review"]),
        (people.edmund, []),
    ):
        page, buttons = green_buttons(person, row)
        told = words(page)
        assert (
            "Next: Review the authorisation by 30 March 2026. The applicant has not sent a report yet."
            in told
        )
        assert "In force until 3 June 2026, 23:59" in told
        assert "1 look under the authorisation" in told
        assert "0 reviews done, next due 30 March 2026" in told
        assert buttons == act
        opens = person != people.oliver  # who decides, and is not on the list of the investigation
        matter = f'href="/investigations/{row.subject.investigation}/'
        for link in (f'{matter}"', f'{matter}subjects/1/"', 'href="/looks/LK-'):
            assert (link in page.text) is opens
    picture = re.search(r'<div class="watchbook-drawing".*?</div>', page.text, re.DOTALL)[0]
    assert "Jane" not in picture  # whom it names is no part of the picture
    assert 'aria-label="Timeline.' in picture


def test_a_look_after_its_end_stands_in_red_and_in_the_table(people, row, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: ENDED + timedelta(hours=2))
    given.made(people, row.subject, looked_at=ENDED, facts=HIDDEN)
    page, buttons = green_buttons(people.oliver, row)
    told = words(page)
    assert (
        "1 look was made while the authorisation was not in force. It is marked with a triangle on the timeline below."
        in told
    )
    assert page.text.count("watchbook-shape--red") == 2  # on the line, and what it means
    assert page.text.count("M0-8l8 14h-16z") == 2  # a shape of its own, which colours that are forced leave
    assert "8 June 2026 at 10:00am What Look while the authorisation was not in force" in told
    assert buttons == ["Cancel this authorisation"]


def test_the_line_takes_one_query_for_any_number_of_looks(people, row):
    client, counted = signed_in(people.oliver), []
    for _again in range(2):
        client.get(f"/authorisations/{row}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/authorisations/{row}/")
        counted.append(len([one for one in asked if "looks_look" in one["sql"]]))
        given.made(people, row.subject, looked_at=datetime(2026, 3, 9, 10, tzinfo=UTC), facts=HIDDEN)
    assert "3 looks under the authorisation" in words(signed_in(people.oliver).get(f"/authorisations/{row}/"))
    assert counted == [1, 1]
